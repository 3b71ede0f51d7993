import type { Tone } from "../figure/data/pointing.ts";
import { mix, quietPart } from "../figure/paint/colors.ts";
import { contrast } from "./contrast.ts";
import type { Token } from "./highlight.ts";
import type { Ink } from "./roles.ts";
import type { Theme } from "./theme.ts";

/** Colours as PowerPoint's theme names them, so that a change of theme reaches every shape. */
export type Scheme =
  | "tx1"
  | "tx2"
  | "bg1"
  | "bg2"
  | `accent${1 | 2 | 3 | 4 | 5 | 6}`;

const inks: Readonly<Record<Ink, Scheme>> = {
  ink: "tx1",
  muted: "tx2",
  accent: "accent1",
};

const tokens: Readonly<Record<Token, Scheme>> = {
  plain: "tx1",
  keyword: "accent1",
  string: "accent3",
  number: "accent2",
  comment: "tx2",
  title: "accent4",
};

/** The theme's colour of a role. */
export function schemeColor(ink: Ink): Scheme {
  return inks[ink];
}

/** The theme's colour of a stretch of code. */
export function tokenColor(token: Token): Scheme {
  return tokens[token];
}

/** How much of the accent lies behind what is pointed at, in percent. */
export const pointedShare = 18;

/** Behind what is pointed at: a little of the accent on the slide, or on a panel. */
export function pointedGround(
  theme: Theme,
  ground: "bg1" | "bg2" = "bg1",
): `#${string}` {
  return mix(hexOf("accent1", theme), hexOf(ground, theme), pointedShare / 100);
}

/**
 * The theme's colour of a stretch of code on a line that is pointed at: ink where its own falls short
 * of 4.5:1 on the accent behind it.
 */
export function pointedTokenColor(token: Token, theme: Theme): Scheme {
  const own = tokens[token];
  const [color, ground] = [hexOf(own, theme), pointedGround(theme, "bg2")];
  const ratio = contrast(color.slice(1), ground.slice(1));
  return ratio < 4.5 ? "tx1" : own;
}

/** The theme's colour of the n-th series, from 0. */
export function seriesColor(index: number): Scheme {
  return `accent${((index % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6}`;
}

/** How a series is drawn: its colour, and how much of it lies on the ground, in percent. */
export interface Paint {
  readonly color: Scheme;
  readonly alpha: number;
}

/**
 * The colour of the n-th series, from 0, in its tone: grey where it steps back, with as little ink as
 * is still seen; a reference is grey of its own.
 */
export function paintOf(
  series: { readonly tone?: Tone; readonly reference?: boolean },
  index: number,
  theme: Theme,
): Paint {
  const { tone, reference = false } = series;
  if (tone === "quiet") return quietPaint(theme);
  if (tone !== undefined) return { color: seriesColor(tone), alpha: 100 };
  return { color: reference ? "tx2" : seriesColor(index), alpha: 100 };
}

/** Of what steps back: 3:1 on the ground. */
export function quietPaint({ colors }: Theme): Paint {
  const [muted, ground] = [
    `#${colors.muted}`,
    `#${colors.background}`,
  ] as const;
  return { color: "tx2", alpha: Math.round(100 * quietPart(muted, ground)) };
}

/** A paint as one colour on the theme's ground. */
export function hexOfPaint(
  { color, alpha }: Paint,
  theme: Theme,
): `#${string}` {
  const ground = `#${theme.colors.background}` as const;
  return mix(hexOf(color, theme), ground, alpha / 100);
}

/** The very colour that a theme has there: `#` and six digits. */
export function hexOf(color: Scheme, { colors }: Theme): `#${string}` {
  const [, accent] = /^accent(\d)$/.exec(color) ?? [];
  if (accent !== undefined)
    return `#${colors.accents[Number(accent) - 1] ?? colors.ink}`;
  const { ink: tx1, muted: tx2, background: bg1, surface: bg2 } = colors;
  const grounds = { tx1, tx2, bg1, bg2 };
  return `#${grounds[color as keyof typeof grounds]}`;
}

/** A fill of the theme's colour, `alpha` percent of it, as DrawingML writes it. */
export function fill(color: string, alpha = 100): string {
  const paler =
    alpha < 100 ? `<a:alpha val="${Math.round(alpha * 1000)}"/>` : "";
  return `<a:solidFill><a:schemeClr val="${color}">${paler}</a:schemeClr></a:solidFill>`;
}

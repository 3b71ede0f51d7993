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

/** The theme's colour of the n-th series, from 0. */
export function seriesColor(index: number): Scheme {
  return `accent${((index % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6}`;
}

/** The very colour that a theme has there: `#` and six digits. */
export function hexOf(color: Scheme, { colors }: Theme): string {
  const [, accent] = /^accent(\d)$/.exec(color) ?? [];
  if (accent !== undefined)
    return `#${colors.accents[Number(accent) - 1] ?? colors.ink}`;
  const { ink: tx1, muted: tx2, background: bg1, surface: bg2 } = colors;
  const grounds = { tx1, tx2, bg1, bg2 };
  return `#${grounds[color as keyof typeof grounds]}`;
}

/** A fill of the theme's colour, `alpha` percent of it, as DrawingML writes it. */
export function fill(color: string, alpha = 100): string {
  const paler = alpha < 100 ? `<a:alpha val="${alpha * 1000}"/>` : "";
  return `<a:solidFill><a:schemeClr val="${color}">${paler}</a:schemeClr></a:solidFill>`;
}

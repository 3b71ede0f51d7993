import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Tones } from "../figure/paint/look.ts";
import { findPale } from "./contrast.ts";
import type { TextStyle } from "./layout/measure.ts";
import { parseTemplate, readTemplate } from "./template.ts";

const Color = z.string().regex(/^[0-9A-F]{6}$/);
const Family = z.enum(["Arial", "Calibri", "Courier New"]);
/** Points, none smaller than a room can read: DK-05. */
const points = (least: number) => z.number().min(least).max(120);

/** A look of a deck, read from `templates/deck/<name>.json`. */
export const Theme = z.strictObject({
  name: z.string().min(1),
  /** The ground is darker than the text. */
  dark: z.boolean(),
  colors: z.strictObject({
    background: Color,
    ink: Color,
    /** Behind code and the head of a table. */
    surface: Color,
    /** Captions, the last line, comments in code. */
    muted: Color,
    /** Series in their order; the first also draws the mark. */
    accents: z.array(Color).length(6),
  }),
  fonts: z.strictObject({ heading: Family, body: Family, mono: Family }),
  /** Points. */
  sizes: z.strictObject({
    claim: points(28),
    title: points(28),
    big: points(28),
    answer: points(28),
    lead: points(18),
    body: points(18),
    table: points(18),
    code: points(16),
    caption: points(14),
    chart: points(14),
    footer: points(12),
  }),
  /** The title slide's picture: rows of cells, `.` for none, 1…9 for how much ink. */
  mark: z.array(z.string().regex(/^[.1-9]+$/)).min(1),
});

export type Theme = z.infer<typeof Theme>;
export type ThemeName = "light" | "dark";

/** A colour of the theme by its role, so that a change of theme in PowerPoint reaches it. */
export const Ink = z.enum(["ink", "muted", "accent"]);
export type Ink = z.infer<typeof Ink>;

/** The text of a file that extends a theme, and its path from the root of the project. */
export type ThemeFile = readonly [text: string, path: string];

const { colors, fonts, sizes, mark, name } = Theme.shape;

/** A course's own theme: what it says, over the theme that it extends. */
const Extension = z.strictObject({
  extends: z.enum(["light", "dark"]),
  name: name.optional(),
  colors: colors.partial().optional(),
  fonts: fonts.partial().optional(),
  sizes: sizes.partial().optional(),
  mark: mark.optional(),
});

/** The theme of that name, or the one of a file. Throws UserError as `parseTheme` does. */
export function readTheme(theme: ThemeName | ThemeFile): Theme {
  if (typeof theme === "string") return parseTheme(readTemplate(theme));
  const { extends: base, ...own } = parseTemplate(
    Extension,
    ...([theme, "theme", hint] as const),
  );
  const under = readTheme(base);
  const whole = {
    ...{ ...under, ...own },
    colors: { ...under.colors, ...own.colors },
    fonts: { ...under.fonts, ...own.fonts },
    sizes: { ...under.sizes, ...own.sizes },
  };
  return parseTheme([JSON.stringify(whole), theme[1]]);
}

const hint =
  "colours are six digits, 0-9 and A-F; fonts are Arial, Calibri or Courier New; sizes are points";

/**
 * A theme from the JSON of a file. Throws UserError that names every key whose value is none, or
 * else every colour that cannot be told from its ground.
 */
export function parseTheme(file: ThemeFile): Theme {
  const theme = parseTemplate(Theme, file, "theme", hint);
  const pale = findPale(theme.colors);
  if (pale.length > 0)
    throw new UserError(
      `colours of a theme are too close: ${file[1]}: ${pale.join("; ")}`,
      "make them darker on a light ground, lighter on a dark one",
    );
  return theme;
}

/** How text of one role is set in a theme. */
export function styleOf(
  theme: Theme,
  size: keyof Theme["sizes"],
  bold = false,
): TextStyle {
  const heading = size === "claim" || size === "title";
  return {
    family: heading ? theme.fonts.heading : theme.fonts.body,
    mono: theme.fonts.mono,
    size: theme.sizes[size],
    bold,
  };
}

/** What pictures of figures need to know to stand on the slides as native charts do. */
export function tonesOf({ colors }: Theme): Tones {
  return {
    paper: `#${colors.background}`,
    ink: `#${colors.ink}`,
    muted: `#${colors.muted}`,
    series: colors.accents.map((color): `#${string}` => `#${color}`),
  };
}

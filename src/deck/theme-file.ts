import { z } from "zod";
import type { OwnPicture } from "../article/bound.ts";
import { UserError } from "../errors.ts";
import { findPale } from "./contrast.ts";
import { families } from "./fonts/face.ts";
import { Sizes } from "./roles.ts";
import { parseTemplate, readTemplate } from "./template.ts";

const Color = z.string().regex(/^[0-9A-F]{6}$/);
const Path = z.string().min(1);

/** A family that every PowerPoint has. */
const Family = z.enum(families);

/** Fonts of one's own: what PowerPoint calls the family, and its two files beside the theme's. */
const OwnFamily = z.strictObject({
  family: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} .-]{0,62}$/u, "must be a family's name"),
  regular: Path,
  bold: Path,
});

/** Either of them; a mistake is said at the key of the one that was meant. */
const AnyFamily = z.unknown().transform((value, context) => {
  const meant = typeof value === "object" ? OwnFamily : Family;
  const read = meant.safeParse(value);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues)
    context.addIssue({ code: "custom", path, message });
  return z.NEVER;
});

const Fonts = z.strictObject({
  heading: AnyFamily,
  body: AnyFamily,
  mono: AnyFamily,
});

const Colors = z.strictObject({
  background: Color,
  ink: Color,
  /** Behind code and the head of a table. */
  surface: Color,
  /** Captions, the last line, comments in code. */
  muted: Color,
  /** Series in their order; the first also draws the mark. */
  accents: z.array(Color).length(6),
});

/** The text of a theme, read from `templates/deck/<name>.json`. */
const ThemeText = z.strictObject({
  name: z.string().min(1),
  /** The ground is darker than the text. */
  dark: z.boolean(),
  colors: Colors,
  fonts: Fonts,
  sizes: Sizes,
  /** The title slide's picture: rows of cells, `.` for none, 1…9 for how much ink. */
  mark: z.array(z.string().regex(/^[.1-9]+$/)).min(1),
});

/** A sign on every slide, and what it is called for who does not see it. */
const Logo = z.strictObject({
  logo: Path.optional(),
  logoAlt: z.string().trim().min(1).max(300).optional(),
});

const PartialSizes = Sizes.partial();

const { name, mark } = ThemeText.shape;

/** A course's own theme: what it says, over the theme that it extends. */
export const Extension = z
  .strictObject({
    extends: z.enum(["light", "dark"]),
    name: name.optional(),
    colors: Colors.partial().optional(),
    fonts: Fonts.partial().optional(),
    sizes: PartialSizes.optional(),
    mark: mark.optional(),
    ...Logo.shape,
  })
  .refine(({ logo, logoAlt }) => logo !== undefined || logoAlt === undefined, {
    path: ["logoAlt"],
    message: "there is no logo",
  });

export type ThemeText = z.infer<typeof ThemeText>;
export type ThemeName = "light" | "dark";

/** A file that a theme names: bytes, a picture made ready, or why there is neither. */
type NamedFile = Buffer | OwnPicture | string;

/**
 * The text of a file that extends a theme, its path from the root of the project, and the files
 * that it names, by the path that it gives them.
 */
export type ThemeFile = readonly [
  text: string,
  path: string,
  files?: ReadonlyMap<string, NamedFile>,
];

const hint =
  "colours are six digits, 0-9 and A-F; fonts are Arial, Calibri, Courier New, or a family with its files; sizes are points";

/**
 * What a theme's JSON says, with `sizes` of a page over those of the theme that it extends, and
 * its own over all. Throws UserError that names every key whose value is none, or else every
 * colour that cannot be told from its ground.
 */
export function readThemeText(
  theme: ThemeName | ThemeFile,
  sizes: z.infer<typeof PartialSizes>,
): ThemeText & z.infer<typeof Logo> {
  if (typeof theme === "string") {
    const [text, path] = readTemplate(theme);
    return laid(parseTheme([text, path]), { sizes }, path);
  }
  const [text, path] = theme;
  const { extends: base, ...rest } = parseTemplate(
    Extension,
    ...([[text, path], "theme", hint] as const),
  );
  const { logo, logoAlt, ...own } = rest;
  return { ...laid(readThemeText(base, sizes), own, path), logo, logoAlt };
}

/** A theme with another's own values laid over it. */
function laid(
  under: ThemeText,
  own: Omit<z.infer<typeof Extension>, "extends" | "logo" | "logoAlt">,
  path: string,
): ThemeText {
  const whole = {
    ...{ ...under, ...own },
    colors: { ...under.colors, ...own.colors },
    fonts: { ...under.fonts, ...own.fonts },
    sizes: { ...under.sizes, ...own.sizes },
  };
  return parseTheme([JSON.stringify(whole), path]);
}

/**
 * A whole theme from the JSON of a file. Throws UserError that names every key whose value is
 * none, or else every colour that cannot be told from its ground.
 */
export function parseTheme([text, path]: ThemeFile): ThemeText {
  const theme = parseTemplate(ThemeText, [text, path], "theme", hint);
  const pale = findPale(theme.colors);
  if (pale.length > 0)
    throw new UserError(
      `colours of a theme are too close: ${path}: ${pale.join("; ")}`,
      "make them darker on a light ground, lighter on a dark one",
    );
  return theme;
}

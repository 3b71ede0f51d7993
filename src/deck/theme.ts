import type { OwnPicture } from "../article/bound.ts";
import type { Tones } from "../figure/paint/look.ts";
import { type Masters, type PageSize, readMasters } from "./layout/masters.ts";
import type { TextStyle } from "./layout/measure.ts";
import { type Faces, readAssets } from "./theme-assets.ts";
import {
  readThemeText,
  type ThemeFile,
  type ThemeName,
  type ThemeText,
} from "./theme-file.ts";

/** Somebody's sign, on every slide. */
export interface Logo {
  readonly picture: OwnPicture;
  readonly alt: string;
}

/** The look of a deck: all that its slides have in common. */
export interface Theme extends Omit<ThemeText, "fonts"> {
  readonly fonts: Faces;
  readonly logo?: Logo;
  /** Page, boxes and layouts. */
  readonly masters: Masters;
}

/**
 * The theme of that name, or the one of a file, on a page of that size. Throws UserError that
 * names every key whose value is none, every colour that cannot be told from its ground, or every
 * font and logo that cannot be used.
 */
export function readTheme(
  theme: ThemeName | ThemeFile,
  size: PageSize = "16:9",
): Theme {
  const masters = readMasters(size);
  const { logo, logoAlt, ...text } = readThemeText(theme, masters.sizes);
  const file = typeof theme === "string" ? (["", theme] as const) : theme;
  const assets = readAssets({ fonts: text.fonts, logo }, file);
  return {
    ...{ ...text, fonts: assets.fonts, masters },
    ...(assets.logo && {
      logo: { picture: assets.logo, alt: logoAlt ?? "Logo" },
    }),
  };
}

/** How text of one role is set in a theme, in its size or in so many points. */
export function styleOf(
  theme: Theme,
  size: keyof Theme["sizes"],
  bold = false,
  points = theme.sizes[size],
): TextStyle {
  const heading = size === "claim" || size === "title";
  return {
    family: heading ? theme.fonts.heading : theme.fonts.body,
    mono: theme.fonts.mono,
    size: points,
    bold,
  };
}

/** What pictures of figures need to know to stand on the slides as native charts do. */
export function tonesOf({ colors, fonts }: Theme): Tones {
  return {
    paper: `#${colors.background}`,
    ink: `#${colors.ink}`,
    muted: `#${colors.muted}`,
    series: colors.accents.map((color): `#${string}` => `#${color}`),
    typeface: {
      family: fonts.body.family,
      regular: fonts.body.file(false, false),
      bold: fonts.body.file(true, false),
    },
  };
}

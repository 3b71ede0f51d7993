import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Font, parseFont } from "./truetype.ts";

/** A family of type as a deck names and measures it. */
export interface Face {
  /** As PowerPoint calls it. */
  readonly family: string;
  /** Height of a line, in sizes. */
  readonly line: number;
  /** Width of `text` in ems, without kerning; what the font lacks takes a whole one. */
  width(text: string, bold: boolean): number;
  /** The TrueType file that a page of slides takes its characters from. */
  file(bold: boolean, italic: boolean): Buffer;
}

/**
 * Families that every PowerPoint has, each with fonts of the same metrics: Arimo for Arial,
 * Carlito for Calibri, Cousine for Courier New. A measure never depends on what a machine has
 * installed.
 */
const files = {
  Arial: "Arimo",
  Calibri: "Carlito",
  "Courier New": "Cousine",
} as const;

export type Family = keyof typeof files;

export const families = Object.keys(files) as [Family, ...Family[]];

/** Width in ems of a character that the font lacks: that of an ideograph or emoji. */
const missing = 1;

/** Line height in sizes: what PowerPoint and LibreOffice give Arial, rounded up. */
const line = 1.2;

const known = new Map<Family, Face>();

/** The face of a family that every PowerPoint has. */
export function faceOf(family: Family): Face {
  const face = known.get(family) ?? openFace(family);
  known.set(family, face);
  return face;
}

function openFace(family: Family): Face {
  // Opened when first measured: most decks have no bold code.
  const fonts = new Map<boolean, Font>();
  const opened = (bold: boolean): Font => {
    const font = fonts.get(bold) ?? parseFont(readFont(family, bold, false));
    fonts.set(bold, font);
    return font;
  };
  return {
    ...{ family, line },
    width: (text, bold) => sum(text, opened(bold)),
    file: (bold, italic) => readFont(family, bold, italic),
  };
}

const read = new Map<string, Buffer>();

function readFont(family: Family, bold: boolean, italic: boolean): Buffer {
  const name = files[family];
  const style = `${bold ? "700Bold" : "400Regular"}${italic ? "_Italic" : ""}`;
  const path = `@expo-google-fonts/${name.toLowerCase()}/${style}/${name}_${style}.ttf`;
  const bytes =
    read.get(path) ??
    readFileSync(createRequire(import.meta.url).resolve(path));
  read.set(path, bytes);
  return bytes;
}

/** A font with the file that it lies in. */
export interface OwnFont extends Font {
  readonly bytes: Buffer;
}

/**
 * The face of somebody's own fonts; its lines are at least as high as Arial's. It has no italics:
 * what shows it slants the upright ones.
 */
export function ownFace(family: string, regular: OwnFont, bold: OwnFont): Face {
  return {
    family,
    line: Math.max(line, regular.line, bold.line),
    width: (text, isBold) => sum(text, isBold ? bold : regular),
    file: (isBold) => (isBold ? bold : regular).bytes,
  };
}

function sum(text: string, font: Font): number {
  let width = 0;
  for (const character of text)
    width += font.advance(character.codePointAt(0) ?? 0) ?? missing;
  return width;
}

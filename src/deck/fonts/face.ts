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
}

/**
 * Families that every PowerPoint has, each with fonts of the same metrics: Arimo for Arial,
 * Carlito for Calibri, Cousine for Courier New. A measure never depends on what a machine has
 * installed.
 */
const files = {
  Arial: [
    "arimo/400Regular/Arimo_400Regular.ttf",
    "arimo/700Bold/Arimo_700Bold.ttf",
  ],
  Calibri: [
    "carlito/400Regular/Carlito_400Regular.ttf",
    "carlito/700Bold/Carlito_700Bold.ttf",
  ],
  "Courier New": [
    "cousine/400Regular/Cousine_400Regular.ttf",
    "cousine/700Bold/Cousine_700Bold.ttf",
  ],
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
  const { resolve } = createRequire(import.meta.url);
  // Opened when first measured: most decks have no bold code.
  const [regular, bold] = files[family].map((file) => {
    let font: Font | undefined;
    return () => {
      font ??= parseFont(readFileSync(resolve(`@expo-google-fonts/${file}`)));
      return font;
    };
  });
  if (!regular || !bold) throw new Error(`no fonts of ${family}`);
  return {
    ...{ family, line },
    width: (text, isBold) => sum(text, isBold ? bold() : regular()),
  };
}

/** The face of somebody's own fonts; its lines are at least as high as Arial's. */
export function ownFace(family: string, regular: Font, bold: Font): Face {
  return {
    family,
    line: Math.max(line, regular.line, bold.line),
    width: (text, isBold) => sum(text, isBold ? bold : regular),
  };
}

function sum(text: string, font: Font): number {
  let width = 0;
  for (const character of text)
    width += font.advance(character.codePointAt(0) ?? 0) ?? missing;
  return width;
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Advance widths of the fonts that have the same metrics as those a presentation asks for:
 * Arimo for Arial, Carlito for Calibri, Cousine for Courier New. Read from the TrueType
 * tables themselves, so that a measure never depends on what a machine has installed.
 */

export type Family = "Arial" | "Calibri" | "Courier New";

const files: Readonly<Record<Family, readonly [string, string]>> = {
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
};

/** Width in ems of a character that the font lacks: that of an ideograph or emoji. */
const missing = 1;

interface Font {
  /** Ems of a code point. */
  advance(codePoint: number): number;
}

const fonts = new Map<string, Font>();

/** Width of `text` in ems of the font, without kerning. */
export function advanceWidth(
  text: string,
  family: Family,
  bold: boolean,
): number {
  const font = openFont(family, bold);
  let width = 0;
  for (const character of text) {
    width += font.advance(character.codePointAt(0) ?? 0);
  }
  return width;
}

function openFont(family: Family, bold: boolean): Font {
  const file = files[family][bold ? 1 : 0];
  const known = fonts.get(file);
  if (known !== undefined) return known;
  const path = createRequire(import.meta.url).resolve(
    `@expo-google-fonts/${file}`,
  );
  const font = parseFont(readFileSync(path));
  fonts.set(file, font);
  return font;
}

/**
 * Source: OpenType 1.9, tables `head`, `hhea`, `hmtx` and `cmap` (format 4: these fonts have no
 * other). opentype.js gives the same widths, and takes several times as long to open the fonts.
 */
function parseFont(bytes: Buffer): Font {
  const tables = new Map<string, number>();
  for (let index = 0; index < bytes.readUInt16BE(4); index++) {
    const entry = 12 + 16 * index;
    const tag = bytes.toString("latin1", entry, entry + 4);
    tables.set(tag, bytes.readUInt32BE(entry + 8));
  }
  const offset = (tag: string): number => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`font without table ${tag}`);
    return found;
  };
  const unitsPerEm = bytes.readUInt16BE(offset("head") + 18);
  const metrics = bytes.readUInt16BE(offset("hhea") + 34);
  const hmtx = offset("hmtx");
  const glyphs = readCharacterMap(bytes, offset("cmap"));
  return {
    advance(codePoint) {
      const glyph = glyphs.get(codePoint) ?? 0;
      if (glyph === 0) return missing;
      const at = hmtx + 4 * Math.min(glyph, metrics - 1);
      return bytes.readUInt16BE(at) / unitsPerEm;
    },
  };
}

function readCharacterMap(bytes: Buffer, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < bytes.readUInt16BE(cmap + 2); index++) {
    const table = cmap + bytes.readUInt32BE(cmap + 4 + 8 * index + 4);
    if (bytes.readUInt16BE(table) === 4) readSegments(bytes, table, glyphs);
  }
  return glyphs;
}

function readSegments(
  bytes: Buffer,
  table: number,
  glyphs: Map<number, number>,
): void {
  const doubled = bytes.readUInt16BE(table + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = bytes.readUInt16BE(table + 14 + segment);
    const startAt = table + 16 + doubled + segment;
    const start = bytes.readUInt16BE(startAt);
    const delta = bytes.readUInt16BE(startAt + doubled);
    const rangeAt = startAt + 2 * doubled;
    const range = bytes.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const raw =
        range === 0
          ? code
          : bytes.readUInt16BE(rangeAt + range + 2 * (code - start));
      if (range !== 0 && raw === 0) continue;
      glyphs.set(code, (raw + delta) & 0xffff);
    }
  }
}

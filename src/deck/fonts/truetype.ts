/** What a deck asks of a font: how wide its characters are, and how high its lines. */
export interface Font {
  /** Ems of a code point; undefined where the font lacks it. */
  advance(codePoint: number): number | undefined;
  /** Ems from one line to the next. */
  readonly line: number;
}

/** Why bytes are no font that can be measured, in words that follow a colon. */
export class FontError extends Error {
  override readonly name = "FontError";
}

/** What a file begins with that is a font of another kind. */
const others: { readonly [start: string]: string } = {
  OTTO: "an OpenType font with PostScript outlines (OTF), not TrueType",
  wOFF: "a WOFF, not a TrueType font",
  wOF2: "a WOFF2, not a TrueType font",
  ttcf: "a collection of fonts, not a single TrueType font",
};

/**
 * The widths of a TrueType font, read from its tables. Throws FontError for what is none.
 * Source: OpenType 1.9, tables `head`, `hhea`, `OS/2`, `hmtx` and `cmap` (format 4, which every
 * font for Windows has). opentype.js gives the same widths, and takes several times as long.
 */
export function parseFont(bytes: Buffer): Font {
  const start = bytes.toString("latin1", 0, 4);
  const other = others[start];
  if (other !== undefined) throw new FontError(other);
  if (start !== "\0\x01\0\0" && start !== "true")
    throw new FontError("no TrueType font");
  try {
    return parseTables(bytes);
  } catch (error) {
    // A table that ends before its time.
    if (error instanceof RangeError) throw new FontError("a broken font");
    throw error;
  }
}

function parseTables(bytes: Buffer): Font {
  const offset = readDirectory(bytes);
  const unitsPerEm = bytes.readUInt16BE(offset("head") + 18);
  const metrics = bytes.readUInt16BE(offset("hhea") + 34);
  if (unitsPerEm === 0 || metrics === 0) throw new FontError("a broken font");
  const hmtx = offset("hmtx");
  // The last width is read now: one that lies behind the file's end is found at once.
  bytes.readUInt16BE(hmtx + 4 * (metrics - 1));
  const glyphs = readCharacterMap(bytes, offset("cmap"));
  if (glyphs.size === 0) throw new FontError("a font without Unicode");
  return {
    line: lineOf(bytes, offset) / unitsPerEm,
    advance(codePoint) {
      const glyph = glyphs.get(codePoint) ?? 0;
      if (glyph === 0) return undefined;
      const at = hmtx + 4 * Math.min(glyph, metrics - 1);
      return bytes.readUInt16BE(at) / unitsPerEm;
    },
  };
}

/** Where a table begins, by its tag. */
function readDirectory(bytes: Buffer): (tag: string) => number {
  const tables = new Map<string, number>();
  for (let index = 0; index < bytes.readUInt16BE(4); index++) {
    const entry = 12 + 16 * index;
    const tag = bytes.toString("latin1", entry, entry + 4);
    tables.set(tag, bytes.readUInt32BE(entry + 8));
  }
  return (tag) => {
    const found = tables.get(tag);
    if (found === undefined)
      throw new FontError(`a font without table ${tag.trim()}`);
    return found;
  };
}

/**
 * Units of a line: what the font's author meant where the font says so (USE_TYPO_METRICS), else
 * the higher of the two that programs read.
 */
function lineOf(bytes: Buffer, offset: (tag: string) => number): number {
  const [hhea, windows] = [offset("hhea"), offset("OS/2")];
  const height = (at: number) =>
    bytes.readInt16BE(at) -
    bytes.readInt16BE(at + 2) +
    bytes.readInt16BE(at + 4);
  const isMeant = (bytes.readUInt16BE(windows + 62) & 0x80) !== 0;
  if (isMeant) return height(windows + 68);
  return Math.max(
    height(hhea + 4),
    bytes.readUInt16BE(windows + 74) + bytes.readUInt16BE(windows + 76),
  );
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

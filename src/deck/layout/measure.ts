import type { Line } from "../deck.ts";
import type { Face } from "../fonts/face.ts";

/** How a paragraph is set. */
export interface TextStyle {
  /** Family of text; code within it is set in `mono`. */
  readonly family: Face;
  readonly mono: Face;
  /** Points. */
  readonly size: number;
  readonly bold: boolean;
}

/** Points from one line of text to the next; code among the text may ask for more. */
export function lineHeight(
  { family, mono, size }: TextStyle,
  text: readonly Line[],
): number {
  const isCoded = text.some((line) => line.some((run) => run.code === true));
  return (isCoded ? Math.max(family.line, mono.line) : family.line) * size;
}

/** Room kept free, because kerning, hinting and renderers differ a little. */
const reserve = 1.05;

/** Points in an inch. */
export const inch = 72;

/** Points by which the words of a bulleted line are set in. */
export function bulletIndent(size: number): number {
  return Math.round(size * 0.85);
}

/** Width of `text` in points. */
export function textWidth(
  text: string,
  style: TextStyle,
  look: { readonly bold?: boolean; readonly code?: boolean } = {},
): number {
  const face = look.code === true ? style.mono : style.family;
  return face.width(text, look.bold ?? style.bold) * style.size;
}

/** Lines that `line` takes when it is broken to `width` points, and the widest word. */
export interface Wrapped {
  readonly lines: number;
  /** Points, with the reserve. More than `width` does not fit, however it is broken. */
  readonly widest: number;
}

interface Piece {
  readonly width: number;
  readonly space: boolean;
}

/** Breaks a paragraph as a presentation program does: at spaces, hyphens and ideographs. */
export function wrap(line: Line, style: TextStyle, width: number): Wrapped {
  let lines = 1;
  let used = 0;
  let pending = 0;
  let widest = 0;
  for (const piece of pieces(line, style)) {
    if (piece.space) {
      pending += piece.width;
      continue;
    }
    widest = Math.max(widest, piece.width);
    if (used > 0 && used + pending + piece.width > width) {
      lines += 1;
      used = piece.width;
    } else used += pending + piece.width;
    pending = 0;
  }
  return { lines, widest };
}

/** Height in points of paragraphs set one below the other, `gap` points between them. */
export function textHeight(
  paragraphs: readonly Line[],
  style: TextStyle,
  width: number,
  gap: number,
): number {
  let lines = 0;
  for (const each of paragraphs) lines += wrap(each, style, width).lines;
  const gaps = Math.max(0, paragraphs.length - 1) * gap;
  return lines * lineHeight(style, paragraphs) + gaps;
}

/** Between these a line may be broken: ideographs, kana, hangul. */
const ideograph = /[\u2e80-\ud7a3\uf900-\ufaff\uff00-\uffef]/;

/** Unbreakable stretches, across runs: `**bold**text` is one. */
function pieces(line: Line, style: TextStyle): Piece[] {
  const found: Piece[] = [];
  let word = 0;
  const close = () => {
    if (word > 0) found.push({ width: word, space: false });
    word = 0;
  };
  for (const run of line) {
    for (const part of run.text.split(/(\s+|(?<=[-–—]))/)) {
      if (part === undefined || part === "") continue;
      const space = /^\s+$/.test(part);
      if (space) {
        close();
        found.push({ width: textWidth(" ", style, run), space });
        continue;
      }
      for (const character of part) {
        if (ideograph.test(character)) close();
        word += textWidth(character, style, run) * reserve;
        if (ideograph.test(character)) close();
      }
      if (/[-–—]$/.test(part)) close();
    }
  }
  close();
  return found;
}

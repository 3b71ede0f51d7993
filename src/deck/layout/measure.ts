import type { Line, Run } from "../deck.ts";
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
export const reserve = 1.05;

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
  /** Points of all of it in one line, with the reserve. */
  readonly whole: number;
}

/** An unbreakable stretch, or the space between two. */
interface Piece {
  /** Points. */
  readonly width: number;
  readonly space: boolean;
  readonly runs: readonly Run[];
}

/** Breaks a paragraph as a presentation program does: at spaces, hyphens and ideographs. */
export function wrap(line: Line, style: TextStyle, width: number): Wrapped {
  const all = pieces(line, style, reserve);
  const words = all.filter((piece) => !piece.space);
  return {
    lines: breakPieces(all, width).length,
    widest: Math.max(0, ...words.map((piece) => piece.width)),
    whole: all.reduce((sum, piece) => sum + piece.width, 0),
  };
}

/**
 * The paragraph's lines as they are seen, without the space at which each is broken. Nothing is kept
 * in reserve: programs that draw them keep none either.
 */
export function breakLines(
  line: Line,
  style: TextStyle,
  width: number,
): readonly Line[] {
  return breakPieces(pieces(line, style, 1), width).map((broken) =>
    broken.flatMap((piece) => piece.runs).reduce(joinRuns, []),
  );
}

/** Puts the run behind the others, as one with the last of them where it looks alike. */
function joinRuns(runs: readonly Run[], next: Run): readonly Run[] {
  const last = runs.at(-1);
  const alike =
    last !== undefined &&
    (["bold", "italic", "code", "link"] as const).every(
      (look) => last[look] === next[look],
    );
  if (!alike) return [...runs, next];
  return [...runs.slice(0, -1), { ...last, text: last.text + next.text }];
}

function breakPieces(all: readonly Piece[], width: number): Piece[][] {
  const lines: Piece[][] = [[]];
  let used = 0;
  let pending: Piece[] = [];
  for (const piece of all) {
    if (piece.space) {
      pending.push(piece);
      continue;
    }
    const before = pending.reduce((sum, each) => sum + each.width, 0);
    if (used > 0 && used + before + piece.width > width) {
      lines.push([piece]);
      used = piece.width;
    } else {
      lines.at(-1)?.push(...pending, piece);
      used += before + piece.width;
    }
    pending = [];
  }
  return lines;
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

/** Spaces that hold two words together: no line is broken there. */
const glue = /[\u00a0\u2007\u202f]/;

/** Unbreakable stretches, across runs: `**bold**text` is one. Widths are `factor` times as large. */
function pieces(line: Line, style: TextStyle, factor: number): Piece[] {
  const found: Piece[] = [];
  let word: Run[] = [];
  let width = 0;
  const close = () => {
    if (width > 0) found.push({ width, space: false, runs: word });
    word = [];
    width = 0;
  };
  for (const run of line) {
    for (const part of run.text.split(
      /([^\S\u00a0\u2007\u202f]+|(?<=[-–—]))/,
    )) {
      if (part === undefined || part === "") continue;
      const space = /^\s+$/.test(part) && !glue.test(part);
      if (space) {
        close();
        const runs = [{ ...run, text: " " }];
        found.push({ width: textWidth(" ", style, run), space, runs });
        continue;
      }
      for (const character of part) {
        if (ideograph.test(character)) close();
        word.push({ ...run, text: character });
        const measured = glue.test(character) ? " " : character;
        width += textWidth(measured, style, run) * factor;
        if (ideograph.test(character)) close();
      }
      if (/[-–—]$/.test(part)) close();
    }
  }
  close();
  return found;
}

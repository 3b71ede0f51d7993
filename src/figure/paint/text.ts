import { noteText, type Paper, registerTypeface, ruler } from "./paper.ts";
import {
  families,
  type Hex,
  type Ink,
  leading,
  sizes,
  type Typeface,
} from "./theme.ts";

/** How a text is set. */
export interface TextStyle {
  /** Units. Default: the body size. */
  readonly size?: number;
  /** Default: false. */
  readonly bold?: boolean;
  /** Default: false. */
  readonly mono?: boolean;
  /** Of the look that it is painted in, or a colour of its own. Default: ink. */
  readonly color?: Ink | Hex;
  /** Default: left. */
  readonly align?: "left" | "center" | "right";
}

/** Lines of text, and the room that they take, in units. */
export interface TextBlock {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly style: TextStyle;
}

/** How the letters of a family are called, and how high its capitals are, in sizes. */
interface Letters {
  readonly family: string;
  readonly capitals: number;
}

/** Inter's capitals are 0.73 of its size. */
const usual: Letters = { family: `"${families.sans}"`, capitals: 0.73 };

/** What text is set in at the moment. A figure is drawn without a pause: nobody else sees it. */
let letters = usual;

/** What `draw` returns; all text that it measures and paints is set in that typeface. */
export function inTypeface<T>(
  typeface: Typeface | undefined,
  draw: () => T,
): T {
  const before = letters;
  letters = typeface === undefined ? usual : lettersOf(typeface);
  try {
    return draw();
  } finally {
    letters = before;
  }
}

function lettersOf(typeface: Typeface): Letters {
  // What it lacks, an arrow say, comes from the article's.
  const family = `"${registerTypeface(typeface)}", "${families.sans}"`;
  ruler.font = `400 100px ${family}`;
  const { actualBoundingBoxAscent } = ruler.measureText("H");
  return { family, capitals: actualBoundingBoxAscent / 100 };
}

/** The family of text without a code's look, as the canvas and Chart.js take it. */
export function familyNow(): string {
  return letters.family;
}

/** The canvas's font shorthand of a style. */
export function fontOf({ size = sizes.body, bold, mono }: TextStyle): string {
  const family = mono === true ? `"${families.mono}"` : letters.family;
  return `${bold === true ? 600 : 400} ${size}px ${family}`;
}

/** Width of one line of text, in units. */
export function textWidth(text: string, style: TextStyle = {}): number {
  ruler.font = fontOf(style);
  return ruler.measureText(text).width;
}

/** Distance of two base lines, in units. */
function lineHeight({ size = sizes.body }: TextStyle): number {
  return size * leading;
}

/** The text broken into lines of at most `room` units; a word that is longer is broken too. */
export function wrap(
  text: string,
  room: number,
  style: TextStyle = {},
): TextBlock {
  const lines: string[] = [];
  for (const given of text.split("\n")) {
    let line = "";
    for (const word of given.split(" ").flatMap((w) => cut(w, room, style))) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && textWidth(longer, style) > room) {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.push(line);
  }
  const width = Math.max(...lines.map((line) => textWidth(line, style)));
  return { lines, width, height: lines.length * lineHeight(style), style };
}

/** The word in pieces that fit into the room: whole, nearly always. */
function cut(word: string, room: number, style: TextStyle): string[] {
  if (textWidth(word, style) <= room) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const sign of word) {
    if (piece !== "" && textWidth(piece + sign, style) > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += sign;
    // A path or a dotted name is best broken behind its separator.
    if (/[-/_.]/.test(sign) && textWidth(piece, style) > room * 0.6) {
      pieces.push(piece);
      piece = "";
    }
  }
  return piece === "" ? pieces : [...pieces, piece];
}

/** Width of the widest word, in units: narrower than this, words would be broken. */
export function widestWord(text: string, style: TextStyle = {}): number {
  return Math.max(...text.split(/\s/).map((word) => textWidth(word, style)));
}

/** Paints a block with its top at `y`; `x` is its left, middle or right end after its alignment. */
export function paintText(
  paper: Paper,
  block: TextBlock,
  x: number,
  y: number,
): void {
  const { size = sizes.body, color = "ink", align = "left" } = block.style;
  const { context, look } = paper;
  const { colors } = look;
  if (block.lines.some((line) => line.trim() !== "")) noteText(paper, size);
  context.font = fontOf(block.style);
  context.fillStyle = isInk(color, colors) ? colors[color] : color;
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  const height = lineHeight(block.style);
  // This sets capitals in the middle of the line.
  const baseline = (height + size * letters.capitals) / 2;
  block.lines.forEach((line, index) => {
    context.fillText(line, x, y + index * height + baseline);
  });
}

function isInk(color: Ink | Hex, colors: { [name in Ink]: Hex }): color is Ink {
  return Object.hasOwn(colors, color);
}

import { names, powers } from "./names.ts";

/** A node of MathJax's tree: what of it is read here. */
export interface MathNode {
  readonly kind: string;
  readonly childNodes: readonly (MathNode | null)[];
  /** Of a node of kind `text`. */
  getText?(): string;
}

type Part = MathNode | null | undefined;

/**
 * A formula as it is read aloud: "1 over n times the sum from i equals 1 to n of (x i minus y i)
 * squared". Signs that have no name stand as they are.
 */
export function formulaInWords(node: MathNode): string {
  return wordsOf(node)
    .replace(/\s+/g, " ")
    .replace(/ (?=[),.;!])|(?<=\() /g, "")
    .trim();
}

function wordsOf(node: Part): string {
  if (!node) return "";
  const [base, second, third] = node.childNodes;
  switch (node.kind) {
    case "mi":
    case "mn":
    case "mo":
      return nameOf(textOf(node));
    case "mtext":
      return textOf(node);
    case "mspace":
    case "mphantom":
      return "";
    case "mfrac":
      return `${grouped(base)} over ${grouped(second)}`;
    case "msqrt":
      return `the square root of ${grouped(base)}`;
    case "mroot":
      return `the root of order ${grouped(second)} of ${grouped(base)}`;
    case "msup":
      return withLimits(base, undefined, second) ?? raised(base, second);
    case "msub":
      return withLimits(base, second, undefined) ?? lowered(base, second);
    case "msubsup":
      return (
        withLimits(base, second, third) ??
        `${lowered(base, second)} ${power(third)}`
      );
    case "munder":
      return withLimits(base, second, undefined) ?? lowered(base, second);
    case "mover":
      return withLimits(base, undefined, second) ?? accented(base, second);
    case "munderover":
      return withLimits(base, second, third) ?? row(node.childNodes);
    case "mtable":
      return node.childNodes.map(wordsOf).join("; ");
    case "mtr":
    case "mlabeledtr":
      return cells(node.childNodes.map(wordsOf));
    default:
      return row(node.childNodes);
  }
}

/** What stands side by side; two bars are a value without its sign or a length. */
function row(nodes: MathNode["childNodes"]): string {
  const words: string[] = [];
  let open: number | undefined;
  for (const [index, node] of nodes.entries()) {
    const sign = node && textOf(node);
    const before = nodes[index - 1];
    if (sign === "|" || sign === "∣" || sign === "‖" || sign === "∥") {
      if (open === undefined) {
        open = words.length;
        const bars = sign === "|" || sign === "∣";
        words.push(bars ? "the absolute value of (" : "the length of (");
      } else {
        open = undefined;
        words.push(")");
      }
      continue;
    }
    // "1 over n sum" would put the sum below the line.
    if (
      before?.kind === "mfrac" &&
      !/^(mo|mtext|mspace)$/.test(node?.kind ?? "")
    )
      words.push("times");
    words.push(wordsOf(node));
  }
  // One bar alone is read as in a probability.
  if (open !== undefined) words[open] = "given";
  return words.join(" ");
}

/** Cells of a matrix; where one line is set in two cells at its sign, the sign joins them. */
function cells(words: readonly string[]): string {
  return words
    .filter((each) => each.trim() !== "")
    .reduce(
      (line, each) =>
        /^\s*(equals|is|plus|minus)\b/.test(each)
          ? `${line} ${each}`
          : `${line}, ${each}`,
      "",
    )
    .replace(/^, /, "");
}

const large = new Map([
  ["∑", "the sum"],
  ["∏", "the product"],
  ["∫", "the integral"],
]);

/** Signs that are words, with what runs below them. */
const limits = new Map([
  ["lim", "the limit"],
  ["max", "the maximum"],
  ["min", "the minimum"],
  ["argmax", "the place of the maximum"],
  ["arg max", "the place of the maximum"],
  ["argmin", "the place of the minimum"],
  ["arg min", "the place of the minimum"],
]);

/** A sum, a product or a limit with what it runs over; undefined for every other base. */
function withLimits(base: Part, under: Part, over: Part): string | undefined {
  const sign = base ? textOf(base).trim() : "";
  const called = large.get(sign) ?? limits.get(sign);
  if (called === undefined) return undefined;
  const from = wordsOf(under).trim();
  const to = wordsOf(over).trim();
  if (to !== "") return `${called} from ${from} to ${to} of`;
  return sign === "lim"
    ? `${called} as ${from} of`
    : `${called} over ${from} of`;
}

function lowered(base: Part, index: Part): string {
  return `${wordsOf(base)} ${grouped(index)}`;
}

function raised(base: Part, exponent: Part): string {
  return `${wordsOf(base)} ${power(exponent)}`;
}

function power(exponent: Part): string {
  const words = wordsOf(exponent).trim();
  return powers.get(words) ?? `to the power ${grouped(exponent)}`;
}

const accents = new Map([
  ["^", "hat"],
  ["¯", "bar"],
  ["―", "bar"],
  ["‾", "bar"],
  ["~", "tilde"],
  ["˙", "dot"],
  ["→", "vector"],
]);

function accented(base: Part, sign: Part): string {
  const accent = sign ? textOf(sign) : "";
  return `${wordsOf(base)} ${accents.get(accent) ?? wordsOf(sign)}`;
}

/** In brackets, where it is more than a word: what belongs together stays together. */
function grouped(node: Part): string {
  const words = wordsOf(node).trim();
  const single = !/\s/.test(words) || /^\([^()]*\)$/.test(words);
  return single ? words : `(${words})`;
}

function textOf(node: MathNode): string {
  if (node.kind === "text") return node.getText?.() ?? "";
  return node.childNodes.map((each) => (each ? textOf(each) : "")).join("");
}

function nameOf(sign: string): string {
  return names.get(sign) ?? sign;
}

import { limits } from "../../limits.ts";
import { accents, doubled, plain, raised, sunken, symbols } from "./signs.ts";
import { findFormulaExcess } from "./size.ts";

/**
 * LaTeX to plain Unicode, for formulas inside a line: Medium has no maths. A fixed table; what
 * it does not cover is left to the caller, who shows the source as inline code.
 */

const operators = new Set("=<>≤≥≠≈≡∝∼≪≫→←↦⇒∈∉×·⊙±∓⊂");

/**
 * The formula in Unicode, such as "x² ≤ α", or undefined when the table does not cover it
 * (fractions of more than one sign, matrices, an unknown command).
 */
export function mathToUnicode(latex: string): string | undefined {
  if (findFormulaExcess(latex) !== undefined) return undefined;
  const reader = { rest: latex.trim(), depth: 0 };
  const text = readGroup(reader, false);
  if (text === undefined || reader.rest !== "") return undefined;
  return spaced(text).replace(/ +/g, " ").trim();
}

interface Reader {
  rest: string;
  /** Signs inside one another that are being read: each one's argument is read by itself. */
  depth: number;
}

function readGroup(reader: Reader, inside: boolean): string | undefined {
  let text = "";
  while (reader.rest !== "") {
    if (inside && reader.rest.startsWith("}")) return text;
    const next = readAtom(reader, text);
    if (next === undefined) return undefined;
    text = next;
  }
  return inside ? undefined : text;
}

/** `before` with the next sign of the formula behind it; too deep a formula is none. */
function readAtom(reader: Reader, before: string): string | undefined {
  if (reader.depth >= limits.braces) return undefined;
  reader.depth += 1;
  const text = readSign(reader, before);
  reader.depth -= 1;
  return text;
}

function readSign(reader: Reader, before: string): string | undefined {
  const script = take(reader, /^\s*([\^_])/);
  if (script !== undefined) {
    const body = readArgument(reader);
    return after(before, body && shifted(body, script.trim() === "^"));
  }
  const space = take(reader, /^(\s+|~|\\[,;:! ])/);
  if (space !== undefined)
    return `${before}${/^\\[,!]$/.test(space) ? "" : " "}`;
  const command = take(reader, /^\\([a-zA-Z]+|[{}|%#_&$])/);
  if (command !== undefined)
    return after(before, readCommand(reader, command.slice(1)));
  if (take(reader, /^\{/) !== undefined) {
    const group = readGroup(reader, true);
    return take(reader, /^\}/) === undefined ? undefined : after(before, group);
  }
  const sign = take(reader, /^[^\\{}^_&$]/u);
  return after(before, sign === "-" ? "−" : sign === "'" ? "′" : sign);
}

function readCommand(reader: Reader, name: string): string | undefined {
  if (name === "|") return "‖";
  if (/^[{}%#_&$]$/.test(name)) return name;
  const accent = accents.get(name);
  if (accent !== undefined) {
    const base = readArgument(reader);
    return base && [...base].length === 1 ? base + accent : undefined;
  }
  if (plain.has(name)) {
    const body = take(reader, /^\s*\{[^{}\\]*\}/);
    return body?.trim().slice(1, -1);
  }
  if (name === "mathbb") return doubled.get(readArgument(reader) ?? "");
  if (name === "sqrt") {
    const body = readArgument(reader);
    return body === undefined ? undefined : `√${bracketed(body)}`;
  }
  if (name === "frac" || name === "tfrac") {
    const top = readArgument(reader);
    const bottom = readArgument(reader);
    return top === undefined || bottom === undefined
      ? undefined
      : `${bracketed(top)}/${bracketed(bottom)}`;
  }
  return symbols.get(name);
}

function readArgument(reader: Reader): string | undefined {
  take(reader, /^\s+/);
  return readAtom(reader, "");
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  const found = pattern.exec(reader.rest)?.[0];
  if (found !== undefined) reader.rest = reader.rest.slice(found.length);
  return found;
}

function after(before: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : before + text;
}

/** `text` as superscript or subscript; undefined when a sign has no such form. */
function shifted(text: string, up: boolean): string | undefined {
  const signs = [...text.replaceAll("−", "-").replaceAll(" ", "")].map((sign) =>
    (up ? raised : sunken).get(sign),
  );
  return signs.includes(undefined) ? undefined : signs.join("");
}

function bracketed(text: string): string {
  return /^[\p{L}\p{N}.∂∇]+$/u.test(text) ? text : `(${text.trim()})`;
}

/** One space around relations, none forced elsewhere. */
function spaced(text: string): string {
  return [...text]
    .map((sign) => (operators.has(sign) ? ` ${sign} ` : sign))
    .join("")
    .replace(/([∇∂]) +/gu, "$1");
}

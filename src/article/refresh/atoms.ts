import { diffChars } from "diff";
import { attributeOf, labelOf } from "../directive.ts";
import { directivesIn, type Found, isClaim, type Printed } from "./printed.ts";

/** The smallest piece of a template: a letter, a directive that prints a value, a claim's edge. */
export interface Atom {
  readonly role: "letter" | "value" | "open" | "close";
  readonly source: string;
  /** What stands for it in the built article; "" for the edges of a claim. */
  readonly printed: string;
}

/** Whether an atom is a sign that is not printed: an emphasis within words that are italic as a whole. */
export function isMark({ role, printed }: Atom): boolean {
  return role === "letter" && printed === "";
}

/**
 * A piece of a template in atoms, with what each prints. Undefined where a directive is none of
 * those that are known.
 */
export function atomsOf(text: string, printed: Printed): Atom[] | undefined {
  const atoms: Atom[] = [];
  return addAtoms(text, printed, atoms) ? atoms : undefined;
}

function addAtoms(text: string, printed: Printed, atoms: Atom[]): boolean {
  let at = 0;
  for (const found of directivesIn(text)) {
    addLetters(text.slice(at, found.from), atoms);
    const source = text.slice(found.from, found.to);
    const isDone = isClaim(found.node)
      ? addClaim(source, found, printed, atoms)
      : addValue(source, printed, atoms);
    if (!isDone) return false;
    at = found.to;
  }
  addLetters(text.slice(at), atoms);
  return true;
}

function addLetters(text: string, atoms: Atom[]): void {
  for (const letter of text)
    atoms.push({ role: "letter", source: letter, printed: letter });
}

function addValue(source: string, { values }: Printed, atoms: Atom[]): boolean {
  if (!Object.hasOwn(values, source)) return false;
  atoms.push({ role: "value", source, printed: values[source] ?? "" });
  return true;
}

/** A claim prints its words, or those of `otherwise`: what stands around them is its edges. */
function addClaim(
  source: string,
  { node, from }: Found,
  printed: Printed,
  atoms: Atom[],
): boolean {
  const name = attributeOf(node, "id") ?? "";
  if (!Object.hasOwn(printed.claims, name)) return false;
  const [start, end] = printed.claims[name]
    ? childrenOf(node, from)
    : otherwiseOf(source, attributeOf(node, "otherwise"));
  if (start < 0) return false;
  const edge = (role: "open" | "close", text: string) =>
    atoms.push({ role, source: text, printed: "" });
  edge("open", source.slice(0, start));
  const isDone = addAtoms(source.slice(start, end), printed, atoms);
  edge("close", source.slice(end));
  return isDone;
}

function childrenOf(node: Found["node"], from: number): [number, number] {
  const [first, last] = [node.children[0], node.children.at(-1)];
  const empty = labelOf(node) === "" ? ":claim[".length : -1;
  if (first === undefined || last === undefined) return [empty, empty];
  const [start = 0, end = 0] = [
    first.position?.start.offset,
    last.position?.end.offset,
  ];
  return [start - from, end - from];
}

function otherwiseOf(
  source: string,
  value: string | undefined,
): [number, number] {
  const at = source.lastIndexOf("otherwise=");
  const start = at + "otherwise=".length + 1;
  const end = start + (value ?? "").length;
  const isPlain =
    at >= 0 && value !== undefined && source.slice(start, end) === value;
  return isPlain ? [start, end] : [-1, -1];
}

/** What atoms print, one after the other. */
export function printOf(atoms: readonly Atom[]): string {
  return atoms.map(({ printed }) => printed).join("");
}

/**
 * The atoms with what they are in `built`, which is what they print in the one style of built
 * articles: `_so_` is `*so*` there, and some signs are escaped.
 */
export function fitAtoms(atoms: readonly Atom[], built: string): Atom[] {
  const plain = printOf(atoms);
  if (plain === built) return [...atoms];
  const letters = lettersOf(plain, built);
  let from = 0;
  return atoms.map((atom) => {
    const to = from + atom.printed.length;
    const printed = letters.slice(from, to).join("");
    from = to;
    return { ...atom, printed };
  });
}

/** What each letter of `plain` is in `built`; one that was put in belongs to the next. */
function lettersOf(plain: string, built: string): string[] {
  const letters: string[] = [];
  let pending = "";
  let gone = -1;
  for (const { value, added, removed } of diffChars(plain, built)) {
    if (added && gone >= 0) letters[gone] = value;
    else if (added) pending += value;
    if (added) continue;
    gone = removed ? letters.length : -1;
    const own = value.split("").map((each) => (removed ? "" : each));
    if (!removed && pending !== "") {
      own[0] = pending + own[0];
      pending = "";
    }
    letters.push(...own);
  }
  if (letters.length > 0) letters[letters.length - 1] += pending;
  return letters;
}

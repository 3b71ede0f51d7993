import type { Atom } from "./atoms.ts";

/** A place where letters were taken out, put in, or both. */
export interface Hunk {
  /** Offsets in the built text. */
  readonly from: number;
  readonly to: number;
  /** What stands there now. */
  readonly text: string;
}

/** A number that was typed over one of the run's. */
export interface Typed {
  /** As it was built. */
  readonly printed: string;
  /** What was typed. */
  readonly text: string;
  readonly directive: string;
}

/** What is put in at a hunk: in the template, and as it is printed. */
interface Piece {
  readonly source: string;
  readonly built: string;
}

/** A directive whose value is not where it was: its atom, and its offset in the built text. */
interface Lost {
  readonly index: number;
  readonly at: number;
}

const number = /[-−]?\d+(?:[.,’]\d+)*(?:\s?%)?/gu;

/**
 * Finds the directives whose value is gone from its place among the words that were put in: moved
 * ones become directives again, typed ones are told and stay as they were. Undefined where it
 * cannot be told which is which.
 */
export function placeValues(
  atoms: readonly Atom[],
  lost: readonly Lost[],
  hunks: readonly Hunk[],
  spell: (words: string) => string,
):
  | {
      /** One a hunk. */
      readonly texts: readonly Piece[];
      readonly typed: readonly Typed[];
      readonly dropped: readonly string[];
    }
  | undefined {
  const cuts = hunks.map(() => [] as Cut[]);
  const missing: Lost[] = [];
  for (const each of lost) {
    const atom = atoms[each.index];
    if (atom === undefined) continue;
    const own = hunks.findIndex(({ from, to }) => isIn(each.at, from, to));
    const order = [own, ...hunks.keys()].filter((index) => index >= 0);
    const found = order
      .map((index) => ({
        index,
        cut: findValue(hunks[index], atom, cuts[index]),
      }))
      .find(({ cut }) => cut !== undefined);
    if (found?.cut === undefined) missing.push(each);
    else cuts[found.index]?.push(found.cut);
  }
  if (isAmbiguous(atoms, lost, missing)) return undefined;
  const typed: Typed[] = [];
  const dropped: string[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const here = missing.filter(({ at }) => isIn(at, hunk.from, hunk.to));
    const told = findTyped(
      hunk,
      here.flatMap(({ index: at }) => atoms[at] ?? []),
      atoms,
      cuts[index] ?? [],
    );
    if (told === undefined) return undefined;
    typed.push(...told.typed);
    dropped.push(...told.dropped);
    cuts[index]?.push(...told.cuts);
  }
  const texts = hunks.map(({ text }, index) =>
    fill(text, cuts[index] ?? [], spell),
  );
  return { texts, typed, dropped };
}

/** A piece of a hunk's text in whose place a directive stands. */
interface Cut {
  readonly from: number;
  readonly to: number;
  readonly atom: Atom;
}

function isIn(at: number, from: number, to: number): boolean {
  return at >= from && at < to;
}

/** The value in the text of a hunk, as a word of its own and not taken yet. */
function findValue(
  hunk: Hunk | undefined,
  atom: Atom,
  taken: readonly Cut[] = [],
): Cut | undefined {
  if (hunk === undefined || atom.printed === "") return undefined;
  const { text } = hunk;
  const { length } = atom.printed;
  for (
    let from = text.indexOf(atom.printed);
    from >= 0;
    from = text.indexOf(atom.printed, from + 1)
  ) {
    const to = from + length;
    const isFree = taken.every((each) => to <= each.from || from >= each.to);
    const before = /[\p{L}\d]$|\d[.,]$/u.test(text.slice(0, from));
    const behind = /^[\p{L}\d]|^[.,]\d/u.test(text.slice(to));
    if (isFree && !before && !behind) return { from, to, atom };
  }
  return undefined;
}

/** Whether some of several directives that print the same are there, and nobody knows which. */
function isAmbiguous(
  atoms: readonly Atom[],
  lost: readonly Lost[],
  missing: readonly Lost[],
): boolean {
  return missing.some(({ index }) => {
    const { printed, source } = atoms[index] ?? {};
    return lost.some((each) => {
      const other = atoms[each.index];
      const isThere = !missing.includes(each);
      return isThere && other?.printed === printed && other?.source !== source;
    });
  });
}

/** What was typed in the place of directives that are nowhere else. */
function findTyped(
  { from, to, text }: Hunk,
  missing: readonly Atom[],
  atoms: readonly Atom[],
  taken: readonly Cut[],
):
  | {
      readonly typed: readonly Typed[];
      readonly dropped: readonly string[];
      readonly cuts: readonly Cut[];
    }
  | undefined {
  const nothing = { typed: [], dropped: [], cuts: [] };
  if (missing.length === 0) return nothing;
  const free = [...text.matchAll(number)].filter(({ index, 0: { length } }) =>
    taken.every((each) => index + length <= each.from || index >= each.to),
  );
  const replaced = missing.reduce((sum, each) => sum + each.printed.length, 0);
  const isAlone = replaced === to - from && text.trim() !== "";
  if (free.length === 0 && !(isAlone && taken.length === 0)) {
    return { ...nothing, dropped: missing.map(({ source }) => source) };
  }
  // Words in the place of one value, and of nothing else.
  const [only] = missing;
  if (free.length === 0 && only !== undefined && missing.length === 1) {
    const [start, end] = [
      text.length - text.trimStart().length,
      text.trimEnd().length,
    ];
    const cut = { from: start, to: end, atom: only };
    return { ...nothing, cuts: [cut], typed: [typedOf(text.trim(), only)] };
  }
  // As many numbers as there were directives: each stands for its own.
  if (free.length !== missing.length || atoms.length === 0) return undefined;
  const cuts = free.map(({ index, 0: found }, step): Cut => {
    const atom = missing[step] as Atom;
    const shown = atom.printed.endsWith("%")
      ? found
      : found.replace(/\s?%$/, "");
    return { from: index, to: index + shown.length, atom };
  });
  const typed = cuts.map((cut) =>
    typedOf(text.slice(cut.from, cut.to), cut.atom),
  );
  return { ...nothing, cuts, typed };
}

function typedOf(text: string, { printed, source }: Atom): Typed {
  return { printed, text, directive: source };
}

function fill(
  text: string,
  cuts: readonly Cut[],
  spell: (words: string) => string,
): Piece {
  let [source, built] = ["", ""];
  let at = 0;
  for (const { from, to, atom } of [...cuts].sort((a, b) => a.from - b.from)) {
    const words = text.slice(at, from);
    source += spell(words) + atom.source;
    built += words + atom.printed;
    at = to;
  }
  const rest = text.slice(at);
  return { source: source + spell(rest), built: built + rest };
}

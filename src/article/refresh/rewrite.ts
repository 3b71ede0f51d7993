import { diffArrays } from "diff";
import { type Atom, isMark } from "./atoms.ts";
import { type Hunk, placeValues, type Typed } from "./values.ts";

/** A piece of a template with a person's words in it. */
export interface Rewritten {
  readonly source: string;
  /** What it prints: her words, where no number was typed by hand. */
  readonly built: string;
  /** Numbers that she typed in the place of a directive, which stays. */
  readonly typed: readonly Typed[];
  /** Directives that went with the words around them. */
  readonly dropped: readonly string[];
  /** True where the words of a claim are others now. */
  readonly isClaim: boolean;
}

/** A number with its sign and decimals; a word; white space; any other sign. */
const token = /[-−]?\d+(?:[.,’]\d+)*|[\p{L}\p{M}]+|\s+|./gsu;

/**
 * Puts a person's words into the template. `atoms` are those of the template and print what was
 * built; `hers` is what she made of that. A directive stays where its value stands. Undefined
 * where nobody can tell which number was meant to be which. `spell` writes new words as the
 * template wants them.
 */
export function rewrite(
  atoms: readonly Atom[],
  hers: string,
  spell = (words: string) => words,
): Rewritten | undefined {
  const built = atoms.map(({ printed }) => printed).join("");
  const map = mapLetters(built, hers);
  let at = 0;
  const lost: { readonly index: number; readonly at: number }[] = [];
  for (const [index, { role, printed }] of atoms.entries()) {
    const to = at + printed.length;
    if (role === "value" && !isWhole(map, at, to)) {
      lost.push({ index, at });
      map.fill(-1, at, to);
    }
    at = to;
  }
  const hunks = hunksOf(map, hers);
  const placed = placeValues(atoms, lost, hunks, spell);
  if (placed === undefined) return undefined;
  return write(atoms, hunks, placed);
}

/** Where each letter of `built` stands in `hers`; −1 for one that is not there. */
function mapLetters(built: string, hers: string): number[] {
  const [old, now] = [built, hers].map((each) => each.match(token) ?? []);
  const map: number[] = [];
  let there = 0;
  for (const { value, added, removed } of diffArrays(old ?? [], now ?? [])) {
    const { length } = value.join("");
    if (added) there += length;
    else
      for (let step = 0; step < length; step += 1)
        map.push(removed ? -1 : there++);
  }
  return map;
}

function isWhole(map: readonly number[], from: number, to: number): boolean {
  const letters = map.slice(from, to);
  const [first = -1] = letters;
  return (
    letters.length === 0 ||
    (first >= 0 && letters.every((each, step) => each === first + step))
  );
}

function hunksOf(map: readonly number[], hers: string): Hunk[] {
  const hunks: Hunk[] = [];
  let [from, there] = [0, 0];
  for (const [at, now] of [...map, hers.length].entries()) {
    if (now < 0) continue;
    if (at > from || now > there)
      hunks.push({ from, to: at, text: hers.slice(there, now) });
    [from, there] = [at + 1, now + 1];
  }
  return hunks;
}

type Placed = NonNullable<ReturnType<typeof placeValues>>;

function write(
  atoms: readonly Atom[],
  hunks: readonly Hunk[],
  { texts, typed, dropped }: Placed,
): Rewritten {
  const pieces: Atom[] = [];
  let isClaim = false;
  let [at, next, depth] = [0, 0, 0];
  const insert = () => {
    const piece = texts[next];
    if (piece !== undefined)
      pieces.push({
        ...{ role: "letter", source: piece.source, printed: piece.built },
      });
    isClaim ||= depth > 0;
    next += 1;
  };
  for (const atom of atoms) {
    const isEdge = atom.role === "open" || atom.role === "close";
    const hunk = hunks[next];
    // New words in the place of others stand where the first of those stood. Between two words of
    // which one is a claim's, they are not the claim's.
    const isBetween = hunk?.to === at && atom.role === "open";
    // A mark that prints nothing opens what comes behind it: new words go inside.
    if (hunk?.from === at && (!isEdge || isBetween) && !isMark(atom)) insert();
    const last = hunks[next - 1];
    const isGone = last !== undefined && at >= last.from && at < last.to;
    const stays = isEdge || !isGone || (atom.role === "value" && !atom.printed);
    if (stays) pieces.push(atom);
    else isClaim ||= depth > 0;
    if (isEdge) depth += atom.role === "open" ? 1 : -1;
    at += atom.printed.length;
  }
  while (next < hunks.length) insert();
  const { kept, isEmpty } = dropEmptyClaims(pieces);
  return {
    source: kept.map(({ source }) => source).join(""),
    built: kept.map(({ printed }) => printed).join(""),
    typed,
    dropped,
    isClaim: isClaim || isEmpty,
  };
}

/** A claim without words would speak only where it does not hold. */
function dropEmptyClaims(pieces: readonly Atom[]): {
  readonly kept: readonly Atom[];
  readonly isEmpty: boolean;
} {
  const kept: Atom[] = [];
  let isEmpty = false;
  for (const piece of pieces) {
    if (piece.role === "close" && kept.at(-1)?.role === "open") {
      kept.pop();
      isEmpty = true;
    } else kept.push(piece);
  }
  return { kept, isEmpty };
}

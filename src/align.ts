import { diffArrays } from "diff";

/** One thing on both sides; undefined where a side has none. */
export type Pair<Value> = readonly [Value | undefined, Value | undefined];

/** Of two texts that became one another at least so many words are the same. */
const alike = 0.4;

/**
 * Puts two lists side by side in their order: what is equal by its key first, then within each gap
 * what shares the most words. Equal pairs are part of the answer.
 */
export function align<Value>(
  before: readonly Value[],
  after: readonly Value[],
  keyOf: (value: Value) => string,
): Pair<Value>[] {
  const pairs: Pair<Value>[] = [];
  let [old, now] = [0, 0];
  let gone: Value[] = [];
  let added: Value[] = [];
  const close = () => {
    pairs.push(...pairUp(gone, added, keyOf));
    [gone, added] = [[], []];
  };
  for (const part of diffArrays(before.map(keyOf), after.map(keyOf))) {
    const { length } = part.value;
    if (part.removed) gone.push(...before.slice(old, old + length));
    else if (part.added) added.push(...after.slice(now, now + length));
    else {
      close();
      for (let each = 0; each < length; each += 1)
        pairs.push([before[old + each], after[now + each]]);
    }
    if (!part.added) old += length;
    if (!part.removed) now += length;
  }
  close();
  return pairs;
}

/** The pairs of a gap whose likeness adds up to the most, in the order of both. */
function pairUp<Value>(
  gone: readonly Value[],
  added: readonly Value[],
  keyOf: (value: Value) => string,
): Pair<Value>[] {
  const [old, now] = [gone, added].map((all) =>
    all.map((each) => wordsOf(keyOf(each))),
  ) as [Set<string>[], Set<string>[]];
  const score = (row: number, column: number) => {
    const likeness = likenessOf(old[row], now[column]);
    return likeness < alike ? 0 : likeness;
  };
  // Best of what is left from here on, by row and column.
  const best = Array.from({ length: gone.length + 1 }, () =>
    new Array<number>(added.length + 1).fill(0),
  );
  const at = (row: number, column: number) => best[row]?.[column] ?? 0;
  for (let row = gone.length - 1; row >= 0; row -= 1)
    for (let column = added.length - 1; column >= 0; column -= 1)
      (best[row] ?? [])[column] = Math.max(
        at(row + 1, column),
        at(row, column + 1),
        score(row, column) + at(row + 1, column + 1),
      );
  const pairs: Pair<Value>[] = [];
  let [row, column] = [0, 0];
  while (row < gone.length || column < added.length) {
    const here = at(row, column);
    const likeness = score(row, column);
    if (likeness > 0 && here === likeness + at(row + 1, column + 1))
      pairs.push([gone[row++], added[column++]]);
    else if (row < gone.length && here === at(row + 1, column))
      pairs.push([gone[row++], undefined]);
    else pairs.push([undefined, added[column++]]);
  }
  return pairs;
}

/** How alike two texts are: the share of their words that both have, 0 to 1. */
export function likeness(one: string, other: string): number {
  return likenessOf(wordsOf(one), wordsOf(other));
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Share of the words that two texts have in common, 0 to 1. */
function likenessOf(
  one: ReadonlySet<string> = new Set(),
  other: ReadonlySet<string> = new Set(),
): number {
  const shared = [...one].filter((each) => other.has(each)).length;
  const all = one.size + other.size;
  return all === 0 ? 0 : (2 * shared) / all;
}

import type { Record, Spread } from "./record.ts";

/** One value in two runs; undefined where a run did not record it. */
export interface Change<Value> {
  readonly name: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/**
 * What differs between two runs of one topic, by kind, each in the order in which the later
 * run recorded it, and behind them what it no longer records. Provenance does not count.
 */
export interface Changes {
  readonly numbers: readonly Change<number>[];
  readonly spreads: readonly Change<Spread>[];
  readonly texts: readonly Change<string>[];
  readonly claims: readonly Change<boolean>[];
  /** What a listing prints. */
  readonly outputs: readonly Change<string>[];
  /** Too large to be shown: whether they were and are there. */
  readonly tables: readonly Change<true>[];
  readonly figures: readonly Change<true>[];
}

/** Compares what two runs found. The same two records give the same answer. */
export function compareRecords(before: Record, after: Record): Changes {
  const there = () => true as const;
  return {
    numbers: compare(before.numbers, after.numbers, (number) => number),
    spreads: compare(before.spreads ?? {}, after.spreads ?? {}, (each) => each),
    texts: compare(before.texts, after.texts, (text) => text),
    claims: compare(
      holding(before.claims),
      holding(after.claims),
      (holds) => holds,
    ),
    outputs: compare(before.outputs, after.outputs, (text) => text),
    tables: compare(before.tables, after.tables, there),
    figures: compare(before.figures, after.figures, there),
  };
}

/** The numbers that a claim compares may move while it still holds. */
function holding(claims: Record["claims"]): { [name: string]: boolean } {
  const entries = Object.entries(claims);
  return Object.fromEntries(entries.map(([name, { holds }]) => [name, holds]));
}

function compare<Kept, Shown>(
  before: { readonly [name: string]: Kept },
  after: { readonly [name: string]: Kept },
  show: (value: Kept) => Shown,
): Change<Shown>[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...names].flatMap((name) => {
    const old = before[name];
    const now = after[name];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return [
      {
        name,
        before: old === undefined ? undefined : show(old),
        after: now === undefined ? undefined : show(now),
      },
    ];
  });
}

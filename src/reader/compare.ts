import { type Kind, kinds, type Values } from "./values.ts";

/** A value of the record beside the same of another run, as a person reads them. */
export interface Row {
  readonly kind: string;
  readonly name: string;
  readonly recorded: string;
  readonly here: string;
  /** How they differ; undefined where they are equal to the last bit. */
  readonly apart: string | undefined;
}

/**
 * Every value of the record beside that of the run, kind by kind, in the order of the record. Numbers
 * are equal where all 64 bits of the doubles are; only the sign of a zero does not count, which
 * a record does not keep.
 */
export function compareValues(recorded: Values, here: Values): Row[] {
  return (Object.keys(kinds) as Kind[]).flatMap((kind) => {
    const [before, now] = [recorded[kind], here[kind]];
    const names = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...names].map((name): Row => {
      const [old, fresh] = [before[name], now[name]];
      return {
        ...{ kind: kinds[kind], name },
        ...{ recorded: show(kind, old), here: show(kind, fresh) },
        apart: difference(old, fresh),
      };
    });
  });
}

/** How two values differ, at the first place where they do; undefined where they are the same. */
function difference(recorded: unknown, here: unknown): string | undefined {
  if (recorded === undefined) return "not in the record";
  if (here === undefined) return "not in this run";
  if (typeof recorded === "number" && typeof here === "number")
    return isSame(recorded, here) ? undefined : distance(recorded, here);
  if (typeof recorded !== "object" || typeof here !== "object")
    return recorded === here ? undefined : "another text";
  const [before, now] = [recorded, here] as { [key: string]: unknown }[];
  const keys = new Set([
    ...Object.keys(before ?? {}),
    ...Object.keys(now ?? {}),
  ]);
  for (const key of keys) {
    const found = difference(before?.[key], now?.[key]);
    if (found === undefined) continue;
    if (key === "sha256") return "other points";
    return `${/^\d+$/.test(key) ? Number(key) + 1 : key}: ${found}`;
  }
  return undefined;
}

function isSame(recorded: number, here: number): boolean {
  return Object.is(recorded + 0, here + 0);
}

/** Doubles from one to the other, where they are few; else how far they are apart. */
function distance(recorded: number, here: number): string {
  const steps = placeOf(here) - placeOf(recorded);
  const size = steps < 0n ? -steps : steps;
  if (size === 1n) return "the last bit (1 ulp)";
  if (size <= 1000n) return `the last bits (${size} ulp)`;
  return `${(here - recorded).toPrecision(2)} more`;
}

const real = new Float64Array(1);
const bits = new BigInt64Array(real.buffer);

/** The number's place in the row of all doubles, 0 at zero. */
function placeOf(value: number): bigint {
  real[0] = value;
  const [word = 0n] = bits;
  return word < 0n ? -(word & 0x7fff_ffff_ffff_ffffn) : word;
}

/** Numbers with as many digits as tell them from all others. */
function show(kind: Kind, value: unknown): string {
  if (value === undefined) return "–";
  if (typeof value === "number") return String(value);
  if (kind === "spreads") {
    const { mean, least, most, n } = value as Values["spreads"][string];
    return `${mean}, from ${least} to ${most}, of ${n}`;
  }
  if (kind === "claims") {
    const { left, relation, right, holds } = value as Values["claims"][string];
    const sides = `${left} ${relation} ${[right].flat().join(" and ")}`;
    return holds ? sides : `${sides} does not hold`;
  }
  if (kind === "tables")
    return many((value as Values["tables"][string]).rows.flat().length, "cell");
  if (kind === "figures")
    return many((value as Values["figures"][string]).numbers, "number");
  const text = String(value);
  return text.length <= 60 && !text.includes("\n")
    ? text
    : many(text.split("\n").length, "line");
}

/** `1 cell`, `1,204 cells`. */
export function many(count: number, what: string): string {
  return `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
}

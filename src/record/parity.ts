import { z } from "zod";
import { courseClasses } from "../classes.ts";
import { sha256 } from "../files.ts";
import { parseJson } from "../json.ts";
import type { Record } from "./record.ts";

/** Where a topic keeps what its `pytorch.py` printed: `npm run parity` writes it. */
export const parityFile = "pytorch.json";

/** Relative deviation that a number without a range of its own may have: float32 sums in another order. */
export const deterministic = 1e-6;

/** What PyTorch computed of the record's numbers on MNIST, with seed 42. */
const Parity = z.strictObject({
  /** The version that ran: `2.13.0`. */
  torch: z.string().min(1),
  /** SHA-256 of the `pytorch.py` that printed the numbers. */
  script: z.string().regex(/^[0-9a-f]{64}$/),
  numbers: z.record(z.string(), z.number()),
  /** By name, how far a number may be apart, relative, where that is not `deterministic`. */
  tolerances: z.record(z.string(), z.number()),
});
export type Parity = z.infer<typeof Parity>;

/** A number of the record beside the same of PyTorch. */
interface Compared {
  readonly name: string;
  readonly here: number;
  readonly there: number;
  /** Deviation, relative to the larger of the two; to 1 where both are nearly zero. */
  readonly off: number;
  /** The largest deviation that counts as agreement. */
  readonly allowed: number;
}

/** How a record's numbers stand beside PyTorch's. */
export interface Comparison {
  readonly torch: string;
  /** Every number that both have. */
  readonly rows: readonly Compared[];
  /** Those that are further apart than allowed. */
  readonly apart: readonly Compared[];
}

/**
 * What PyTorch gave, from the text of `pytorch.json`. Undefined where that is none, or where
 * `script` is no longer the one that printed it.
 */
export function readParity(
  text: string | undefined,
  script: string | undefined,
): Parity | undefined {
  const read = Parity.safeParse(parseJson(Buffer.from(text ?? "")));
  if (!read.success || script === undefined) return undefined;
  return read.data.script === sha256(script) ? read.data : undefined;
}

/**
 * The record's numbers beside PyTorch's. Undefined where the run is not the one that
 * `pytorch.py` repeats, a full run on MNIST's 3s and 7s with seed 42, or where both have
 * no number in common.
 */
export function compareWith(
  { torch, numbers, tolerances }: Parity,
  record: Pick<Record, "profile" | "seed" | "numbers" | "provenance">,
): Comparison | undefined {
  const { data } = record.provenance;
  const isCourse = data.classes.every((each, at) => each === courseClasses[at]);
  const isMnist = data.unused === true || (data.name === "MNIST" && isCourse);
  if (record.profile !== "full" || record.seed !== 42 || !isMnist) {
    return undefined;
  }
  const rows = Object.entries(record.numbers).flatMap(([name, here]) => {
    const there = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
    if (there === undefined) return [];
    const allowed = tolerances[name] ?? deterministic;
    return [{ name, here, there, off: deviation(here, there), allowed }];
  });
  if (rows.length === 0) return undefined;
  return { torch, rows, apart: rows.filter((row) => row.off > row.allowed) };
}

function deviation(here: number, there: number): number {
  const size = Math.max(Math.abs(here), Math.abs(there));
  return Math.abs(here - there) / (size < 1e-6 ? 1 : size);
}

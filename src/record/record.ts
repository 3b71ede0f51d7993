import * as z from "zod";
import { courseClasses } from "../classes.ts";
import { Figure } from "../figure/figure.ts";

/**
 * THE SEAM. One JSON file a topic: everything that an experiment found, as plain data.
 * Experiments write it and know nothing of documents; articles and decks read it and know
 * nothing of tensors. It holds no date, no duration, no path and no host: the same run
 * gives the same bytes.
 */

/** A name that a template can quote: `nearer-to-3`. */
export const Name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

/** A cell of a table: text, or a number that the column's format rounds. */
const Cell = z.union([z.string(), z.number()]);

export const Table = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        label: z.string().min(1),
        /** Decimals of numeric cells. Default: as few as show the number. */
        digits: z.number().int().min(0).max(10).optional(),
        /** Numeric cells are fractions, shown as percentages. Default: false. */
        percent: z.boolean().optional(),
        /** Commas between groups of three digits: 1,584. Default: false. */
        thousands: z.boolean().optional(),
      }),
    )
    .min(1),
  rows: z.array(z.array(Cell)).min(1),
});

/** What repeated runs gave: their mean, the least and the most, and how many there were. */
export const Spread = z.strictObject({
  mean: z.number(),
  least: z.number(),
  most: z.number(),
  n: z.number().int().min(1),
});

/** A comparison that an article may lean on, with the numbers that were compared. */
export const Claim = z.strictObject({
  left: z.number(),
  relation: z.enum(["<", "<=", "=", ">", ">=", "between"]),
  /** One number, or for `between` both ends, which belong to it. */
  right: z.union([z.number(), z.tuple([z.number(), z.number()])]),
  holds: z.boolean(),
});

/** Where a run came from, and everything it read. */
export const Provenance = z.strictObject({
  data: z.strictObject({
    /** "MNIST", "handwriting", "idx files" or "picture folder"; "none" of a topic without digits. */
    name: z.string(),
    /** What played the parts of the 3 and the 7; runs of before knew no others. */
    classes: z.tuple([z.string(), z.string()]).default([...courseClasses]),
    /** SHA-256 over pixels and names of all four sets. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Counts: of both classes in training, of both in validation. */
    counts: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    /** Present where the experiment looked at none of them. */
    unused: z.literal(true).optional(),
  }),
  engine: z.strictObject({
    name: z.enum(["native", "wasm"]),
    /** Version of TensorFlow.js, and of TensorFlow on native. */
    version: z.string(),
    /** How floats are added up, such as "reproducible". */
    arithmetic: z.string(),
  }),
  /** Version by name of what can change a number: never a path. */
  versions: z.record(z.string(), z.string()),
  /** SHA-256 by path (relative to the project root): the experiment, what it imports and reads. */
  imports: z.record(z.string(), z.string()),
  /** The same for the code that ran it: lab, engine, digits. */
  runner: z.record(z.string(), z.string()),
});

export const Record = z.strictObject({
  format: z.literal(1),
  topic: z.string(),
  profile: z.enum(["full", "quick"]),
  seed: z.number().int(),
  provenance: Provenance,
  numbers: z.record(Name, z.number()),
  texts: z.record(Name, z.string()),
  outputs: z.record(Name, z.string()),
  tables: z.record(Name, Table),
  claims: z.record(Name, Claim),
  figures: z.record(Name, Figure),
  /** Absent where the experiment repeats nothing. */
  spreads: z.record(Name, Spread).optional(),
});

export type Table = z.infer<typeof Table>;
export type Spread = z.infer<typeof Spread>;
export type Claim = z.infer<typeof Claim>;
export type Provenance = z.infer<typeof Provenance>;
export type Profile = Record["profile"];
export type Record = z.infer<typeof Record>;

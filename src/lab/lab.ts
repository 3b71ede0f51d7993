import type { Digits } from "../digits/digits.ts";
import type { Figure } from "../figure/figure.ts";
import type { Claim, Profile, Spread, Table } from "../record/record.ts";

/** How a claim compares its two sides. */
export type Relation = Claim["relation"];

/** One row of a table of data, by the names of its columns. */
export interface Row {
  readonly [column: string]: number | string;
}

/** Long work that says how far it is. */
export interface Progress {
  /** Work done so far, and what there is in all, in the same unit. */
  readonly done: number;
  readonly total: number;
  /** Such as "epoch 3 of 20, loss 0.0712". */
  readonly detail?: string;
}

/**
 * What an experiment sees. Every name is kebab-case and used once a kind; every number is
 * finite. Breaking either is an error at the call, with the name in the message.
 */
export interface Lab {
  /**
   * The 3s and 7s, or what `classes` of it says: `--digits 4,9` puts others in their places. In a
   * quick run, fewer of them.
   */
  readonly digits: Digits;
  /** `full`, or `quick` where the build was asked for a quick run. */
  readonly profile: Profile;
  /** What every stream of random numbers begins with: 42, or what `--seed` says. */
  readonly seed: number;
  /** The value for this profile: `lab.pick({ full: 20, quick: 2 })`. */
  pick<T>(choices: { readonly full: T; readonly quick: T }): T;
  /** Records a number and returns it. */
  number(name: string, value: number): number;
  /** Records each of the numbers under its name, and returns them. */
  numbers<Name extends string>(
    values: {
      readonly [name in Name]: number;
    },
  ): { readonly [name in Name]: number };
  /**
   * Records the mean of what repeated runs gave, the least and the most of it, and how many there
   * were, and returns them. Throws where there is none, or where one is not finite.
   */
  spread(name: string, values: ArrayLike<number>): Spread;
  /** Records a short text, such as a shape, and returns it. */
  text(name: string, value: string): string;
  /** Records what a listing prints, line by line. */
  output(name: string, lines: string | readonly string[]): void;
  /** Records a table: columns with labels, and rows of texts and numbers. */
  table(name: string, table: Table): void;
  /** At most 20,000 points a series and 200,000 numbers in all: more, no picture can show. */
  figure(name: string, figure: Figure): void;
  /** Records whether the comparison holds, and returns it; `=` is exact, to the last bit. */
  claim(
    name: string,
    left: number,
    relation: Exclude<Relation, "between">,
    right: number,
  ): boolean;
  claim(
    name: string,
    left: number,
    relation: "between",
    right: readonly [number, number],
  ): boolean;
  /**
   * The bytes of a file beside `experiment.ts`, at most 256 MiB, and inside the project. A build
   * runs the experiment again when the file has changed.
   */
  file(path: string): Uint8Array;
  /**
   * The rows of a CSV file with a line of names on top, in UTF-8, tracked like `lab.file`. What
   * looks like a number (`-1.5e3`) is one. Every row has every column, or it is an error.
   */
  csv(path: string): readonly Row[];
  /** Tells the terminal how far the work is. Never part of the record. */
  progress(label: string, progress: Progress): void;
}

/** The default export of `topics/NN-slug/experiment.ts`. */
export type Experiment = (lab: Lab) => void | Promise<void>;

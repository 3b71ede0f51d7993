import type { Classes } from "../classes.ts";
import type { EngineName } from "../engine/engine.ts";
import type { Profile } from "../record/record.ts";
import type { Progress } from "./lab.ts";
import type { Findings } from "./session.ts";

/** One run of one experiment, as it is handed to its process. */
export interface Job {
  /** Absolute path of experiment.ts. */
  readonly experiment: string;
  /** Absolute path of the project: nothing outside it is read for the experiment. */
  readonly root: string;
  readonly profile: Profile;
  readonly seed: number;
  /** `auto`, `mnist`, `handwriting` or a folder. */
  readonly data: string;
  /** What plays the parts of the 3 and the 7. Default: these two themselves. */
  readonly classes?: Classes;
  /** What the labels 0, 1, 2 … of idx files are called. Default: their numbers. */
  readonly labels?: readonly string[];
  /** Present where the topic is about something else: no data is looked for. */
  readonly withoutDigits?: true;
  readonly engine: "auto" | EngineName;
  readonly threads?: number;
  /** Default: true. */
  readonly reproducible?: boolean;
}

/** What the process says while it works. */
export type Message =
  | { readonly kind: "data"; readonly origin: string }
  | {
      readonly kind: "progress";
      readonly label: string;
      readonly progress: Progress;
    }
  | { readonly kind: "done"; readonly result: RunResult }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What a run found, and on what it stood. */
export interface RunResult {
  readonly findings: Findings;
  /** SHA-256 of the files that the experiment read, by path relative to the root. */
  readonly reads: { readonly [path: string]: string };
  /** Of the digits, as `locateDigits` will say from now on. */
  readonly identity: string;
  readonly data: {
    readonly name: string;
    readonly classes: [string, string];
    readonly sha256: string;
    readonly counts: [number, number, number, number];
    /** Present where the experiment looked at none of them. */
    readonly unused?: true;
  };
  readonly engine: {
    readonly name: EngineName;
    readonly version: string;
    readonly arithmetic: string;
  };
}

/** Why a run ended without a result. */
export interface Failure {
  /** `user`: the person can mend it; `topic`: the experiment threw. */
  readonly blame: "user" | "topic";
  readonly message: string;
  readonly hint?: string;
  readonly stack?: string;
}

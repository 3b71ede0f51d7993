import type { Classes } from "../classes.ts";
import type { Machine } from "../course/machine.ts";
import type { Flags } from "../course/settings.ts";
import type { Progress } from "../lab/lab.ts";
import type { Topic } from "../topic/topic.ts";
import type { RemoteCache } from "./cache/remote.ts";
import type { PartName } from "./manifest.ts";
import type { Shard } from "./split/shards.ts";

/** A build, checked: what the command line asked for. */
export interface Request {
  readonly root: string;
  readonly topics: readonly Topic[];
  /** Folder of all outputs, absolute. */
  readonly out: string;
  readonly profile: "full" | "quick";
  readonly data: string;
  readonly engine: "auto" | "native" | "wasm";
  readonly threads?: number;
  /** False: fused multiply-add on WASM, where the machine has it. */
  readonly reproducible: boolean;
  readonly seed: number;
  readonly force: boolean;
  /** Where other machines' runs are found, and this one's left. */
  readonly cache?: RemoteCache;
  /** One of several machines, which takes its part of the topics. */
  readonly shard?: Shard;
  /** The deck whose work goes into the new one. Default: the one on the desk. */
  readonly deck?: Buffer;
  readonly parts: readonly PartName[];
  readonly jobs: number;
  readonly json: boolean;
  /** Settings given on the command line: they win over the course's. */
  readonly flags: Flags;
  /** Whose names no article may tell. */
  readonly machine: Machine;
}

/** The digits that a topic's run reads. */
export interface Chosen {
  /** As `locateDigits` says it: of all the data, whichever classes are read. */
  readonly identity: string;
  readonly classes: Classes;
}

/** What a build may touch of the outside. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Who is told how far a build is. */
export interface Reporter {
  /** One line that stays. */
  say(text: string): void;
  /** How far long work is; the last state only, on a terminal. */
  progress(label: string, progress: Progress): void;
  /** What goes on now, until something else is said to: a terminal shows that it does. */
  busy(label: string): void;
  /** Ends the line that moves. */
  stop(): void;
}

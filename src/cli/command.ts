import type { Writable } from "node:stream";
import type { Surroundings } from "../build/request.ts";

/** What the command line may touch of the outside: tests hand over their own. */
export interface Streams extends Surroundings {
  /** Results, and nothing else. */
  readonly stdout: Writable;
  /** Chatter: progress, warnings, errors. */
  readonly stderr: Writable & {
    readonly isTTY?: boolean;
    /** Characters in a line, where a terminal knows; 0 where it does not. */
    readonly columns?: number;
  };
}

/** One option; its value arrives under the long name in camel case. */
export interface Option {
  /** As help prints it: `--seed <n>`. */
  readonly flags: string;
  readonly summary: string;
  readonly default?: string;
  readonly choices?: readonly string[];
}

/** Values of a command line, before they are checked. */
export interface Input {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command a file; help is printed from it. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** As help prints them: `[topic...]`. */
  readonly args?: string;
  readonly options: readonly Option[];
  /** Returns the exit code. Loaded only when the command runs. */
  run(input: Input, streams: Streams): Promise<number>;
}

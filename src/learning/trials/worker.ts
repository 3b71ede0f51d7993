import { parentPort, workerData } from "node:worker_threads";
import { openEngine } from "../../engine/open.ts";
import { loadTrial, runTrial } from "./run.ts";
import type { Trial, TrialProgress } from "./trial.ts";

/** Where this file lies: what a thread imports to become a worker. */
export const workerFile = import.meta.url;

/** What a worker is given once, before the first seed. */
export interface Work {
  readonly workerFile: string;
  /** URL of the module whose default export is the training. */
  readonly module: string;
  readonly input: unknown;
  readonly reproducible: boolean;
}

/** What it says of the seed that it was sent. */
export type Answer =
  | { readonly kind: "progress"; readonly progress: TrialProgress }
  | { readonly kind: "done"; readonly output: unknown }
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly stack: string | undefined;
    };

/** Trains seed after seed, as they are sent, on one thread and an engine of its own. */
function work(given: Work): void {
  const train = prepare(given);
  parentPort?.on("message", async (seed: number) =>
    say(answer(await train, seed, given.input)),
  );
}

async function prepare({ module, reproducible }: Work) {
  await openEngine({ engine: "wasm", threads: 1, reproducible });
  return loadTrial(module);
}

function answer(
  train: Trial<unknown, unknown>,
  seed: number,
  input: unknown,
): Answer {
  try {
    const output = runTrial(train, seed, input, ({ done, total }) =>
      say({ kind: "progress", progress: { done, total } }),
    );
    return { kind: "done", output };
  } catch (error) {
    const { message, stack } = error as Error;
    return { kind: "failed", message, stack };
  }
}

function say(answer: Answer): void {
  parentPort?.postMessage(answer);
}

// The main thread imports this file as well, for where it lies. Nothing is waited for here: the
// training's own file imports this one through the front page, and would wait for it in turn.
if ((workerData as Work | null)?.workerFile === workerFile) {
  work(workerData as Work);
}

import { Worker } from "node:worker_threads";
import type { TrialProgress } from "./trial.ts";
import { type Answer, type Work, workerFile } from "./worker.ts";

type Report = (at: number, progress: TrialProgress) => void;

/**
 * Has `count` workers train the seeds, each taking the next one when it is free; returns what
 * they gave in the order of the seeds. One failure stops all.
 */
export async function askWorkers(
  count: number,
  seeds: readonly number[],
  work: Omit<Work, "workerFile">,
  report: Report,
): Promise<unknown[]> {
  const outputs: unknown[] = [];
  const queue = seeds.entries();
  const workers = Array.from({ length: count }, () => start(work));
  const train = async (worker: Worker): Promise<void> => {
    for (const [at, seed] of queue) {
      outputs[at] = await ask(worker, seed, (progress) => report(at, progress));
      report(at, { done: 1, total: 1 });
    }
  };
  try {
    await Promise.all(workers.map(train));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return outputs;
}

function start(work: Omit<Work, "workerFile">): Worker {
  const workerData: Work = { ...work, workerFile };
  const thread = new URL("thread.mjs", import.meta.url);
  return new Worker(thread, { workerData, execArgv: [] });
}

/** What the worker makes of one seed. */
function ask(
  worker: Worker,
  seed: number,
  report: (progress: TrialProgress) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`seed ${seed}: ${why}`));
    worker.removeAllListeners();
    worker.on("message", (answer: Answer) => {
      if (answer.kind === "progress") report(answer.progress);
      else if (answer.kind === "done") resolve(answer.output);
      else reject(asError(answer));
    });
    worker.on("error", ({ message }) => fail(message));
    worker.on("exit", (code) => fail(`its thread ended, exit code ${code}`));
    worker.postMessage(seed);
  });
}

function asError({ message, stack }: Answer & { kind: "failed" }): Error {
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

import { type OpenedEngine, openedEngine } from "../../engine/open.ts";
import { askWorkers } from "./ask-workers.ts";
import { checkPlain } from "./plain.ts";
import { loadTrial, runTrial } from "./run.ts";
import type { Trial, TrialProgress } from "./trial.ts";

/** Memory that a training and its engine may take: ResNet-18 on MNIST stays below it. */
const BYTES = 1024 * 1024 * 1024;

/**
 * Runs the training once for each seed, spread over the cores, and returns what each gave, in the
 * order of the seeds: the same numbers as one after another, to the last bit. Every core trains on
 * one thread and an engine of its own, as many at once as `--threads`, the cores and the free
 * memory allow; where that is one, or on native, which spreads one training by itself, they run
 * here one after another. Starting the cores takes about a second, so it pays for trainings
 * that take longer. `onProgress` is told how far all are together. Throws where a training does, with its seed in the message, and stops
 * the others; TypeError where `input`, or what is returned, is not plain data.
 */
export async function trials<Input, Output>(
  seeds: readonly number[],
  train: Trial<Input, Output>,
  input: Input,
  onProgress: (progress: TrialProgress) => void = () => {},
): Promise<Output[]> {
  checkPlain(input, "input");
  await loadTrial(train.module);
  const report = together(seeds.length, onProgress);
  const engine = openedEngine();
  const count = Math.min(seeds.length, placesFor(engine));
  if (engine !== undefined && count > 1) {
    const { reproducible } = engine;
    const work = { module: train.module, input, reproducible };
    // Each is what `train` returned in another thread.
    return (await askWorkers(count, seeds, work, report)) as Output[];
  }
  return seeds.map((seed, at) => {
    const output = runTrial(train, seed, structuredClone(input), (progress) =>
      report(at, progress),
    );
    report(at, { done: 1, total: 1 });
    return output;
  });
}

/** How many may train at once. */
function placesFor(engine: OpenedEngine | undefined): number {
  if (engine?.name !== "wasm") return 1;
  const room = Math.floor(process.availableMemory() / BYTES);
  return Math.max(1, Math.min(engine.threads, room));
}

/** Tells how far all are from how far each is: whole trainings done, of all. */
function together(
  total: number,
  onProgress: (progress: TrialProgress) => void,
): (at: number, progress: TrialProgress) => void {
  const shares = new Array<number>(total).fill(0);
  return (at, progress) => {
    shares[at] = progress.done / progress.total;
    const done = shares.reduce((sum, share) => sum + share, 0);
    onProgress({ done, total });
  };
}

import { checkPlain } from "../../learning/trials/plain.ts";
import { runTrial } from "../../learning/trials/run.ts";
import type { Trial, TrialProgress } from "../../learning/trials/trial.ts";

/**
 * `trials` where there is one thread: one training after another, with the numbers of many cores. In
 * the place of `learning/trials/trials.ts`.
 */
export async function trials<Input, Output>(
  seeds: readonly number[],
  train: Trial<Input, Output>,
  input: Input,
  onProgress: (progress: TrialProgress) => void = () => {},
): Promise<Output[]> {
  checkPlain(input, "input");
  const total = seeds.length;
  return seeds.map((seed, at) => {
    const report = ({ done, total: all }: TrialProgress) =>
      onProgress({ done: at + done / all, total });
    const output = runTrial(train, seed, structuredClone(input), report);
    onProgress({ done: at + 1, total });
    return output;
  });
}

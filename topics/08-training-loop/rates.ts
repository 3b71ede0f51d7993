// What topic 8 says of losses and starts at the chapter's rate, asked at other rates: which loss loses
// more in the first epoch, and does a random start do harm?

import { type Loss, nth } from "lectern";
import { fromZeros, random, trainDraws } from "./draws.ts";
import { type Batches, type Bench, stepAt } from "./runs.ts";
import type { Outcomes, Sizes } from "./trainings.ts";

/** Of the chapter's rate, and times it. */
const SLOWER = 0.1;
const FASTER = 3;

/** One epoch at a tenth of the rate in both orders, and the whole training at three times. */
export function changeRate(
  bench: Bench,
  sizes: Sizes,
  other: Loss,
  seen: Outcomes,
): void {
  const { lab, files, sevens, lr } = bench;
  const { draws, epochs } = sizes;
  const first = (name: string, data: Batches, steps: object) => {
    const label = "a tenth of the rate";
    const plan = { label, draws, epochs: 1, steps };
    const { rows } = trainDraws(bench, data, plan);
    return lab.spread(name, random(nth(rows, 1))).mean;
  };
  const step = stepAt(SLOWER * lr);
  const half = stepAt((SLOWER * lr) / 2); // the same first step from p = ½
  const deaf = [
    first("slow-files-first-draws", files, { step }),
    first("slow-sevens-first-draws", sevens, { step }),
  ];
  const hears = [
    first("slow-entropy-files-first-draws", files, { step: half, loss: other }),
    first("slow-entropy-sevens-first-draws", sevens, {
      ...{ step: half, loss: other },
    }),
  ];
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b) / 2;
  lab.numbers({ "slow-right": mean(deaf), "slow-entropy-right": mean(hears) });
  const lead = Math.min(...hears.map((each, at) => each - nth(deaf, at)));
  lab.claim("slower-hears-better", lead, ">", 0);
  const shuffled = seen["all-shuffled"].first.mean;
  lab.claim("slower-order-ruins", Math.max(...hears), "<", shuffled - 0.05);
  const fast = trainDraws(bench, files, {
    ...{ label: "three times the rate", draws, epochs },
    steps: { step: stepAt(FASTER * lr) },
  });
  const end = nth(fast.rows, -1);
  const [ends, zeros] = [random(end), fromZeros(end)];
  const reached = lab.spread("fast-files-draws", ends);
  lab.numbers({ "fast-zeros": zeros, "fast-mean": reached.mean });
  lab.claim("fast-zeros-stuck", zeros, "<", 0.6);
  lab.claim("fast-random-ahead", reached.mean, ">", zeros + 0.1);
}

// What topic 8 says of losses and starts at the chapter's rate, asked at other rates: which loss loses
// more in the first epoch, and does a random start do harm?

import { type Loss, nth } from "lectern";
import { type Draws, fromZeros, random } from "./draws.ts";
import type { Plan } from "./plans.ts";
import { type Bench, stepAt } from "./runs.ts";
import type { Outcomes } from "./told.ts";

/** Of the chapter's rate, and times it. */
const SLOWER = 0.1;
const FASTER = 3;

interface Rate {
  readonly draws: number;
  /** The chapter's. */
  readonly lr: number;
}

/** One epoch at a tenth of the rate, with either loss. */
export function slowly({ draws, lr }: Rate, loss: Loss) {
  const half = stepAt((SLOWER * lr) / 2); // the same first step from p = ½
  const one = { draws, epochs: 1 };
  return {
    slow: { ...one, steps: { step: stepAt(SLOWER * lr) } },
    "slow-entropy": { ...one, steps: { step: half, loss } },
  };
}

/** The whole training at three times the rate. */
export function fastly({ draws, lr }: Rate, epochs: number): Plan {
  return { draws, epochs, steps: { step: stepAt(FASTER * lr) } };
}

type Slow = Readonly<Record<keyof ReturnType<typeof slowly>, Draws>>;

/** Do the sentences on losses and starts hold at other rates? */
export function changeRate(
  { lab }: Bench,
  rates: { readonly files: Slow & { fast: Draws }; readonly sevens: Slow },
  seen: Outcomes,
): void {
  const { files, sevens } = rates;
  const first = (name: string, { rows }: Draws) =>
    lab.spread(name, random(nth(rows, 1))).mean;
  const deaf = [
    first("slow-files-first-draws", files.slow),
    first("slow-sevens-first-draws", sevens.slow),
  ];
  const hears = [
    first("slow-entropy-files-first-draws", files["slow-entropy"]),
    first("slow-entropy-sevens-first-draws", sevens["slow-entropy"]),
  ];
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b) / 2;
  lab.numbers({ "slow-right": mean(deaf), "slow-entropy-right": mean(hears) });
  const lead = Math.min(...hears.map((each, at) => each - nth(deaf, at)));
  lab.claim("slower-hears-better", lead, ">", 0);
  const shuffled = seen["all-shuffled"].first.mean;
  lab.claim("slower-order-ruins", Math.max(...hears), "<", shuffled - 0.05);
  const end = nth(files.fast.rows, -1);
  const [ends, zeros] = [random(end), fromZeros(end)];
  const reached = lab.spread("fast-files-draws", ends);
  lab.numbers({ "fast-zeros": zeros, "fast-mean": reached.mean });
  lab.claim("fast-zeros-stuck", zeros, "<", 0.6);
  lab.claim("fast-random-ahead", reached.mean, ">", zeros + 0.1);
}

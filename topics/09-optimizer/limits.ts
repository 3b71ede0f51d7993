// Where topic 9's answer ends: more draws than twenty, and a rate at which the small start is lost.

import { AREA, type Lab, nth, TorchRandom } from "lectern";
import {
  type Columns,
  columnsOf,
  type Lessons,
  type Trained,
} from "./draws.ts";
import { spreadPercent } from "./percent.ts";

/** Draws of `randn` beyond the first twenty: the seeds that follow. */
const MORE = { full: 40, quick: 3 };
/** So many times the chapter's rate. */
const FASTER = 3;
/** Below it, a model still calls nearly all digits the same. */
const GUESSING = 0.6;

interface Bench {
  readonly lab: Lab;
  readonly lr: number;
}

/** More draws of the normal start, and both starts at a larger rate. */
export function limitLessons(
  { lab, lr }: Bench,
  { normal, uniform }: { readonly normal: Columns; readonly uniform: Columns },
) {
  const drawn = normal.biases.size;
  const more = Array.from({ length: lab.pick(MORE) }, (_, at) => {
    const random = new TorchRandom(drawn + 1 + at);
    return { weight: random.randn(AREA), bias: random.randn(1) };
  });
  const fast = FASTER * lr;
  return {
    more: { start: columnsOf(more), lr },
    "normal-fast": { start: normal, lr: fast },
    "uniform-fast": { start: uniform, lr: fast },
  } satisfies Lessons;
}

/** Draws on, and trains faster: what of it holds, and what does not? `worst`: of the uniform ends. */
export function findLimits(
  lab: Lab,
  trained: Readonly<Record<keyof ReturnType<typeof limitLessons>, Trained>>,
  worst: number,
): void {
  const ends = nth(trained.more.rows, -1);
  spreadPercent(lab, "normal-more", ends);
  const above = ends.filter((end) => end >= worst).length;
  const guessing = ends.filter((end) => end < GUESSING).length;
  lab.numbers({
    "more-draws": ends.length,
    "more-above": above,
    "more-guessing": guessing,
  });
  lab.claim("few-reach-the-small-start", above, "<", ends.length / 5);
  const large = nth(trained["normal-fast"].rows, -1);
  const small = nth(trained["uniform-fast"].rows, -1);
  const reached = spreadPercent(lab, "normal-fast", large);
  const lost = spreadPercent(lab, "uniform-fast", small);
  lab.number("faster", FASTER);
  lab.claim("small-start-is-lost-faster", lost.most, "<", GUESSING);
  lab.claim("large-start-stands-faster", reached.least, ">", lost.most);
}

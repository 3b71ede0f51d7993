// What could prove topic 6 wrong: the loss with the root that the notebook had for a while, cleverer
// optimizers with their rates chosen well, and a ride on which nothing happens.

import * as tf from "@tensorflow/tfjs";
import { Adam, exactly, type Lab, nth, type Optimizer, SGD } from "lectern";
import {
  type Params,
  type Points,
  split,
  steepnessRatio,
} from "./curvature.ts";
import * as figures from "./figures.ts";
import type { Ride } from "./runs.ts";

/** Ten times as long as the race of the clocks: it takes that long to tell them apart. */
const LONG_RACE = 1000;
/** PyTorch's habit, here and there, and ten times the memory. */
const MOMENTUM = 0.9;
const LONG_MOMENTUM = 0.99;
/** Just below the largest rate at which momentum is stable. */
const BRINK = 0.98;
/** Adam moves each parameter by about this much a step, whatever its gradient. */
const ADAM_LR = 0.1;
const FAST_ADAM_LR = 1;
/** Chosen for this valley: the best of a grid of memories and rates. */
const TUNED_MOMENTUM = 0.993;
const TUNED_SHARE = 0.9;
/** Enough for it to arrive. */
const TUNED_STEPS = 1500;
/** Rate of the root's gradient that makes up for the root at the start. */
const ROOT_FACTOR = 100;

/** The loss of some parameters [3], and its gradient [3]. */
type Ask = (params: tf.Tensor) => { loss: number; gradient: tf.Tensor };

interface Rates {
  /** Of plain steps. */
  readonly lr: number;
  /** The largest that plain steps stand. */
  readonly limit: number;
  /** A loss that counts as the best. */
  readonly enough: number;
}

/** Do cleverer optimizers leave the valley by themselves? */
export function tryOptimizers(
  lab: Lab,
  start: Params,
  ask: Ask,
  { lr, limit, enough }: Rates,
): void {
  const params = () => tf.variable(tf.tensor1d([...start]));
  const brink = BRINK * (1 + LONG_MOMENTUM) * limit;
  const ways = [
    ["plain", "plain steps", new SGD([params()], lr)],
    ["momentum", `momentum ${MOMENTUM}`, new SGD([params()], lr, MOMENTUM)],
    [
      "long-momentum",
      `momentum ${LONG_MOMENTUM}, largest rate`,
      new SGD([params()], brink, LONG_MOMENTUM),
    ],
    ["adam", `Adam, rate ${ADAM_LR}`, new Adam([params()], ADAM_LR)],
    [
      "fast-adam",
      `Adam, rate ${FAST_ADAM_LR}`,
      new Adam([params()], FAST_ADAM_LR),
    ],
  ] as const;
  const rows = ways.map(([name, label, optimizer]) => {
    const losses = descend(ask, optimizer);
    const last = lab.number(`${name}-1000`, nth(losses, LONG_RACE));
    const arrived = losses.findIndex((loss) => loss < enough);
    return { last, arrived, cells: [label, nth(losses, 100), last] };
  });
  const [plain, momentum, long] = exactly(3, rows.slice(0, 3));
  const fast = nth(rows, -1);
  lab.numbers({ "optimizer-steps": LONG_RACE, "adam-steps": fast.arrived });
  lab.claim("adam-arrives", fast.last, "<", enough);
  const slow = Math.min(plain.last, momentum.last, long.last);
  lab.claim("momentum-does-not-arrive", slow, ">", enough);
  lab.claim("momentum-helps", long.last, "<", plain.last);
  lab.claim("momentum-is-ten", 1 / (1 - MOMENTUM), "between", [9.99, 10.01]);
  const cells = rows.map(({ cells }) => cells);
  lab.table("optimizers", figures.optimizers(cells, LONG_RACE));
  const rate = TUNED_SHARE * (1 + TUNED_MOMENTUM) * limit;
  const tuned = new SGD([params()], rate, TUNED_MOMENTUM);
  const losses = descend(ask, tuned, TUNED_STEPS);
  const there = losses.findIndex((loss) => loss < enough);
  lab.numbers({
    "tuned-momentum": TUNED_MOMENTUM,
    "tuned-share": TUNED_SHARE,
    "tuned-steps": there,
  });
  lab.claim("tuned-momentum-arrives", there, ">", LONG_RACE);
}

/** Losses before the first step and after each. */
function descend(ask: Ask, optimizer: Optimizer, steps = LONG_RACE): number[] {
  const params = nth(optimizer.parameters, 0);
  return Array.from({ length: steps + 1 }, () =>
    tf.tidy(() => {
      const { loss, gradient } = ask(params);
      optimizer.step({ [params.name]: gradient });
      return loss;
    }),
  );
}

/** The notebook as it was for a while: the root of the mean square, and its gradient. */
export function takeTheRoot(
  lab: Lab,
  start: Params,
  ask: Ask,
  { lr, steps, stall }: { lr: number; steps: number; stall: number },
): void {
  const losses = (rate: number) => {
    let params: tf.Tensor = tf.tensor1d([...start]);
    return Array.from({ length: steps + 1 }, () => {
      const { loss, gradient } = ask(params);
      const root = Math.sqrt(loss);
      params = params.sub(gradient.mul(rate / (2 * root))); // chain rule
      return root;
    });
  };
  const slow = losses(lr);
  const fast = nth(losses(ROOT_FACTOR * lr), steps);
  lab.numbers({
    "root-before": nth(slow, 0),
    "root-after": nth(slow, steps),
    "root-shrinks": 2 * nth(slow, 0),
    "root-factor": ROOT_FACTOR,
    "root-fast-squared": fast * fast,
  });
  lab.claim("root-hardly-moves", nth(slow, steps), ">", 0.95 * nth(slow, 0));
  lab.claim("root-stalls-too", fast * fast, "between", [
    0.95 * stall,
    1.05 * stall,
  ]);
}

/** Has the ride a part in how steep the valley is? The same seconds, and nothing happens in them. */
export function standStill(
  lab: Lab,
  points: Points,
  gradient: (points: Points, params: Params) => Params,
  { start }: Ride,
): void {
  const still = points.map(([t]): readonly [number, number] => [t, 0]);
  const ratioOf = (ride: Points) =>
    steepnessRatio(split((params) => gradient(ride, params), start).parts);
  const off = ratioOf(still) / ratioOf(points) - 1;
  lab.claim("clock-makes-the-valley", Math.abs(off), "<", 1e-4);
  // Without the square: the valley of a straight line, b · t + c.
  const mean = (of: (t: number) => number) =>
    points.reduce((sum, [t]) => sum + of(t), 0) / points.length;
  const [first, second] = [mean((t) => t), mean((t) => t * t)];
  const [apart, middle] = [(second - 1) / 2, (second + 1) / 2];
  const half = Math.sqrt(apart * apart + first * first);
  const line = lab.number("line-ratio", (middle + half) / (middle - half));
  lab.claim("square-makes-it-steep", ratioOf(points), ">", 100 * line);
}

// Walks that never zero their gradient: on x², at other rates and from the other side.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth, SGD } from "lectern";
import * as figures from "./figures.ts";

/** Below 2, where the sum of gradients still leaves x² bounded. */
const RATES = [0.01, 0.1, 0.5, 0.9, 1.5, 1.9];
/** Long enough for a swing to die, if it does. */
const LONG = 2000;

type OfTensor = (x: tf.Tensor) => tf.Tensor;

/** How the forgetful walk ends, and whether it is a momentum of 1 in disguise. */
export function compareWalks(
  lab: Lab,
  f: OfTensor,
  forgetful: readonly number[],
  { start, lr }: { start: number; lr: number },
): void {
  /** The same walk with the optimizer that the course's models use. */
  const walk = (momentum: number) => {
    const x = tf.variable(tf.scalar(start));
    const optimizer = new SGD([x], lr, momentum);
    return forgetful.map(() => {
      const here = item(x);
      optimizer.step(tf.variableGrads(() => f(x).asScalar()).grads);
      return here;
    });
  };
  const [zeroed, damped, frictionless] = [walk(0), walk(0.9), walk(1)];
  const steps = forgetful.length - 1;
  const swingOf = (path: readonly number[]) =>
    Math.max(...path.slice(-steps / 2).map(Math.abs));
  const swing = swingOf(forgetful);
  const gaps = forgetful.map((x, at) => Math.abs(x - nth(frictionless, at)));
  lab.numbers({
    "walk-steps": steps,
    "forgetful-swing": swing,
    "zeroed-end": Math.abs(nth(zeroed, -1)),
    "damped-swing": swingOf(damped),
  });
  lab.claim("never-settles", swing, ">", start / 2);
  lab.claim("is-momentum-one", Math.max(...gaps), "<", 1e-5);
  lab.claim("friction-settles-it", swingOf(damped), "<", swing / 2);
  lab.figure("pendulum", figures.pendulum({ forgetful, damped, zeroed }));
}

/** In doubles, 2,000 steps: does the swing ever die, from either side and at any stable rate? */
export function swingOn(lab: Lab, start: number): void {
  const swings = RATES.flatMap((lr) =>
    [start, -start].map((from) => lastSwing(from, lr, "never")),
  );
  lab.claim("swings-at-every-rate", Math.min(...swings), ">", 0.99 * start);
  const widest = lastSwing(start, Math.max(...RATES), "never");
  const atTwo = lastSwing(start, 2, "never");
  // It grows by as much in every step, where beyond 2 each swing multiplies the last.
  const perStep = lastSwing(start, 2, "never", LONG / 2) / (LONG / 2);
  const beyond = lastSwing(start, 2.01, "never");
  lab.claim("faster-is-wider", widest, ">", 4 * start);
  lab.claim("grows-at-two", Math.abs(atTwo / LONG / perStep - 1), "<", 0.01);
  lab.claim("explodes-beyond-two", beyond, ">", 1e100);
  const slow = Math.max(
    ...[0.9, 0.99].map((lr) => lastSwing(start, lr, "zeroed")),
  );
  lab.claim("zeroed-settles-below-one", slow, "<", 1e-6);
  lab.claim(
    "zeroed-explodes-beyond-one",
    lastSwing(start, 1.1, "zeroed"),
    ">",
    1e100,
  );
  lab.numbers({
    "swing-rates": RATES.length,
    "long-walk": LONG,
    "widest-swing": widest,
    "swing-at-two": atTwo,
    "zeroed-at-fast-rate": lastSwing(start, 1.5, "zeroed"),
    "forgetful-at-fast-rate": lastSwing(start, 1.5, "never"),
  });
}

/** How far out the second half of a walk down x² still gets; not further than 10³⁰⁰. */
function lastSwing(
  from: number,
  lr: number,
  keep: "never" | "zeroed",
  steps = LONG,
): number {
  const path = [from];
  let [x, kept] = [from, 0];
  for (let step = 0; step < steps && Math.abs(x) < 1e300; step++) {
    kept = keep === "never" ? kept + 2 * x : 2 * x;
    x -= lr * kept;
    path.push(x);
  }
  return Math.max(...path.slice(-path.length / 2).map(Math.abs));
}

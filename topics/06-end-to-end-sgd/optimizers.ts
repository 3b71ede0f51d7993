// Do cleverer optimizers get out of the valley by themselves, with the clock left alone?

import * as tf from "@tensorflow/tfjs";
import { Adam, type Lab, nth, type Optimizer, SGD } from "lectern";
import type { Params } from "./curvature.ts";
import { optimizers } from "./tables.ts";

/** Ten times as long as the race of the clocks: it takes that long to tell them apart. */
const STEPS = 1000;
/** PyTorch's habit, here and there. */
const MOMENTUM = 0.9;
/** Adam moves each parameter by about this much a step, whatever its gradient. */
const ADAM_LR = 0.1;

/** The loss of some parameters [3], and its gradient [3]. */
type Ask = (params: tf.Tensor) => { loss: number; gradient: tf.Tensor };

/** `enough`: the loss that counts as the best. */
export function tryOptimizers(
  lab: Lab,
  start: Params,
  ask: Ask,
  { lr, enough }: { lr: number; enough: number },
): void {
  const ways: { [name: string]: (params: tf.Variable) => Optimizer } = {
    plain: (params) => new SGD([params], lr),
    momentum: (params) => new SGD([params], lr, MOMENTUM),
    adam: (params) => new Adam([params], ADAM_LR),
  };
  const tried = Object.entries(ways).map(([name, optimizer]) => {
    const losses = descend(start, ask, optimizer);
    lab.number(`${name}-1000`, nth(losses, STEPS));
    return { name, losses };
  });
  lab.number("optimizer-steps", STEPS);
  const best = Math.min(...tried.map(({ losses }) => nth(losses, STEPS)));
  lab.claim("optimizers-do-not-arrive", best, ">", enough);
  lab.claim("momentum-is-ten", 1 / (1 - MOMENTUM), "between", [9.99, 10.01]);
  const names = {
    plain: "plain steps",
    momentum: `momentum ${MOMENTUM}`,
    adam: `Adam, rate ${ADAM_LR}`,
  };
  lab.table("optimizers", optimizers(tried, names, STEPS));
}

/** Losses before the first step and after each. */
function descend(
  start: Params,
  ask: Ask,
  optimizerOf: (params: tf.Variable) => Optimizer,
): number[] {
  const params = tf.variable(tf.tensor1d([...start]));
  const optimizer = optimizerOf(params);
  const losses = Array.from({ length: STEPS + 1 }, () =>
    tf.tidy(() => {
      const { loss, gradient } = ask(params);
      optimizer.step({ [params.name]: gradient });
      return loss;
    }),
  );
  optimizer.dispose?.();
  params.dispose();
  return losses;
}

// What the loop of topic 8 is looked at for, with nothing missing yet: its slopes, its metric, and
// its first epoch, batch by batch.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  accuracy,
  type Batch,
  type Dataset,
  type Forward,
  item,
  type Loss,
  nth,
  validateEpoch,
} from "lectern";
import type { Glance } from "./figures.ts";
import * as figures from "./figures.ts";
import {
  always3,
  type Batches,
  type Bench,
  type Parameters,
  type Steps,
  zeros,
} from "./runs.ts";

/** The chapter's first four digits: three calls, and nothing forgotten between them. */
export function pileUp({ lab, files, chapter, calcGrad }: Bench): void {
  const [xb, yb] = nth([...files], 0);
  const four: Batch = [xb.slice(0, 4), yb.slice(0, 4)];
  const params = chapter.initialize(lab.seed);
  const loss = chapter.loss(chapter.predict(four[0], params), four[1]);
  lab.number("first-loss", item(loss));
  const calls = [1, 2, 3].map((call) => {
    calcGrad(four, params);
    const [weights, bias] = params;
    return {
      weights: lab.number(`weights-grad-${call}`, item(weights.grad.mean())),
      bias: lab.number(`bias-grad-${call}`, item(bias.grad.mean())),
    };
  });
  lab.output("calls", figures.printedCalls(calls));
}

/** Does autograd find what the formula says? And what says it to a loss without slopes? */
export function compareByHand(
  { lab, shuffled, chapter, calcGrad }: Bench,
  backwardByHand: (batch: Batch, params: Parameters) => tf.Tensor,
): void {
  for (const batch of shuffled()) {
    const params = chapter.initialize(lab.seed);
    calcGrad(batch, params);
    const off = backwardByHand(batch, params).sub(params[0].grad);
    lab.claim("by-hand-agrees", item(off.abs().max()), "<", 1e-6);
    const predictions = chapter.predict(batch[0], params);
    lab.figure("gradient", figures.gradient(batch, predictions));
    const loss = accuracyAsLoss;
    const refused = refusal(() =>
      calcGrad(batch, params, { ...chapter, loss }),
    );
    lab.output("accuracy-as-loss", refused);
    return; // one batch is enough
  }
}

/** The share of digits named correctly, which has no slope. */
const accuracyAsLoss: Loss = (predictions, targets) => {
  const right = predictions.greater(0).equal(targets.cast("bool"));
  return tf.mean<tf.Scalar>(right.cast("float32"));
};

/** With which words the attempt fails; throws where it does not. */
function refusal(attempt: () => void): string {
  try {
    attempt();
  } catch (error) {
    return String(error);
  }
  throw new Error("a loss without slopes was not refused");
}

/** A model that calls everything a 3, by the chapter's average and by the Learner's. */
export function averageTwice({ lab, valid }: Bench): void {
  const { count } = valid.dataset;
  lab.numbers({
    "all-3-by-batch": validateEpoch(always3, valid),
    "all-3-by-digit": accuracy(always3, valid),
    "valid-count": count,
    "valid-batches": valid.length,
    "last-batch": count % valid.batchSize || valid.batchSize,
  });
}

/** A function that takes a glance at a model over this set, held as one tensor. */
function glanceAt({ count, inputs, targets }: Dataset) {
  const pictures = tf.tensor2d(inputs, [count, AREA]); // [2038, 784]
  const truth = tf.tensor2d(targets, [count, 1]).cast("bool");
  const share = (each: tf.Tensor) => item(each.cast("float32").mean());
  return (forward: Forward): Glance =>
    tf.tidy(() => {
      const predictions = forward(pictures); // [2038, 1]
      const called3 = predictions.greater(0);
      const p = predictions.sigmoid();
      return {
        right: share(called3.equal(truth)),
        called3: share(called3),
        voice: 4 * share(p.mul(tf.sub(1, p))),
      };
    });
}

/** Glances at the model before the first epoch, and after each of its batches. */
function follow(bench: Bench, data: Batches, steps: Steps): Glance[] {
  const glance = glanceAt(bench.valid.dataset);
  const params = steps.initialize(bench.lab.seed);
  const look = () => glance((xb) => steps.predict(xb, params));
  const seen = [look()];
  function* watched() {
    for (const batch of data) {
      yield batch;
      seen.push(look());
    }
  }
  bench.trainEpoch(watched(), params, steps);
  return seen;
}

/** Where the first epoch takes the model, batch by batch. */
export function watchFirstEpoch(bench: Bench): void {
  const { lab, files, shuffled, chapter } = bench;
  const inFiles = follow(bench, files, chapter);
  const mixed = follow(bench, shuffled(), chapter);
  const zero = follow(bench, files, { ...chapter, initialize: zeros });
  // Batches up to the one that ends the 3s.
  const turn = Math.ceil(lab.digits.train.threes.count / files.batchSize);
  const atTurn = nth(inFiles, turn);
  const best = Math.max(...inFiles.map(({ right }) => right));
  const end = nth(inFiles, -1).right;
  const deaf = nth(zero, 1).voice;
  lab.numbers({
    turn,
    "batches-after-turn": files.length - turn,
    "voice-at-start": nth(inFiles, 0).voice,
    "voice-at-turn": atTurn.voice,
    "called-3-at-turn": atTurn.called3,
    "right-at-turn": atTurn.right,
    "best-in-epoch-1": best,
    "right-after-epoch-1": end,
    "voice-zeros-after-1": deaf,
  });
  lab.claim("turn-is-a-coin", atTurn.right, "between", [0.45, 0.55]);
  lab.claim("sevens-speak-to-the-deaf", atTurn.voice, "<", 0.05);
  lab.claim("epoch-unlearns", best, ">", end + 0.02);
  lab.claim("one-batch-deafens", deaf, "<", 0.02);
  lab.claim("zeros-stay-deaf", nth(zero, -1).called3, ">", 0.99);
  lab.figure("first-epoch", figures.firstEpoch(inFiles, mixed, turn));
}

// The forgotten zero in the chapter's training loop, with the digits in the chapter's order and
// shuffled: from many starts, which are trained side by side.

import * as tf from "@tensorflow/tfjs";
import {
  DataLoader,
  type Lab,
  nth,
  type Shuffle,
  Stream,
  TorchRandom,
  threesAndSevens,
} from "lectern";
import * as figures from "./figures.ts";

/** The chapter's rate and batch. */
const LR = 1;
const BATCH = 256;
/** A hundredth of the chapter's rate: what does forgetting cost there? */
const SLOW = 0.01;
const EPOCHS = 5;

/** Trains with gradients that are zeroed, and with a growing sum, in both orders. */
export function forgetInLoop(lab: Lab): void {
  const data = threesAndSevens(lab.digits.train);
  const batchSize = lab.pick({ full: BATCH, quick: 64 });
  const check = threesAndSevens(lab.digits.valid);
  const judge = accuracies(
    tf.tensor2d(check.inputs, [check.count, 784]),
    tf.tensor2d(check.targets, [check.count, 1]),
  );
  const train = (keep: number, shuffle?: Shuffle, lr = LR) =>
    descend(
      new DataLoader(data, { batchSize, ...(shuffle && { shuffle }) }),
      startsOf(lab),
      { keep, lr },
      judge,
    );
  const shuffled = () => new Stream(lab.seed).named("order"); // the same for both
  const found = {
    zeroed: train(0),
    never: train(1),
    zeroedShuffled: train(0, shuffled()),
    neverShuffled: train(1, shuffled()),
  };
  const ends = {
    zeroed: lab.spread("loop-zeroed", nth(found.zeroed, -1)),
    never: lab.spread("loop-never", nth(found.never, -1)),
    zeroedShuffled: lab.spread(
      "loop-zeroed-shuffled",
      nth(found.zeroedShuffled, -1),
    ),
    neverShuffled: lab.spread(
      "loop-never-shuffled",
      nth(found.neverShuffled, -1),
    ),
  };
  const allThrees = lab.digits.valid.threes.count / check.count;
  lab.numbers({
    "loop-epochs": EPOCHS,
    "all-threes": allThrees,
    "loop-never-shuffled-mean": ends.neverShuffled.mean,
  });
  const { never, neverShuffled, zeroedShuffled } = ends;
  lab.claim("order-decides", never.most, "<", neverShuffled.least - 0.2);
  lab.claim(
    "every-digit-a-three",
    Math.max(...nth(found.never, -1).map((each) => Math.abs(each - allThrees))),
    "<",
    1e-6,
  );
  lab.claim(
    "shuffled-hides-it",
    Math.abs(neverShuffled.mean - zeroedShuffled.mean),
    "<",
    0.01,
  );
  lab.claim(
    "shuffled-still-costs",
    neverShuffled.most,
    "<",
    zeroedShuffled.least,
  );
  lab.figure("forgotten", figures.forgotten(found));
  slowDown(lab, allThrees, (keep, lr, order) =>
    nth(train(keep, order === "shuffled" ? shuffled() : undefined, lr), -1),
  );
}

type Ends = readonly number[];

/** The same at a hundredth of the rate: shuffled, in the chapter's order, and zeroed but faster. */
function slowDown(
  lab: Lab,
  allThrees: number,
  train: (keep: number, lr: number, order: "files'" | "shuffled") => Ends,
): void {
  const zeroed = train(0, SLOW, "shuffled");
  const never = train(1, SLOW, "shuffled");
  const ordered = train(1, SLOW, "files'");
  const faster = train(0, 10 * SLOW, "shuffled");
  lab.spread("slow-zeroed-shuffled", zeroed);
  const forgetful = lab.spread("slow-never-shuffled", never);
  lab.spread("slow-never", ordered);
  const quick = lab.spread("tenfold-zeroed-shuffled", faster);
  const ahead = never.filter((each, at) => each > nth(zeroed, at)).length;
  lab.numbers({ "slow-rate": SLOW, "slow-ahead": ahead });
  lab.claim("slow-forgetting-pays", ahead, ">", 0.75 * never.length);
  lab.claim("zeroed-and-faster-pays-more", quick.mean, ">", forgetful.mean);
  const apart = ordered.map((each) => Math.abs(each - allThrees));
  lab.claim("slow-order-still-ruins", Math.max(...apart), "<", 1e-6);
}

/** What `nn.Linear(784, 1)` begins with, for so many seeds: a column of weights and a bias each. */
function startsOf(lab: Lab): tf.Tensor[] {
  const count = lab.pick({ full: 20, quick: 3 });
  const starts = Array.from({ length: count }, (_, at) =>
    new TorchRandom(lab.seed + at).linearInit(784, 1),
  );
  const weights = starts.map(({ weight }) => tf.tensor2d(weight, [784, 1]));
  const biases = starts.map(({ bias }) => tf.tensor2d(bias, [1, 1]));
  return [tf.concat(weights, 1), tf.concat(biases, 1)]; // [784, 20], [1, 20]
}

type Judge = (weights: tf.Tensor, bias: tf.Tensor) => number[];

/** How much of the validation set each column gets right. */
function accuracies(inputs: tf.Tensor, targets: tf.Tensor): Judge {
  return (weights, bias) =>
    tf.tidy(() => {
      const says3 = tf.matMul(inputs, weights).add(bias).greater(0);
      return [...says3.equal(targets.cast("bool")).mean(0).dataSync()];
    });
}

/** The chapter's loop: steps against the gradient plus `keep` times the sum of those before. */
function descend(
  loader: DataLoader,
  start: readonly tf.Tensor[],
  { keep, lr }: Record<"keep" | "lr", number>,
  judge: Judge,
): figures.Accuracies {
  const parameters = start.map((each) => tf.variable(each));
  const sums = start.map((each) => tf.variable(tf.zerosLike(each)));
  const seen = [judge(nth(parameters, 0), nth(parameters, 1))];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const [xb, yb] of loader) {
      tf.tidy(() => {
        for (const [at, slope] of slopes(xb, yb)(parameters).entries()) {
          const [parameter, sum] = [nth(parameters, at), nth(sums, at)];
          sum.assign(sum.mul(keep).add(slope)); // 0 zeroes, 1 never does
          parameter.assign(parameter.sub(sum.mul(lr)));
        }
      });
    }
    seen.push(judge(nth(parameters, 0), nth(parameters, 1)));
  }
  loader.dispose();
  return seen;
}

/** Slopes of the chapter's loss on one batch; the columns know nothing of one another. */
function slopes(xb: tf.Tensor, yb: tf.Tensor) {
  return tf.grads((w: tf.Tensor, b: tf.Tensor) => {
    const p = tf.matMul(xb, w).add(b).sigmoid(); // [256, 20]
    const miss = tf.where(yb.equal(1), tf.sub(1, p), p);
    return miss.mean(0).sum();
  });
}

// What the loop of topic 8 is looked at for, with nothing missing yet: its slopes, its metric, and
// its first epoch, batch by batch.

import * as tf from "@tensorflow/tfjs";
import {
  accuracy,
  type Batch,
  item,
  type Lab,
  type Loss,
  nth,
  validateEpoch,
} from "lectern";
import { countWhere, fromZeros, random } from "./draws.ts";
import * as figures from "./figures.ts";
import {
  type FirstEpochs,
  follow,
  type Glance,
  type Sides,
} from "./glances.ts";
import * as outcomes from "./outcomes.ts";
import type { Plan } from "./plans.ts";
import { always3, type Bench, type Parameters } from "./runs.ts";

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

/** Does autograd find what the formula says, batch after batch of an epoch? */
export function compareByHand(
  bench: Bench,
  backwardByHand: (batch: Batch, params: Parameters) => tf.Tensor,
): void {
  const { lab, chapter, calcGrad, trainEpoch } = bench;
  const params = chapter.initialize(lab.seed);
  const offs: number[] = [];
  function* watched() {
    for (const batch of bench.shuffled()) {
      if (offs.length === 0) showGradient(bench, batch, params);
      const own = chapter.initialize(lab.seed);
      for (const [at, { value }] of params.entries()) {
        nth(own, at).value.assign(value);
      }
      calcGrad(batch, own);
      const gap = backwardByHand(batch, own).sub(own[0].grad);
      offs.push(item(gap.abs().max()));
      yield batch;
    }
  }
  trainEpoch(watched(), params);
  lab.claim("by-hand-agrees", Math.max(...offs), "<", 1e-6);
}

/** One batch as the step sees it, and what says it to a loss without slopes. */
function showGradient(bench: Bench, batch: Batch, params: Parameters): void {
  const { lab, chapter, calcGrad } = bench;
  const predictions = chapter.predict(batch[0], params);
  lab.figure("gradient", figures.gradient(batch, predictions));
  const steps = { ...chapter, loss: accuracyAsLoss };
  const refused = refusal(() => calcGrad(batch, params, steps));
  lab.output("accuracy-as-loss", refused);
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

/** Where the first epoch takes the starts, batch by batch; other: cross-entropy in the loop. */
export function watchFirstEpochs(
  bench: Bench,
  draws: number,
  other: NonNullable<Plan["steps"]>,
): FirstEpochs {
  const { lab, files, sevens } = bench;
  const sides = (steps: NonNullable<Plan["steps"]>): Sides => {
    const plan = { draws, epochs: 1, steps };
    return {
      files: follow(bench, files, plan),
      sevens: follow(bench, sevens, plan),
    };
  };
  const seen = { chapter: sides({}), entropy: sides(other) };
  const { threes, sevens: others } = lab.digits.train;
  // Batches up to the one that ends the digits that come first.
  const turn = Math.ceil(threes.count / files.batchSize);
  const turnOfSevens = Math.ceil(others.count / files.batchSize);
  lab.numbers({ turn, "batches-after-turn": files.length - turn });
  const atTurn = nth(seen.chapter.files, turn);
  const other3 = nth(seen.chapter.sevens, turnOfSevens);
  judgeTurn(lab, seen.chapter.files, atTurn, other3);
  judgeEnd(lab, seen);
  lab.figure("first-epoch", outcomes.firstEpoch(seen, turn));
  return seen;
}

/** When the last digit of the first kind has gone by. */
function judgeTurn(
  lab: Lab,
  seen: readonly Glance[],
  at3: Glance,
  at7: Glance,
) {
  const called3 = lab.spread("called-3-at-turn-draws", random(at3.called3));
  const called7 = random(at7.called3).map((share) => 1 - share);
  const right = lab.spread("right-at-turn-draws", random(at3.right));
  const mirrored = lab.spread("called-7-at-turn-draws", called7);
  const before = lab.spread("pull-at-start-draws", random(nth(seen, 0).pull));
  const after = lab.spread("pull-at-turn-draws", random(at3.pull));
  const deaf = fromZeros(nth(seen, 1).pull);
  lab.numbers({
    "called-3-at-turn": called3.mean,
    "called-7-at-turn": mirrored.mean,
    "right-at-turn": right.mean,
    "pull-at-start": before.mean,
    "pull-at-turn": after.mean,
    "pull-zeros-after-1": deaf,
  });
  lab.claim("turn-knows-one-name", called3.mean, ">", 0.9);
  lab.claim("turn-is-symmetric", mirrored.mean, ">", 0.9);
  lab.claim("pull-falls", after.mean, "<", before.mean / 2);
  lab.claim("one-batch-deafens", deaf, "<", 0.02);
}

/** When the first epoch is over, with the chapter's loss and with one that never goes deaf. */
function judgeEnd(lab: Lab, { chapter, entropy }: FirstEpochs): void {
  const end = ({ files, sevens }: Sides) => ({
    files: nth(files, -1),
    sevens: nth(sevens, -1),
  });
  const [ours, other] = [end(chapter), end(entropy)];
  const mean = (row: readonly number[]) =>
    random(row).reduce((a, b) => a + b) / random(row).length;
  const seen = lab.numbers({
    "first-right-files": mean(ours.files.right),
    "first-right-sevens": mean(ours.sevens.right),
    "entropy-right-files": mean(other.files.right),
    "entropy-right-sevens": mean(other.sevens.right),
    "first-called-3": mean(ours.files.called3),
    "entropy-called-3": mean(other.files.called3),
    "zeros-called-3": fromZeros(ours.files.called3),
    "zeros-called-3-sevens": fromZeros(ours.sevens.called3),
    "zeros-entropy-called-3": fromZeros(other.files.called3),
    "zeros-entropy-called-3-sevens": fromZeros(other.sevens.called3),
  });
  const behind = Math.max(
    seen["entropy-right-files"] - seen["first-right-files"],
    seen["entropy-right-sevens"] - seen["first-right-sevens"],
  );
  lab.claim("order-alone-suffices", behind, "<", 0);
  const [three, seven] = [
    seen["zeros-called-3"],
    seen["zeros-called-3-sevens"],
  ];
  lab.claim("zeros-stay-deaf", Math.min(three, 1 - seven), ">", 0.99);
  const moved = Math.min(
    1 - seen["zeros-entropy-called-3"],
    seen["zeros-entropy-called-3-sevens"],
  );
  lab.claim("zeros-hear-entropy", moved, ">", 0.5);
  const swings = (side: readonly Glance[]) => {
    const best = random(nth(side, 0).right).map((_, at) =>
      Math.max(...side.map(({ right }) => nth(right, at))),
    );
    return countWhere(best, nth(side, -1).right, (a, b) => a > b + 0.02);
  };
  const over = lab.numbers({
    "overshoots-files": swings(chapter.files),
    "overshoots-sevens": swings(chapter.sevens),
  });
  const half = random(ours.files.right).length / 2;
  const fewest = Math.min(...Object.values(over));
  lab.claim("epoch-overshoots", fewest, ">", half);
}

// Maples photographed on a slate table, beeches on a pale one. What does a model learn from that,
// and what mends it: pictures with the tables exchanged, or taking the table away?

import * as tf from "@tensorflow/tfjs";
import {
  type DigitSet,
  item,
  type Lab,
  linearModel,
  nth,
  SIDE,
  simpleNet,
  stack,
} from "lectern";
import * as figures from "./figures.ts";
import {
  countOf,
  counts,
  type Leaves,
  type Scores,
  train,
  type View,
  type Walks,
} from "./training.ts";

/** 1 along the rim of a picture, else 0: there lies the table. */
const rim = tf.tidy(() =>
  tf.sub(
    1,
    tf.ones([SIDE - 2, SIDE - 2]).pad([
      [1, 1],
      [1, 1],
    ]),
  ),
);

// #region off-table
/** How far each pixel is from the table, 0 to 1: [count, 28, 28]. */
function offTable(pictures: tf.Tensor): tf.Tensor {
  const table = pictures.mul(rim).sum([1, 2], true).div(rim.sum());
  const far = pictures.sub(table).abs();
  return far.div(far.max([1, 2], true));
}
// #endregion

const asItIs: View = (pictures) => pictures;

export default function experiment(lab: Lab): void {
  const walks = readWalks(lab);
  lab.number("held-count", countOf(walks.held));
  lab.number("second-count", countOf(walks.second));
  lab.number("school-count", countOf(walks.school));
  lab.number("most-exchanged", countOf(walks.exchanged));
  askBrightness(lab, walks);
  const linear = train(lab, walks, { make: linearModel, view: asItIs });
  const parted = train(lab, walks, { make: linearModel, view: offTable });
  const net = train(lab, walks, { make: simpleNet, view: asItIs });
  record(lab, "linear", linear);
  record(lab, "parted", parted);
  record(lab, "net", net);
  judge(lab, { linear, parted, net });
  lab.figure("leaves", figures.leaves(lab.digits.classes, walks));
  lab.figure("parted", figures.parted(walks.second, offTable));
  lab.figure("weights", figures.weights(linear.alone, parted.alone));
  lab.figure(
    "exchanged",
    figures.exchanged(counts(walks), {
      "straight line": linear.second,
      network: net.second,
      "straight line, no table": parted.second,
    }),
  );
  lab.table("scores", figures.scores({ linear, net, parted }));
}

function readWalks({ digits }: Lab): Walks {
  const split = ({ threes, sevens }: Pictures, share: number) => {
    const part = (set: DigitSet, side: 0 | 1) => {
      const cut = Math.round(set.count * share);
      const all = stack(set);
      return side === 0 ? all.slice(0, cut) : all.slice(cut, set.count - cut);
    };
    return ([0, 1] as const).map((side) => ({
      first: part(threes, side),
      second: part(sevens, side),
    }));
  };
  const [first, second] = [split(digits.train, 0.75), split(digits.valid, 0.5)];
  return {
    ...{ school: nth(first, 0), held: nth(first, 1) },
    ...{ exchanged: nth(second, 0), second: nth(second, 1) },
  };
}

interface Pictures {
  readonly threes: DigitSet;
  readonly sevens: DigitSet;
}

/** The control: one number a picture, its mean gray, and the middle between the two kinds. */
function askBrightness(lab: Lab, { school, held, second }: Walks): void {
  const gray = (pictures: tf.Tensor) => pictures.mean([1, 2]);
  const middle = gray(school.first)
    .mean()
    .add(gray(school.second).mean())
    .div(2);
  const isDarker = item(gray(school.first).mean().less(middle)) === 1;
  const right = (pictures: tf.Tensor, darker: boolean) =>
    item(
      (darker
        ? gray(pictures).less(middle)
        : gray(pictures).greaterEqual(middle)
      )
        .cast("float32")
        .sum(),
    );
  const share = (leaves: Leaves) =>
    (right(leaves.first, isDarker) + right(leaves.second, !isDarker)) /
    countOf(leaves);
  lab.number("gray-held", share(held));
  lab.number("gray-second", share(second));
  lab.claim("gray-is-enough", share(held), ">", 0.95);
}

function record(lab: Lab, name: string, scores: Scores): void {
  const { held, second } = scores;
  lab.number(`${name}-held`, mean(held));
  lab.number(`${name}-second`, mean(nth(second, 0)));
  lab.spread(`${name}-second-with-all`, nth(second, -1));
  lab.spread(`${name}-taught`, scores.taught);
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the article says of the three ways, as comparisons. */
function judge(
  lab: Lab,
  {
    linear,
    parted,
    net,
  }: { readonly [name in "linear" | "parted" | "net"]: Scores },
): void {
  const least = (scores: readonly number[]) => Math.min(...scores);
  const most = (scores: readonly number[]) => Math.max(...scores);
  lab.claim("linear-looks-right", least(linear.held), ">", 0.95);
  lab.claim(
    "linear-is-worse-than-chance",
    most(nth(linear.second, 0)),
    "<",
    0.25,
  );
  lab.claim("pictures-do-not-mend", most(nth(linear.second, -1)), "<", 0.6);
  lab.claim("line-cannot-learn-them", most(linear.taught), "<", 0.8);
  lab.claim("parting-mends", least(nth(parted.second, 0)), ">", 0.8);
  lab.claim("parting-costs", most(parted.held), "<", least(linear.held));
  lab.claim("net-needs-pictures", most(nth(net.second, 0)), "<", 0.25);
  lab.claim("net-is-mended", least(nth(net.second, -1)), ">", 0.5);
  lab.claim(
    "net-stays-below",
    most(nth(net.second, -1)),
    "<",
    least(nth(parted.second, 0)),
  );
}

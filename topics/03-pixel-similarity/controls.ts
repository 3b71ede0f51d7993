// Topic 3's controls, where the digits stay in their place: other ink on the same digits, medians
// in place of means, averages of other pictures, and a search for each picture's best place.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type DigitSet,
  item,
  type Lab,
  nth,
  SIDE,
  type Stream,
} from "lectern";
import type { Shift } from "./moves.ts";
import { type Distance, type Judge, missedOf, type Trial } from "./runs.ts";

/** Share of the ink that a paler digit keeps. */
const PALER = 0.6;
/** How far a picture may look for its best place, and is pushed before, in pixels. */
const REACH = 2;
/** Pictures in each of the smaller averages, and how often they are drawn. */
const FEWER = { pictures: 500, draws: 20 };

/** Pixel and its four neighbours, stacked: [5, count, 28, 28]. */
function neighbours(images: tf.Tensor): tf.Tensor {
  const moved = ([down, right]: readonly [number, number]) =>
    images
      .pad([
        [0, 0],
        [1, 1],
        [1, 1],
      ])
      .slice([0, 1 + down, 1 + right], images.shape);
  const cross = [
    [0, 0],
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const;
  return tf.stack(cross.map(moved));
}

/** The same digits with other ink: does the lean follow the ink, and only under L1? */
export function changeInk(lab: Lab, trial: Trial, judge: Judge): void {
  const changes = {
    "as-written": (images: tf.Tensor) => images,
    paler: (images: tf.Tensor) => images.mul(PALER),
    thinner: (images: tf.Tensor) => neighbours(images).min(0),
    thicker: (images: tf.Tensor) => neighbours(images).max(0),
  };
  lab.number("paler-share", PALER);
  const rows = Object.entries(changes).map(([name, change]) => {
    const counts = (["l1", "angle"] as const).flatMap((distance) =>
      tf.tidy(() => {
        const threes = change(trial.threes);
        const sevens = change(trial.sevens);
        const answers = judge(distance, { ...trial, threes, sevens });
        const { missed3, missed7 } = missedOf(answers);
        lab.numbers({
          [`${name}-${distance}-missed-threes`]: missed3,
          [`${name}-${distance}-missed-sevens`]: missed7,
        });
        return [missed3, missed7];
      }),
    );
    return { name, counts };
  });
  const [same, paler, thinner, thicker] = rows.map(({ counts }) => counts);
  const of = (counts: readonly number[] | undefined, at: number) =>
    nth(counts ?? [], at);
  lab.claim("paler-loses-threes", of(paler, 0), ">", of(same, 0));
  lab.claim("paler-saves-sevens", of(paler, 1), "<=", of(same, 1));
  lab.claim("thinner-loses-threes", of(thinner, 0), ">", of(same, 0));
  lab.claim("thicker-saves-threes", of(thicker, 0), "<", of(same, 0));
  lab.claim("thicker-loses-sevens", of(thicker, 1), ">", of(same, 1));
  lab.claim("angle-ignores-paleness", of(paler, 2), "=", of(same, 2));
  lab.claim("angle-fears-thin-less", of(thinner, 2), "<", of(thinner, 0));
  lab.table("ink", {
    columns: [
      { label: "missed" },
      { label: "L1: 3s", digits: 0 },
      { label: "L1: 7s", digits: 0 },
      { label: "angle: 3s", digits: 0 },
      { label: "angle: 7s", digits: 0 },
    ],
    rows: rows.map(({ name, counts }) => [name.replace("-", " "), ...counts]),
  });
}

/** The median of each pixel over a set, of two in the middle the lower: [28, 28], 0…1. */
function medianOf({ count, pixels }: DigitSet): tf.Tensor2D {
  const medians = Array.from({ length: AREA }, (_, at) => {
    const values = Uint8Array.from({ length: count }, (_, picture) =>
      nth(pixels, picture * AREA + at),
    );
    return nth(values.sort(), Math.floor((count - 1) / 2)) / 255;
  });
  return tf.tensor2d(medians, [SIDE, SIDE]);
}

/** The same distances to a median 3 and a median 7. */
export function takeMedians(lab: Lab, trial: Trial, judge: Judge): void {
  const mean3 = medianOf(lab.digits.train.threes);
  const mean7 = medianOf(lab.digits.train.sevens);
  const missed = (name: "l1" | "rmse", trial: Trial) => {
    const { missed3, missed7 } = missedOf(judge(name, trial));
    return missed3 + missed7;
  };
  const medians = { ...trial, mean3, mean7 };
  const found = lab.numbers({
    "median-l1-missed": missed("l1", medians),
    "median-rmse-missed": missed("rmse", medians),
  });
  const mean = { l1: missed("l1", trial), rmse: missed("rmse", trial) };
  lab.claim("l1-likes-medians", found["median-l1-missed"], "<", mean.l1);
  lab.claim("rmse-likes-means", found["median-rmse-missed"], ">", mean.rmse);
}

/** Does RMSE save 3s from whichever pictures the averages are made? */
export function averageFewer(
  lab: Lab,
  {
    train,
    ...trial
  }: Trial & { readonly train: readonly [tf.Tensor, tf.Tensor] },
  judge: Judge,
  stream: Stream,
): void {
  const fewer = (images: tf.Tensor) => {
    const order = stream.permutation(nth(images.shape, 0));
    const chosen = Array.from(order.subarray(0, FEWER.pictures));
    return images.gather(tf.tensor1d(chosen, "int32")).mean(0);
  };
  const draws = Array.from({ length: FEWER.draws }, () =>
    tf.tidy(() => {
      const [mean3, mean7] = [fewer(train[0]), fewer(train[1])];
      const missed = (name: "l1" | "rmse") =>
        missedOf(judge(name, { ...trial, mean3, mean7 })).missed3;
      return { l1: missed("l1"), rmse: missed("rmse") };
    }),
  );
  lab.number("fewer-pictures", FEWER.pictures);
  const l1 = lab.spread(
    "fewer-l1-missed-threes",
    draws.map((draw) => draw.l1),
  );
  const rmse = lab.spread(
    "fewer-rmse-missed-threes",
    draws.map((draw) => draw.rmse),
  );
  lab.claim("rmse-always-saves-threes", rmse.most, "<", l1.least);
}

/** Each picture may look for the best place of either ideal: `reach` pixels to all sides. */
export function letSlide(
  lab: Lab,
  trial: Trial,
  distances: Record<"l1" | "evened", Distance>,
  shift: Shift,
): void {
  const { threes, sevens, mean3, mean7 } = trial;
  const nearest = (
    distance: Distance,
    images: tf.Tensor,
    ideal: tf.Tensor,
    reach: number,
  ) =>
    tf.tidy(() => {
      const steps = Array.from(
        { length: 2 * reach + 1 },
        (_, at) => at - reach,
      );
      const places = steps.flatMap((down) =>
        steps.map((right) => {
          const moved = shift(ideal.expandDims(0), down, right).squeeze([0]);
          return distance(images, moved);
        }),
      );
      return tf.stack(places).min(0); // [count]
    });
  const slide = (name: "l1" | "evened", reach: number, images: tf.Tensor) =>
    tf.tidy(() => {
      const to = (ideal: tf.Tensor) =>
        nearest(distances[name], images, ideal, reach);
      return to(mean3).less(to(mean7)).cast("float32");
    });
  const missed = (name: "l1" | "evened", reach: number) =>
    missedOf({
      threes: slide(name, reach, threes),
      sevens: tf.sub(1, slide(name, reach, sevens)),
    });
  const [l1, evened] = [missed("l1", REACH), missed("evened", REACH)];
  const pushed = item(slide("l1", REACH, shift(threes, REACH, 0)).mean());
  lab.numbers({
    "slide-l1-missed-threes": l1.missed3,
    "slide-l1-missed-sevens": l1.missed7,
    "slide-evened-missed-threes": evened.missed3,
    "slide-evened-missed-sevens": evened.missed7,
    "slide-pushed-threes": pushed,
  });
  // Which of the two slides is it? Let one of the ideals stand still.
  const slid = (ideal: tf.Tensor) =>
    nearest(distances.l1, threes, ideal, REACH);
  const [slid3, slid7] = [slid(mean3), slid(mean7)];
  const [still3, still7] = [
    distances.l1(threes, mean3),
    distances.l1(threes, mean7),
  ];
  const gained = (still: tf.Tensor, slid: tf.Tensor) =>
    item(still.sub(slid).mean());
  const only3 = item(slid3.greaterEqual(still7).sum());
  const only7 = item(still3.greaterEqual(slid7).sum());
  lab.numbers({
    "slide-only-3-missed-threes": only3,
    "slide-only-7-missed-threes": only7,
    "slide-evened-missed": evened.missed3 + evened.missed7,
  });
  lab.claim(
    "seven-gains-more",
    gained(still7, slid7),
    ">",
    gained(still3, slid3),
  );
  lab.claim("seven-slides-them-away", only7, ">", 2 * only3);
  const still = missed("evened", 0);
  const rest = still.missed3 + still.missed7;
  lab.claim("evened-may-slide", evened.missed3 + evened.missed7, "<", rest);
  const before = missed("l1", 0).missed3;
  lab.claim("sliding-loses-threes", l1.missed3, ">", before);
  lab.claim("sliding-mends-the-push", pushed, ">", 0.5);
}

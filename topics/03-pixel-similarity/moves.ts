// What topic 3 measures where the digits are pushed: how many are still recognized, which ideal they
// come nearer to, and which rows decide it.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab, nth, SIDE } from "lectern";
import * as figures from "./figures-moved.ts";
import type { Distance, Judge, Trial } from "./runs.ts";

/** MNIST leaves a margin of about four pixels: so far, hardly any ink leaves the frame. */
const LARGEST = 3;
/** The push that the text speaks of, in pixels. */
const PUSH = 2;
/** Height of a band of rows that is put back: about that of a stroke with its grey. */
const BAND = 4;
/** First rows of the band with the 3's upper stroke, and of the one with the 7's bar. */
const [UPPER, BAR] = [4, 8];

/** Rows and columns that a push of one pixel moves a digit by. */
const DIRECTIONS = {
  down: [1, 0],
  up: [-1, 0],
  right: [0, 1],
  left: [0, -1],
} as const;
type Direction = keyof typeof DIRECTIONS;

/** The images, moved down and to the right; less than 0: up, to the left. */
export type Shift = (
  images: tf.Tensor,
  down: number,
  right: number,
) => tf.Tensor;

/** Shares recognized after a push in each of the four directions. */
export function moveDigits(
  lab: Lab,
  trial: Trial,
  judge: Judge,
  shift: Shift,
): void {
  const share = (
    name: "l1" | "evened" | "angle",
    direction: Direction,
    by: number,
  ) =>
    tf.tidy(() => {
      const [down, right] = DIRECTIONS[direction];
      const moved = (images: tf.Tensor) => shift(images, down * by, right * by);
      const [threes, sevens] = [moved(trial.threes), moved(trial.sevens)];
      const answers = judge(name, { ...trial, threes, sevens });
      return {
        threes: item(answers.threes.mean()),
        sevens: item(answers.sevens.mean()),
      };
    });
  const steps = Array.from({ length: LARGEST + 1 }, (_, step) => step);
  const curves = (Object.keys(DIRECTIONS) as Direction[]).map((direction) => {
    const shares = steps.map((by) => share("l1", direction, by));
    const { threes, sevens } = nth(shares, PUSH);
    lab.numbers({
      [`${direction}-2-threes`]: threes,
      [`${direction}-2-sevens`]: sevens,
    });
    return { direction, shares, threes, sevens };
  });
  const [down, up, right, left] = [
    nth(curves, 0),
    nth(curves, 1),
    nth(curves, 2),
    nth(curves, 3),
  ];
  const still = nth(down.shares, 0);
  lab.claim("two-rows-ruin-threes", down.threes, "<", 0.5);
  lab.claim("down-hurts-more", down.threes, "<", up.threes);
  lab.claim(
    "sideways-hurts-less",
    up.threes,
    "<",
    Math.min(right.threes, left.threes),
  );
  lab.claim("sevens-bear-down", down.sevens, ">=", still.sevens);
  lab.claim(
    "up-hurts-sevens",
    up.sevens,
    "<",
    Math.min(down.sevens, right.sevens, left.sevens),
  );
  const evened = share("evened", "down", PUSH).threes;
  const angle = share("angle", "down", PUSH).threes;
  lab.numbers({ "evened-down-2-threes": evened, "angle-down-2-threes": angle });
  lab.claim("head-start-is-a-part", evened, ">", down.threes);
  lab.claim(
    "no-distance-holds",
    Math.max(evened, angle),
    "<",
    0.75 * still.threes,
  );
  lab.figure("shifted", figures.shifted(curves));
}

/** Which ideal do pushed 3s come nearer to, all over and in the rows of the upper stroke? */
export function askDistances(
  lab: Lab,
  { threes, mean3, mean7 }: Trial,
  l1: Distance,
  shift: Shift,
): void {
  const measure = (name: string, by: number) =>
    tf.tidy(() => {
      const moved = shift(threes, by, 0);
      const upper = moved.slice([0, UPPER, 0], [-1, BAND, -1]); // [1010, 4, 28]
      const upperOf = (ideal: tf.Tensor) => ideal.slice([UPPER, 0], [BAND, -1]);
      const found = {
        to3: item(l1(moved, mean3).mean()),
        to7: item(l1(moved, mean7).mean()),
        upperTo3: item(l1(upper, upperOf(mean3)).mean()),
        upperTo7: item(l1(upper, upperOf(mean7)).mean()),
        ink: item(upper.sum()) / nth(threes.shape, 0),
      };
      lab.numbers({
        [`${name}-to-3`]: found.to3,
        [`${name}-to-7`]: found.to7,
        [`${name}-upper-to-3`]: found.upperTo3,
        [`${name}-upper-to-7`]: found.upperTo7,
        [`${name}-upper-ink`]: found.ink,
      });
      return found;
    });
  const still = measure("still", 0);
  const down = measure("down", PUSH);
  const up = measure("up", -PUSH);
  const seven = mean7.slice([UPPER, 0], [BAND, -1]);
  lab.numbers({
    "upper-first": UPPER,
    "upper-last": UPPER + BAND - 1,
    "seven-upper-ink": item(seven.sum()),
  });
  lab.claim("down-nears-7", down.to7, "<", still.to7);
  lab.claim("up-leaves-7", up.to7, ">", still.to7);
  const lost = [down.to3 - still.to3, up.to3 - still.to3].map(Math.abs);
  lab.claim("both-leave-3-alike", nth(lost, 0), "between", [
    0.8 * nth(lost, 1),
    1.25 * nth(lost, 1),
  ]);
  const upper3 = Math.abs(down.upperTo3 - still.upperTo3);
  lab.claim(
    "upper-rows-suit-7",
    still.upperTo7 - down.upperTo7,
    ">",
    5 * upper3,
  );
}

/** The moved images, but for the rows where `band` [28, 1] is 1: those are `others`'. */
type PutBack = (
  moved: tf.Tensor,
  others: tf.Tensor,
  band: tf.Tensor,
) => tf.Tensor;

/**
 * Which rows decide? Each band of rows in its turn is put back as it was before the push, or wiped
 * out where nothing was pushed; all other rows stay. Shares recognized, by the band's first row.
 */
export function putRowsBack(
  lab: Lab,
  trial: Trial,
  judge: Judge,
  shift: Shift,
  putBack: PutBack,
): void {
  const rows = tf.range(0, SIDE).expandDims(1); // [28, 1]
  const inBands = (
    moved: tf.Tensor,
    others: tf.Tensor,
    digit: "threes" | "sevens",
  ) =>
    Array.from({ length: SIDE - BAND + 1 }, (_, first) =>
      tf.tidy(() => {
        const band = rows.greaterEqual(first).mul(rows.less(first + BAND));
        const mixed = putBack(moved, others, band);
        const answers = judge("l1", { ...trial, [digit]: mixed });
        return item(answers[digit].mean());
      }),
    );
  const { threes, sevens } = trial;
  const curves = {
    down: inBands(shift(threes, PUSH, 0), threes, "threes"),
    up: inBands(shift(threes, -PUSH, 0), threes, "threes"),
    seven: inBands(shift(sevens, -PUSH, 0), sevens, "sevens"),
    wiped: inBands(threes, tf.zerosLike(threes), "threes"),
  };
  const best = (shares: readonly number[]) =>
    shares.indexOf(Math.max(...shares));
  const worst = curves.wiped.indexOf(Math.min(...curves.wiped));
  lab.numbers({
    "upper-back-threes": nth(curves.down, UPPER),
    "bar-back-threes": nth(curves.down, BAR),
    "bar-first": BAR,
    "bar-last": BAR + BAND - 1,
    "upper-back-sevens": nth(curves.seven, UPPER),
    "upper-wiped-threes": nth(curves.wiped, UPPER),
    "best-back-up": best(curves.up),
    "best-back-up-last": best(curves.up) + BAND - 1,
    "best-back-up-threes": Math.max(...curves.up),
  });
  const near = [UPPER - 1, UPPER + 1] as const;
  lab.claim("upper-rows-decide", best(curves.down), "between", near);
  lab.claim(
    "upper-beats-bar",
    nth(curves.down, UPPER),
    ">",
    nth(curves.down, BAR),
  );
  lab.claim("upper-rows-decide-sevens", best(curves.seven), "between", near);
  lab.claim("wiping-upper-is-worst", worst, "between", near);
  lab.claim("up-loses-below", best(curves.up), ">=", SIDE / 2);
  lab.figure("put-back", figures.putBack(curves, BAND));
}

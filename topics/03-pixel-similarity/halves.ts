// A push takes ink from one place and brings it to another: topic 3 does each half alone, and counts.

import * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import type { Shift } from "./moves.ts";
import type { Judge, Trial } from "./runs.ts";

/** The push that the text speaks of, in pixels. */
const PUSH = 2;

/** Shares recognized by L1 of digits that only lose a push's ink, and that only gain it. */
export function halvePush(
  lab: Lab,
  trial: Trial,
  judge: Judge,
  shift: Shift,
): void {
  const { threes, sevens } = trial;
  const shares = (half: typeof tf.minimum) =>
    tf.tidy(() => {
      const answers = judge("l1", {
        ...trial,
        threes: half(threes, shift(threes, PUSH, 0)),
        sevens: half(sevens, shift(sevens, -PUSH, 0)),
      });
      return [
        item(answers.threes.mean()),
        item(answers.sevens.mean()),
      ] as const;
    });
  const [leaving3, leaving7] = shares(tf.minimum);
  const [arriving3, arriving7] = shares(tf.maximum);
  lab.numbers({
    "leaving-down-threes": leaving3,
    "leaving-up-sevens": leaving7,
    "arriving-down-threes": arriving3,
    "arriving-up-sevens": arriving7,
  });
  lab.claim("leaving-decides-threes", leaving3, "<", arriving3 - 0.2);
  lab.claim("arriving-decides-sevens", arriving7, "<", leaving7);
}

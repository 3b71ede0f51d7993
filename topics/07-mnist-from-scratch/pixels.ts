// Which pixels ever hold ink: a weight whose pixel does not can learn nothing.

import type * as tf from "@tensorflow/tfjs";
import { item, type Lab } from "lectern";
import * as figures from "./figures.ts";

/** The place 0…783 of the pixel that is lit most in the pictures [count, 784]. */
export function mostLit(lab: Lab, x: tf.Tensor): number {
  const ink = x.mean(0); // [784]
  const pixel = item(ink.argMax());
  lab.number("nudged-row", Math.floor(pixel / 28));
  lab.number("nudged-column", pixel % 28);
  lab.number("never-lit", item(ink.equal(0).sum()));
  lab.figure("lit", figures.lit([...ink.dataSync()]));
  lab.claim("first-never-lit", item(ink.slice(0, 1)), "<=", 0);
  return pixel;
}

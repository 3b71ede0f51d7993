// What the order of the digits does in topic 9's first epoch.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  DataLoader,
  type Dataset,
  type Lab,
  nth,
  type Shuffle,
  Stream,
} from "lectern";
import type { Columns, trainer } from "./draws.ts";
import { spreadPercent } from "./percent.ts";

interface Bench extends ReturnType<typeof trainer> {
  readonly lab: Lab;
  readonly data: Dataset;
  readonly batchSize: number;
  readonly lr: number;
}

/** The first epoch in the file order, which gave `file`, in the opposite one, and shuffled. */
export function changeOrder(
  { lab, data, batchSize, train, judge, lr }: Bench,
  start: Columns,
  file: readonly number[],
): void {
  const backwards: Shuffle = {
    permutation: (count) =>
      Uint32Array.from({ length: count }, (_, at) => count - 1 - at),
  };
  const after = (name: string, shuffle: Shuffle) => {
    const loader = new DataLoader(data, { batchSize, shuffle });
    const { one } = train({ one: { start, lr } }, 1, loader);
    loader.dispose();
    spreadPercent(lab, `first-${name}`, nth(one.rows, 0));
    return nth(one.rows, 0);
  };
  spreadPercent(lab, "first-file-order", file);
  const reversed = after("reversed", backwards);
  const shuffled = after("shuffled", new Stream(lab.seed).named("order"));
  // What a model gets right that calls every digit by one name: no weights, and a bias of ±1.
  const always = (bias: number) => {
    const weights = tf.zeros<tf.Rank.R2>([AREA, 1]);
    return nth(judge({ weights, biases: tf.tensor1d([bias]) }), 0);
  };
  const [first, second] = [always(1), always(-1)];
  const off = Math.max(...file.map((each) => Math.abs(each - first)));
  lab.claim("file-order-says-first", off, "=", 0);
  const stuck = reversed.filter((each) => each === second).length;
  lab.number("reversed-stuck", stuck);
  lab.claim("reversed-mostly-stuck", stuck, ">", reversed.length / 2);
  lab.claim("order-does-it", Math.min(...shuffled), ">", 0.9);
}

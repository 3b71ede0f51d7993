// Chapter 2's recipe on a few pictures, again and again: with a body that knows something, and
// with one that does not. How it is tuned, the experiment says.

import {
  accuracy,
  type DataLoader,
  type Dataset,
  type Lab,
  type Model,
  Stream,
} from "lectern";
import * as findings from "./findings.ts";
import * as pictures from "./pictures.ts";

export type Look = () => void;

/** Tunes a body on pictures drawn by chance; `watch` makes what looks at the net after each epoch. */
export type Tune = (
  body: Model,
  random: Stream,
  watch: (net: Model) => Look,
) => void;

interface Plan {
  readonly train: Dataset;
  readonly valid: DataLoader;
  /** Times that pictures are drawn. */
  readonly draws: number;
}

export function tuneAFew(lab: Lab, plan: Plan, tune: Tune): void {
  const { train, valid, draws } = plan;
  const stream = new Stream(lab.seed);
  const known = pictures.learnWhichWayUp(lab, train, stream);
  const rowsOf = (body: Model, random: Stream) => {
    const rows: number[] = [];
    tune(body, random, (net) => {
      const look = () => rows.push(accuracy(net, valid));
      look(); // before
      return look;
    });
    return rows;
  };
  lab.number("labelled", pictures.LABELLED);
  const drawn = Array.from({ length: draws }, (_, draw) => {
    lab.progress("fine-tuning", { done: draw, total: draws });
    const random = stream.named(`draw ${draw}`);
    const fresh = pictures.body(random.named("body"));
    const copy = pictures.copyOf(known, random);
    return { known: rowsOf(copy, random), fresh: rowsOf(fresh, random) };
  });
  findings.recordTuning(lab, drawn);
}

// One training of many small models side by side, from plain data, so that each core takes one.

import {
  Adam,
  DataLoader,
  type Dataset,
  type Model,
  nth,
  SGD,
  Stream,
  trainEpoch,
  trial,
} from "lectern";
import { bends } from "./bends.ts";
import {
  chapterLoss,
  crossEntropy,
  errorsOf,
  linears,
  nets,
  type Recipe,
} from "./draws.ts";

/** Many draws of one model, and how they are trained. */
export interface Lesson extends Recipe {
  readonly name: string;
  /** One layer; or two, with a ReLU between them or not. */
  readonly model: "linear" | "two-linear" | "net";
  /** Default: the chapter's. */
  readonly hidden?: number;
  /** One a draw. */
  readonly seeds: readonly number[];
  readonly epochs: number;
  /** Whether errors are counted after every epoch; else after the last one alone. */
  readonly curve?: boolean;
  /** After so many epochs it is asked how far each draw bends. */
  readonly bendAt?: number;
}

/** What a lesson leaves. */
export interface Learned {
  /** Validation errors `[epoch][draw]`. */
  readonly left: readonly (readonly number[])[];
  /** How far each draw bends, as a share of the climb. */
  readonly bent: readonly number[];
  /** The parameters, in the order of the model's. */
  readonly values: readonly Float32Array[];
}

/** What every lesson is given; its number among them is the trial's seed. */
interface Class {
  readonly lessons: readonly Lesson[];
  readonly data: Dataset;
  readonly valid: Dataset;
  /** Of the order of the digits, which all lessons share. */
  readonly seed: number;
}

/** The draws as they begin. */
export function modelsOf({ model, seeds, ...rest }: Lesson): Model {
  if (model === "linear") return linears(seeds);
  return nets(seeds, { ...rest, relu: model === "net" });
}

export default trial(
  import.meta.url,
  (at: number, { lessons, data, valid, seed }: Class, report): Learned => {
    const lesson = nth(lessons, at);
    const { epochs, curve = false, bendAt, lr } = lesson;
    const models = modelsOf(lesson);
    const { parameters } = models;
    const adam = lesson.optimizer === "Adam";
    const optimizer = adam ? new Adam(parameters, lr) : new SGD(parameters, lr);
    const shuffle = new Stream(seed).named("draws");
    const shuffled = lesson.order === "shuffled";
    const loader = new DataLoader(data, {
      batchSize: 256,
      ...(shuffled && { shuffle }),
    });
    const loss = lesson.loss === "chapter's" ? chapterLoss : crossEntropy;
    const left: number[][] = [];
    const bent: number[] = [];
    for (let epoch = 1; epoch <= epochs; epoch++) {
      trainEpoch(models, loader, loss, optimizer);
      report({ done: epoch, total: epochs });
      if (epoch === bendAt) bent.push(...bends(models, valid));
      if (curve || epoch === epochs) left.push(errorsOf(models, valid));
    }
    loader.dispose();
    optimizer.dispose();
    const values = parameters.map((each) => Float32Array.from(each.dataSync()));
    return { left, bent, values };
  },
);

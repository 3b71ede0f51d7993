// All lessons of topic 10, spread over the cores, and what each left by its name.

import * as tf from "@tensorflow/tfjs";
import {
  type Dataset,
  defined,
  type Lab,
  type Model,
  nth,
  trials,
} from "lectern";
import learn, { type Learned, type Lesson, modelsOf } from "./lesson.ts";

export interface Course {
  readonly data: Dataset;
  readonly valid: Dataset;
}

/** What every lesson left. Each throws RangeError for a name that no lesson has. */
export interface Results {
  /** Validation errors `[epoch][draw]`: of every epoch, or of the last one alone. */
  left(name: string): readonly (readonly number[])[];
  /** Validation errors of each draw in the end. */
  end(name: string): readonly number[];
  /** How far each draw bends, as a share of the climb. */
  bent(name: string): readonly number[];
  /** The draws as they ended. */
  models(name: string): Model;
}

/** Gives the lessons, the longest first, so that no core waits for the last one. */
export async function teach(
  lab: Lab,
  course: Course,
  lessons: readonly Lesson[],
): Promise<Results> {
  const sorted = lessons.toSorted((a, b) => workOf(b) - workOf(a));
  const input = { ...course, lessons: sorted, seed: lab.seed };
  const tell = (progress: { done: number; total: number }) =>
    lab.progress("small models, side by side", progress);
  const all = [...sorted.keys()];
  const learned =
    lab.profile === "full"
      ? await trials(all, learn, input, tell)
      : // So little that starting the cores would take longer.
        all.map((at) => {
          tell({ done: at, total: all.length });
          return learn(at, input, () => {});
        });
  const found = new Map(
    sorted.map((lesson, at) => [lesson.name, { lesson, ...nth(learned, at) }]),
  );
  const get = (name: string) => defined(found.get(name), `lesson ${name}`);
  return {
    left: (name) => get(name).left,
    end: (name) => nth(get(name).left, -1),
    bent: (name) => get(name).bent,
    models: (name) => restore(get(name)),
  };
}

/** About how long a lesson takes, in products of a digit with a column. */
function workOf({ model, hidden = 30, seeds, epochs }: Lesson): number {
  return epochs * seeds.length * (model === "net" ? hidden : 3);
}

function restore({ lesson, values }: Learned & { lesson: Lesson }): Model {
  const models = modelsOf(lesson);
  for (const [at, parameter] of models.parameters.entries())
    tf.tidy(() =>
      parameter.assign(tf.tensor(nth(values, at), parameter.shape)),
    );
  return models;
}

// How topic 4's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Diagram,
  defined,
  type Images,
  type Line,
  nth,
  type Panels,
  picture,
  type Table,
} from "lectern";

/** Samuel's parts against the seven steps, on x² and for pixel similarity. */
export function samuel(): Table {
  return {
    columns: [
      { label: "Samuel asks for" },
      { label: "step" },
      { label: "on x²" },
      { label: "pixel similarity" },
    ],
    rows: [
      ["weights", "1 initialize", "x = −1.5", "two average digits"],
      ["work that depends on them", "2 predict", "x itself", "the nearer one"],
      ["an automatic test of it", "3 loss", "x²", "distance, not mistakes"],
      ["a mechanism to alter them", "4 gradient", "2x", "none: a formula"],
      ["the same mechanism", "5 step", "x − lr · 2x", "one jump"],
      ["no hand on it", "6 repeat", "from 2 again", "none"],
      ["(not said)", "7 stop", "x² is small", "after the jump"],
    ],
  };
}

/** The seven steps, with Samuel's word for each. */
export function loop(): Diagram {
  return {
    kind: "diagram",
    alt: "The seven steps as a loop: initialize, predict, loss, gradient, step, then either back to predict, which is repeat, or on to stop.",
    nodes: [
      {
        id: "initialize",
        label: "1 initialize",
        detail: "his weights",
        role: "data",
      },
      { id: "predict", label: "2 predict", detail: "their work" },
      { id: "loss", label: "3 loss", detail: "his test" },
      { id: "gradient", label: "4 gradient", detail: "which way?" },
      { id: "step", label: "5 step", detail: "alter them" },
      { id: "stop", label: "7 stop", role: "result" },
    ],
    edges: [
      { from: "initialize", to: "predict" },
      { from: "predict", to: "loss" },
      { from: "loss", to: "gradient" },
      { from: "gradient", to: "step" },
      { from: "step", to: "predict", label: "6 repeat" },
      { from: "step", to: "stop", label: "enough" },
    ],
  };
}

/** Gradient descent on x² at one rate: x before the first step and after each. */
export interface Walk {
  readonly name: string;
  readonly lr: number;
  readonly path: readonly number[];
}

/** What the listing prints: x, step by step. */
export function printed(path: readonly number[]): string[] {
  return path.map(
    (x, step) => `step ${step}: x = ${x.toFixed(4).replace("-", "−")}`,
  );
}

/** One row a rate: what a step multiplies x by, and where that leads. */
export function regimes(walks: readonly Walk[]): Table {
  const words: { [name: string]: string } = {
    slow: "creeps",
    good: "walks down",
    "one-step": "lands at once",
    bouncing: "bounces in",
    edge: "bounces for ever",
    diverging: "flies off",
  };
  return {
    columns: [
      { label: "learning rate" },
      { label: "multiplier", digits: 2 },
      { label: "x after 10 steps", digits: 4 },
      { label: "the walk" },
    ],
    rows: walks.map(({ name, lr, path }) => [
      lr,
      nth(path, 1) / nth(path, 0),
      nth(path, 10),
      defined(words[name], `word for the walk ${name}`),
    ]),
  };
}

/** Steps drawn on each parabola: the last of these walks soon leaves it. */
const DRAWN = { slow: 20, good: 20, bouncing: 20, diverging: 4 };

/** Four of the walks, each on its parabola. */
export function paths(walks: readonly Walk[]): Panels {
  const chosen = Object.entries(DRAWN).map(([drawn, steps]) => {
    const walk = walks.find(({ name }) => name === drawn);
    const { lr, path } = defined(walk, `walk called ${drawn}`);
    return { lr, path: path.slice(0, 1 + steps) };
  });
  const square = Array.from({ length: 57 }, (_, index): [number, number] => {
    const x = (index - 28) / 10;
    return [x, x * x];
  });
  return {
    kind: "panels",
    alt: "Four measured walks on the curve x², from x = −1.5, one for each of the learning rates 0.01, 0.1, 0.9 and 1.1.",
    panels: chosen.map(({ lr, path }) => ({
      title: `learning rate ${lr}`,
      figure: {
        kind: "line",
        alt: `The walk on x² with learning rate ${lr}.`,
        x: { label: "x", min: -2.8, max: 2.8 },
        y: { label: "loss x²", min: 0, max: 8 },
        series: [
          { name: "x²", points: square, markers: false },
          {
            name: "the walk",
            points: path
              .map((x): [number, number] => [x, x * x])
              .filter(([x]) => Math.abs(x) <= 2.8),
          },
        ],
      },
    })),
  };
}

/** Steps to the bottom by learning rate; 0.1 and 0.9 both need as many as `twins`. */
export function stepsNeeded(
  rates: readonly number[],
  counts: readonly number[],
  twins: number,
): Line {
  return {
    kind: "line",
    alt: "Steps needed to come within a hundredth of the start, by learning rate from 0.01 to 0.99: the curve is high at both ends and low at 0.5.",
    x: { label: "learning rate", min: 0, max: 1 },
    y: { label: "steps needed", scale: "log" },
    series: [
      {
        name: "steps",
        points: rates.map((lr, at) => [lr, nth(counts, at)]),
        markers: false,
      },
    ],
    references: [{ y: twins, label: `0.1 and 0.9: ${twins} steps` }],
  };
}

/** An ideal 3 in the making, at one learning rate. */
interface Run {
  readonly lr: number;
  /** Mean square of its distance from the average of all 3s, after each step. */
  readonly errors: readonly number[];
  readonly looks: readonly tf.Tensor[];
  /** Digits that it remembers: as measured, and on paper. */
  readonly memory: number;
  readonly predicted: number;
}

/** How many digits each ideal remembers: as measured, and on paper. */
export function memory(runs: readonly Run[]): Table {
  return {
    columns: [
      { label: "learning rate" },
      { label: "kept in a step", digits: 2 },
      { label: "digits remembered", digits: 0 },
      { label: "on paper", digits: 0 },
    ],
    rows: runs.map(({ lr, memory, predicted }) => [
      lr,
      1 - 2 * lr,
      memory,
      predicted,
    ]),
  };
}

/** One row a rate: the ideal 3 as it draws it. */
export function making(
  runs: readonly Run[],
  steps: readonly number[],
  mean3: tf.Tensor,
): Images {
  return {
    kind: "images",
    alt: "The ideal 3 after 1, 10, 100 and 600 steps on batches of 16 digits, at learning rates 0.5, 0.1 and 0.01, each beside the average of all 3s.",
    columns: steps.length + 1,
    rowLabels: runs.map(({ lr }) => `rate ${lr}`),
    scale: { min: 0, max: 1 },
    colors: "gray",
    panels: runs.flatMap(({ looks }, row) => [
      ...looks.map((look, at) => {
        const many = steps[at] === 1 ? "step" : "steps";
        return picture(look, row === 0 ? `${steps[at]} ${many}` : "");
      }),
      picture(mean3, row === 0 ? "the average" : ""),
    ]),
  };
}

/** Distance from the average, step by step, for each rate. */
export function batchNoise(runs: readonly Run[]): Line {
  return {
    kind: "line",
    alt: "Distance of the learned ideal 3 from the average of all 3s over 600 steps, on a log axis, at learning rates 0.5, 0.1 and 0.01.",
    x: { label: "steps" },
    y: { label: "distance from the average", unit: "ink", scale: "log" },
    series: runs.map(({ lr, errors }) => ({
      name: `learning rate ${lr}`,
      points: errors
        .map((error, at): [number, number] => [at + 1, Math.sqrt(error)])
        .filter((_, at) => at % 4 === 0),
      markers: false,
    })),
  };
}

/** Mistakes on the validation digits while the pixel baseline is trained. */
export function mistakes(missed: readonly number[]): Line {
  return {
    kind: "line",
    alt: "Validation digits named wrongly, step by step in a training that starts from the weights of pixel similarity.",
    x: { label: "steps" },
    y: { label: "mistakes", min: 0 },
    series: [
      {
        name: "mistakes",
        points: missed.map((count, step) => [step, count]),
        markers: false,
      },
    ],
    references: [{ y: nth(missed, 0), label: "pixel similarity" }],
  };
}

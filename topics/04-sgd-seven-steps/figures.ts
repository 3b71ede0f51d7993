// How topic 4's loop and its walks on x² are drawn. Nothing is measured here.

import {
  type Diagram,
  defined,
  type Line,
  nth,
  type Panels,
  type Table,
} from "lectern";

/** The four ideas that the book reads out of Samuel's words, against the seven steps. */
export function samuel(): Table {
  return {
    columns: [
      { label: "Samuel, by the book" },
      { label: "steps" },
      { label: "on x²" },
      { label: "pixel similarity" },
    ],
    rows: [
      ["weight assignment", "1 initialize", "x = −1.5", "two averages"],
      ["actual performance", "2 predict", "x itself", "the nearer average"],
      [
        "automatic means to test it",
        "3 loss",
        "x²",
        "distance, and no mistakes",
      ],
      [
        "mechanism to improve it",
        "4 gradient, 5 step, 6 repeat",
        "x − lr · 2x, again",
        "one formula, once",
      ],
    ],
  };
}

/** The same four ideas in few words, for a slide. */
export function ideas(): Table {
  return {
    columns: [{ label: "Samuel" }, { label: "pixel similarity" }],
    rows: [
      ["a weight assignment", "two averages"],
      ["its performance", "the nearer average"],
      ["a test of it", "distance, not mistakes"],
      ["a mechanism", "one formula, once"],
    ],
  };
}

/** The seven steps, with what each one does. */
export function loop(): Diagram {
  return {
    kind: "diagram",
    direction: "down",
    alt: "The seven steps as a loop: initialize, predict, loss, gradient, step, then either back to predict, which is repeat, or on to stop.",
    nodes: [
      {
        id: "initialize",
        label: "1 initialize",
        detail: "choose weights",
        role: "data",
      },
      { id: "predict", label: "2 predict", detail: "use them" },
      { id: "loss", label: "3 loss", detail: "how bad, in one number?" },
      { id: "gradient", label: "4 gradient", detail: "which way is worse?" },
      { id: "step", label: "5 step", detail: "go the other way" },
      { id: "stop", label: "7 stop", detail: "good enough", role: "result" },
    ],
    edges: [
      { from: "initialize", to: "predict" },
      { from: "predict", to: "loss" },
      { from: "loss", to: "gradient" },
      { from: "gradient", to: "step" },
      { from: "step", to: "predict", label: "6 repeat" },
      { from: "step", to: "stop" },
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

/** Of each walk: steps from one mark to the next, and marks; the last soon leaves the parabola. */
const DRAWN = {
  slow: { every: 5, marks: 5 },
  good: { every: 1, marks: 9 },
  bouncing: { every: 1, marks: 9 },
  diverging: { every: 1, marks: 4 },
};

/** Four of the walks, each on its parabola. */
export function paths(walks: readonly Walk[]): Panels {
  const chosen = Object.entries(DRAWN).map(([drawn, { every, marks }]) => {
    const walk = walks.find(({ name }) => name === drawn);
    const { lr, path } = defined(walk, `walk called ${drawn}`);
    const shown = path.filter((_, step) => step % every === 0);
    const times = (nth(path, 1) / nth(path, 0)).toFixed(2).replace("-", "−");
    const title = `rate ${lr}: × ${times}`;
    return { title, lr, path: shown.slice(0, marks) };
  });
  const square = Array.from({ length: 55 }, (_, index): [number, number] => {
    const x = (index - 27) / 10;
    return [x, x * x];
  });
  return {
    kind: "panels",
    alt: "Four measured walks on the curve x², from x = −1.5, one for each of the learning rates 0.01, 0.1, 0.9 and 1.1.",
    panels: chosen.map(({ title, lr, path }) => ({
      title,
      figure: {
        kind: "line",
        alt: `The walk on x² with learning rate ${lr}.`,
        x: { label: "x", min: -2.7, max: 2.7 },
        y: { label: "loss x²", min: 0, max: 7 },
        series: [
          { name: "x²", points: square, markers: false },
          {
            name: "the walk",
            points: path.map((x): [number, number] => [x, x * x]),
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

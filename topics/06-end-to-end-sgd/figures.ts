// How topic 6's findings are drawn, and set in tables. Nothing is measured here.

import {
  type Bar,
  defined,
  type Line,
  nth,
  type Panels,
  type Scatter,
  type Table,
} from "lectern";
import {
  type Params,
  type Part,
  type Points,
  speedAt,
  steepnessRatio,
} from "./curvature.ts";

type Point = [x: number, y: number];
const timeAxis = { label: "time", unit: "s" };
const speedAxis = { label: "speed" };
const lossAxis = { label: "loss", scale: "log" as const };
const measured = (points: Points) => ({
  name: "measured",
  points: points.map(([t, speed]): Point => [t, speed]),
});

export function data(points: Points): Scatter {
  return {
    kind: "scatter",
    alt: "Twenty noisy speeds of a roller coaster over twenty seconds: fast at first, slow on top of the hill, fast again.",
    x: timeAxis,
    y: speedAxis,
    series: [measured(points)],
  };
}

/** The parabola after each of these steps, and the best that there is. */
export function fits(
  points: Points,
  path: readonly Params[],
  best: Params,
  steps: readonly number[],
): Panels {
  const shown = [
    ...steps.map((step) => ({
      title: `after step ${step}`,
      params: nth(path, step),
    })),
    { title: "the best parabola", params: best },
  ];
  return {
    kind: "panels",
    alt: `The measured speeds and the fitted parabola after ${steps.join(", ")} steps, beside the best possible one.`,
    columns: 2,
    panels: shown.map(({ title, params }) => ({
      title,
      figure: {
        kind: "scatter",
        alt: `The measured speeds and a parabola: ${title}.`,
        x: timeAxis,
        y: { ...speedAxis, min: steps.length > 1 ? -100 : -20, max: 80 },
        series: [measured(points)],
        lines: [
          {
            name: "the fit",
            points: points.map(([t]): Point => [t, speedAt(t, params)]),
          },
        ],
      },
    })),
  };
}

/** The loss over the long run, on two log axes. */
export function loss(losses: readonly number[], least: number): Line {
  const points = losses
    .map((each, step): Point => [step, each])
    .filter(([step]) => step > 0 && step % Math.ceil(step / 20) === 0);
  return {
    kind: "line",
    alt: "The loss over the steps, both on log axes: it falls steeply within ten steps and then runs nearly level, far above the best possible loss.",
    x: { label: "steps", scale: "log" },
    y: { ...lossAxis, min: 1 },
    series: [{ name: "loss", points, markers: false }],
    references: [{ y: least, label: "best possible" }],
  };
}

/** Of every moment: speed, fit, error, and its votes on a, b and c. */
export function votesOf(points: Points, params: Params): number[][] {
  return points.map(([t, speed]) => {
    const fit = speedAt(t, params);
    const error = fit - speed;
    const vote = (2 * error) / points.length;
    return [speed, fit, error, vote * t * t, vote * t, vote];
  });
}

/** Who votes what: a few moments, and the sum of all. */
export function votes(all: readonly number[][]): Table {
  const sum = (at: number) => all.reduce((sum, each) => sum + nth(each, at), 0);
  return {
    columns: [
      { label: "time" },
      { label: "speed", digits: 1, thousands: true },
      { label: "fit", digits: 1, thousands: true },
      { label: "error", digits: 1, thousands: true },
      { label: "to a", digits: 0, thousands: true },
      { label: "to b", digits: 0, thousands: true },
      { label: "to c", digits: 1 },
    ],
    rows: [
      ...[0, 5, 10, 15, 19].map((t) => [String(t), ...nth(all, t)]),
      ["all 20", ...[0, 1, 2, 3, 4, 5].map(sum)],
    ],
  };
}

/** What each moment adds to the gradient of a. */
export function voteBars(all: readonly number[][]): Bar {
  return {
    kind: "bar",
    alt: "What each of the twenty moments adds to the gradient of a before the first step, by time.",
    category: { label: "time (s)" },
    y: { label: "vote on a, in thousands" },
    categories: all.map((_, t) => String(t)),
    series: [{ name: "vote", values: all.map((each) => nth(each, 3) / 1000) }],
  };
}

/** One row a direction: how steep it is, and what lies in it. */
export function directions(rows: Table["rows"], steps: number): Table {
  return {
    columns: [
      { label: "direction" },
      { label: "curvature", digits: 2, thousands: true },
      { label: "kept a step", digits: 7 },
      { label: "loss at the start", digits: 2, thousands: true },
      { label: `after ${steps.toLocaleString("en-US")} steps`, digits: 2 },
    ],
    rows,
  };
}

/** Loss after ten steps by learning rate, with the limit that curvature sets. */
export function rates(
  lrs: readonly number[],
  losses: readonly number[],
  limit: number,
): Line {
  const points = lrs.map((lr, at): Point => [lr * 1e6, nth(losses, at)]);
  return {
    kind: "line",
    alt: "Loss after ten steps by learning rate: it falls to a low floor, stays there, and rises steeply again near the largest stable rate.",
    x: { label: "learning rate", unit: "millionths", min: 0 },
    y: lossAxis,
    series: [{ name: "after 10 steps", points }],
    references: [{ x: limit * 1e6, label: "2 / curvature" }],
  };
}

/** Optimizers on the clock as it is. */
export function optimizers(rows: Table["rows"], steps: number): Table {
  return {
    columns: [
      { label: "optimizer" },
      { label: "after 100 steps", digits: 2, thousands: true },
      { label: `after ${steps.toLocaleString("en-US")} steps`, digits: 2 },
    ],
    rows,
  };
}

/** A training with one clock, at half its largest stable rate. */
export interface Race {
  readonly name: string;
  /** How the loss at the start was split among the directions. */
  readonly parts: readonly Part[];
  /** The losses before the first step and after each. */
  readonly losses: readonly number[];
  /** The ride by this clock, and the parabola that was fitted to it. */
  readonly points: Points;
  readonly last: Params;
}

const clockNames: { readonly [name: string]: string } = {
  raw: "as it is",
  divided: "divided by its spread",
  moved: "moved to its middle",
  standard: "both",
};

const clockOf = ({ name }: Race) => defined(clockNames[name], name);

/** Four clocks, each at half its largest stable rate. */
export function clocks(races: readonly Race[], steps: number): Table {
  return {
    columns: [
      { label: "time" },
      { label: "steepest / flattest", digits: 1, thousands: true },
      { label: "loss in the flattest", digits: 2 },
      { label: `loss after ${steps} steps`, digits: 2 },
    ],
    rows: races.map((race) => [
      clockOf(race),
      steepnessRatio(race.parts),
      nth(race.parts, -1).loss,
      nth(race.losses, steps),
    ]),
  };
}

export function race(races: readonly Race[]): Line {
  return {
    kind: "line",
    alt: "Loss over a hundred steps on a log axis for four forms of time: as it is, divided by its spread, moved to its middle, and both.",
    x: { label: "steps" },
    y: { ...lossAxis, min: 5, max: 50_000 },
    series: races.map((each) => ({
      name: clockOf(each),
      points: each.losses.map((loss, step) => [step, loss]),
      markers: false,
    })),
  };
}

/** Where the fit ends up with each clock, drawn over the time as it is. */
export function cured(races: readonly Race[], ride: Points): Panels {
  const curve = ({ points, last }: Race) =>
    ride.map(([t], at): Point => [t, speedAt(nth(points, at)[0], last)]);
  return {
    kind: "panels",
    alt: "The measured speeds with two parabolas fitted in a hundred steps each: on the left with time as it is, on the right with standardised time.",
    columns: 2,
    panels: races.map((race) => ({
      title: race.name === "raw" ? "time as it is" : "time standardised",
      figure: {
        kind: "scatter",
        alt: `The measured speeds and the fit with time ${clockOf(race)}.`,
        x: timeAxis,
        y: { ...speedAxis, min: -20, max: 80 },
        series: [measured(ride)],
        lines: [{ name: "the fit", points: curve(race) }],
      },
    })),
  };
}

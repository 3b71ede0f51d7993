// How topic 6's findings are drawn. Nothing is measured here.

import { type Bar, type Line, nth, type Panels, type Scatter } from "lectern";
import { type Params, type Points, speedAt } from "./curvature.ts";
import { clockNames, type Race } from "./tables.ts";

const timeAxis = { label: "time", unit: "s" };
const speedAxis = { label: "speed" };
const lossAxis = { label: "loss", scale: "log" as const };

export function data(points: Points): Scatter {
  return {
    kind: "scatter",
    alt: "Twenty noisy speeds of a roller coaster over twenty seconds: fast at first, slow on top of the hill, fast again.",
    x: timeAxis,
    y: speedAxis,
    series: [{ name: "measured", points: points.map(([t, v]) => [t, v]) }],
  };
}

/** What the listing prints: the loss after each step. */
export function printed(losses: readonly number[]): string[] {
  return losses.map(
    (loss, step) =>
      `after step ${String(step).padStart(2)}: ${loss.toFixed(3).padStart(9)}`,
  );
}

/** Four panels: the parabola before any step, and after 1, 2 and 10. */
export function fits(
  points: Points,
  path: readonly Params[],
  steps: readonly number[],
): Panels {
  const curve = (params: Params) =>
    points.map(([t]): [number, number] => [t, speedAt(t, params)]);
  return {
    kind: "panels",
    alt: `The measured speeds and the fitted parabola, before any step and after ${steps.slice(1).join(", ")} steps.`,
    panels: steps.map((step) => ({
      title: step === 0 ? "before any step" : `after step ${step}`,
      figure: {
        kind: "scatter",
        alt: `The measured speeds and the parabola after ${step} steps.`,
        x: timeAxis,
        y: { ...speedAxis, min: -300, max: 100 },
        series: [{ name: "measured", points: points.map(([t, v]) => [t, v]) }],
        lines: [{ name: "the fit", points: curve(nth(path, step)) }],
      },
    })),
  };
}

/** The loss over the long run, on two log axes. */
export function loss(losses: readonly number[], least: number): Line {
  const kept = losses.flatMap((each, step): [number, number][] =>
    step > 0 && (step < 20 || step % Math.ceil(step / 20) === 0)
      ? [[step, each]]
      : [],
  );
  return {
    kind: "line",
    alt: "The loss over the steps, both on log axes: it falls steeply within ten steps and then runs nearly level, far above the best possible loss.",
    x: { label: "steps", scale: "log" },
    y: { ...lossAxis, min: 1 },
    series: [{ name: "loss", points: kept, markers: false }],
    references: [{ y: least, label: "best possible" }],
  };
}

/** What each moment adds to the gradient of a. */
export function voteBars(points: Points, params: Params): Bar {
  const values = points.map(
    ([t, v]) => ((2 * (speedAt(t, params) - v)) / points.length) * t * t,
  );
  return {
    kind: "bar",
    alt: "What each of the twenty moments adds to the gradient of a before the first step, by time.",
    category: { label: "time (s)" },
    y: { label: "share of the gradient of a" },
    categories: values.map((_, t) => String(t)),
    series: [{ name: "vote", values }],
  };
}

/** Loss after ten steps by learning rate, with the limit that curvature sets. */
export function rates(
  lrs: readonly number[],
  losses: readonly number[],
  limit: number,
): Line {
  return {
    kind: "line",
    alt: "Loss after ten steps by learning rate: it falls to a low floor, stays there, and rises steeply again near the largest stable rate.",
    x: { label: "learning rate", unit: "millionths", min: 0 },
    y: lossAxis,
    series: [
      {
        name: "after 10 steps",
        points: lrs.map((lr, at): [number, number] => [
          lr * 1e6,
          nth(losses, at),
        ]),
      },
    ],
    references: [{ x: limit * 1e6, label: "2 / curvature" }],
  };
}

export function race(races: readonly Race[], least: number): Line {
  return {
    kind: "line",
    alt: "Loss over a hundred steps on a log axis for four forms of time: as it is, divided by its spread, moved to its middle, and both.",
    x: { label: "steps" },
    y: { ...lossAxis, min: 1 },
    series: races.map(({ name, losses }) => ({
      name: clockNames[name] ?? name,
      points: losses.map((each, step): [number, number] => [step, each]),
      markers: false,
    })),
    references: [{ y: least, label: "best possible" }],
  };
}

/** Where the fit ends up with each clock, drawn over the time as it is. */
export function cured(races: readonly Race[], ride: Points): Panels {
  return {
    kind: "panels",
    alt: "The measured speeds with two parabolas fitted in a hundred steps each: on the left with time as it is, on the right with standardised time.",
    columns: 2,
    panels: races.map(({ name, points, last }) => ({
      title: name === "raw" ? "time as it is" : "time standardised",
      figure: {
        kind: "scatter",
        alt: `The measured speeds and the fit with time ${clockNames[name]}.`,
        x: timeAxis,
        y: { ...speedAxis, min: -20, max: 80 },
        series: [{ name: "measured", points: ride.map(([t, v]) => [t, v]) }],
        lines: [
          {
            name: "the fit",
            points: ride.map(([t], at): [number, number] => [
              t,
              speedAt(nth(points, at)[0], last),
            ]),
          },
        ],
      },
    })),
  };
}

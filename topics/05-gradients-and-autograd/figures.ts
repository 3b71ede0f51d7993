// How topic 5's findings are drawn. Nothing is measured here.

import {
  type Histogram,
  type Line,
  nth,
  type Scatter,
  type Table,
} from "lectern";
import { short } from "./graph.ts";

type Point = [x: number, y: number];

/** Measures the slope of x² for a nudge. */
type Secant = (nudge: number) => number;

/** The parabola, two secants as triangles of run, rise and slope, and the tangent. */
export function secants(at: number, slope: number, secant: Secant): Line {
  const [from, to] = [1, 7];
  const xs = Array.from({ length: 61 }, (_, step) => from + step / 10);
  const on = (x: number): Point => [x, x * x];
  const triangle = (run: number) => {
    const [rise, corner] = [secant(run) * run, on(at)[1]];
    return {
      name: `to ${at + run}: ${short(rise)} / ${run} = ${short(secant(run))}`,
      points: [on(at), [at + run, corner], on(at + run), on(at)] as Point[],
    };
  };
  const ends = [from, to].map((x): Point => [x, at * at + slope * (x - at)]);
  return {
    kind: "line",
    alt: "The parabola x² with two right triangles under it that begin at 3: one with a run of 3 and a rise of 27, one with a run of 1 and a rise of 7. The tangent at 3 is less steep than both their slopes.",
    x: { label: "x", min: from, max: to },
    y: { label: "x²", min: 0, max: 50 },
    series: [
      { name: "x²", points: xs.map(on), markers: false },
      triangle(3),
      triangle(1),
      { name: `tangent: ${short(slope)}`, points: ends, markers: false },
    ],
  };
}

/** Mean relative error of the slope of x³ for each nudge, in two precisions and both ways. */
export function nudges(
  sizes: readonly number[],
  found: Record<
    "oneSided" | "central" | "oneSidedDouble" | "centralDouble",
    readonly number[]
  >,
): Line {
  const points = (errors: readonly number[]) =>
    errors.map((error, at): Point => [nth(sizes, at), error]);
  return {
    kind: "line",
    alt: "Error of the slope of x³ against the size of the nudge, both on log axes. The curves fall with smaller nudges. In float32 both turn early and end at an error of 1; in doubles they go on falling far below.",
    x: { label: "size of the nudge", scale: "log" },
    y: { label: "error, as a share of the slope", scale: "log" },
    series: [
      { name: "one side", points: points(found.oneSided) },
      { name: "both sides", points: points(found.central) },
      { name: "one side, doubles", points: points(found.oneSidedDouble) },
      { name: "both sides, doubles", points: points(found.centralDouble) },
    ],
  };
}

/** How the loss changed along random directions, beside the step against the gradient. */
export function directions(
  changes: readonly number[],
  down: number,
): Histogram {
  const width = 0.002;
  const ends = [down, ...changes].map((each) => Math.round(each / width));
  const first = Math.min(...ends) - 1;
  const count = Math.max(...ends) + 2 - first;
  const bins = new Array<number>(count).fill(0);
  for (const change of changes) {
    const bin = Math.floor(change / width) - first;
    bins[bin] = nth(bins, bin) + 1;
  }
  const edge = (at: number) => Number(((first + at) * width).toFixed(6));
  return {
    kind: "histogram",
    alt: "A narrow heap around 0, half of it below and half above: the change of the loss along random directions. Far to the left of it, alone, a line marks the step against the gradient.",
    x: { label: "change of the loss" },
    y: { label: "random directions" },
    edges: Array.from({ length: count + 1 }, (_, at) => edge(at)),
    series: [{ name: "random directions", counts: bins }],
    references: [{ x: down, label: "against the gradient" }],
  };
}

/** Walks down x² from the same start at the same rate. */
export function pendulum(
  walks: Record<"forgetful" | "damped" | "zeroed", readonly number[]>,
): Line {
  const points = (path: readonly number[]) =>
    path.map((x, step): Point => [step, x]);
  return {
    kind: "line",
    alt: "Three walks down x² from 3. With a zeroed gradient x comes to rest at 0; with momentum 0.9 it swings less and less; never zeroed, it swings from side to side as far as it began.",
    x: { label: "step" },
    y: { label: "x" },
    series: [
      { name: "never zeroed", points: points(walks.forgetful) },
      { name: "momentum 0.9", points: points(walks.damped) },
      { name: "zeroed", points: points(walks.zeroed) },
    ],
  };
}

/** Accuracy of every start before the first epoch and after each: `[epoch][start]`. */
export type Accuracies = readonly (readonly number[])[];

/** Mean accuracy of all starts after each epoch, with a band from the least to the most. */
export function forgotten(
  found: Record<
    "zeroed" | "never" | "zeroedShuffled" | "neverShuffled",
    Accuracies
  >,
): Line {
  const curve = (name: string, [, ...accuracies]: Accuracies) => ({
    name,
    points: accuracies.map(
      (each, at): Point => [
        at + 1,
        each.reduce((sum, share) => sum + share) / each.length,
      ],
    ),
    band: {
      low: accuracies.map((each) => Math.min(...each)),
      high: accuracies.map((each) => Math.max(...each)),
    },
  });
  return {
    kind: "line",
    alt: "Validation accuracy over the epochs, mean and band over all starts. In the chapter's order the loop that never zeroes stays near one half while the other climbs; shuffled, the two climb together.",
    x: { label: "epoch", min: 1, max: 5 },
    y: { label: "validation accuracy", min: 0.4, max: 1 },
    series: [
      curve("never zeroed", found.never),
      curve("zeroed", found.zeroed),
      curve("never zeroed, shuffled", found.neverShuffled),
      curve("zeroed, shuffled", found.zeroedShuffled),
    ],
  };
}

/** What all slopes cost as the weights grow more, in computations of the loss. */
export function costs(
  rows: readonly (readonly [number, number, number])[],
): Table {
  return {
    columns: [
      { label: "weights", digits: 0 },
      { label: "autograd, in losses", digits: 1 },
      { label: "nudging, in losses", digits: 0 },
    ],
    rows: rows.map((row) => [...row]),
  };
}

/** What the nudge adds to autograd's slope, weight by weight. */
export function agreement(
  exact: ArrayLike<number>,
  nudged: ArrayLike<number>,
): Scatter {
  return {
    kind: "scatter",
    alt: "One dot for each of the 785 weights: how far its nudged slope is from autograd's, over autograd's. The cloud leans a little, from below the line at 0 to above it.",
    x: { label: "slope by autograd" },
    y: { label: "nudged slope minus autograd's" },
    series: [
      {
        name: "one weight",
        points: Array.from(exact, (x, at): Point => [x, nth(nudged, at) - x]),
      },
    ],
    references: [{ y: 0, label: "both agree" }],
  };
}

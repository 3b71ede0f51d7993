// How topic 5's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Bar,
  type Diagram,
  defined,
  type Line,
  nth,
  type Scatter,
  type Table,
} from "lectern";
/** One line of the tape. */
export interface Step {
  /** What was done: the engine's name for it, such as `Multiply`. */
  readonly kernel: string;
  /** Ids of the tensors that went in. */
  readonly inputs: readonly number[];
  /** Id of the tensor that came out, and its values. */
  readonly output: number;
  readonly value: readonly number[];
  /** The gradient that arrived from behind; empty until the walk back comes by. */
  readonly arrived: number[];
  /** What was handed on to each input, in the order in which it happened. */
  readonly handedOn: { readonly to: number; readonly gradient: number[] }[];
}

/** The steps that lead from x to the result, and copies of what went into them, by id. */
export interface Tape {
  readonly steps: readonly Step[];
  readonly copies: ReadonlyMap<number, readonly number[]>;
}

/** At most three decimals, without zeros at the end. */
const short = (value: number) => String(Number(value.toFixed(3)));

/** `[6, 8, 20]`. */
export function list(values: ArrayLike<number>): string {
  return `[${Array.from(values, short).join(", ")}]`;
}

/** What the nudging prints; `secant` measures the slope for a nudge. */
export function printedSecants(secant: Secant, slope: number): string[] {
  return [
    ...[1, 0.1, 0.01, 0.001].map(
      (nudge) => `${`nudge ${nudge}`.padEnd(12)} slope ${short(secant(nudge))}`,
    ),
    `autograd     slope ${short(slope)}`,
  ];
}

type Secant = (nudge: number) => number;

/** The parabola, two secants through the point, and the tangent. */
export function secants(at: number, slope: number, secant: Secant): Line {
  const [from, to] = [2, 6];
  const xs = Array.from({ length: 41 }, (_, step) => from + step / 10);
  const through = (name: string, rise: number) => ({
    name: `${name}: slope ${short(rise)}`,
    points: [from, to].map((x) => [x, at * at + rise * (x - at)] as Point),
    markers: false,
  });
  return {
    kind: "line",
    alt: "The parabola x² with its tangent at 3, and two steeper secants that start at the same point and cut the curve again at 4 and at 5.",
    x: { label: "x", min: from, max: to },
    y: { label: "x²", min: 0 },
    series: [
      { name: "x²", points: xs.map((x) => [x, x * x]), markers: false },
      through("secant to 5", secant(2)),
      through("secant to 4", secant(1)),
      through("tangent at 3", slope),
    ],
  };
}

type Point = [x: number, y: number];

/** One slope for each nudge, measured both ways, and the slope that they should be. */
export interface Slopes {
  readonly oneSided: readonly number[];
  readonly central: readonly number[];
  readonly truth: number;
}

export function nudges(sizes: readonly number[], found: Slopes): Line {
  const points = (slopes: readonly number[]) =>
    slopes.map((slope, at): Point => [nth(sizes, at), slope]);
  return {
    kind: "line",
    alt: "The slope of x² at 3, measured in float32, against the size of the nudge: right in the middle, too high for large nudges, erratic and then zero for tiny ones.",
    x: { label: "size of the nudge", scale: "log" },
    y: { label: "measured slope of x² at 3" },
    series: [
      { name: "one-sided", points: points(found.oneSided) },
      { name: "central", points: points(found.central) },
    ],
    references: [{ y: found.truth, label: "autograd" }],
  };
}

/** All values of a tensor in one word: in the notebook's example they are equal. */
function same(values: readonly number[]): string {
  const first = nth(values, 0);
  return values.every((value) => value === first) ? short(first) : list(values);
}

/** The tape, line by line, forward and back. */
export function printedTape(x: tf.Tensor, tape: Tape): string[] {
  return tape.steps.map((step) => {
    const back = step.handedOn.map(({ gradient }) => same(gradient));
    return [
      inWords(step, tape, namesOf(x, tape)).padEnd(8),
      `value ${same(step.value).padEnd(4)}`,
      `arrived ${same(step.arrived).padEnd(5)}`,
      `handed on ${back.join(" and ")}`,
    ].join(" ");
  });
}

/** The tape as a graph: values run with the arrows, gradients against them. */
export function graph(x: tf.Tensor, tape: Tape, gradient: tf.Tensor): Diagram {
  const { steps } = tape;
  const names = namesOf(x, tape);
  const nameOf = (id: number) => defined(names.get(id), `name of tensor ${id}`);
  return {
    kind: "diagram",
    alt: "Five boxes in a row: x, plus 2, times itself, times 3, mean. Each holds its value and the slope that came back; two slopes come back along the arrow into times itself.",
    nodes: [
      {
        id: "x",
        label: `x = ${same([...x.dataSync()])}`,
        detail: `slope ${same([...gradient.dataSync()])}`,
        role: "data",
      },
      ...steps.map((step, at) => ({
        id: nameOf(step.output),
        label: `${inWords(step, tape, names)} = ${same(step.value)}`,
        detail: `slope ${same(step.arrived)}`,
        role: at === steps.length - 1 ? ("result" as const) : ("step" as const),
      })),
    ],
    edges: steps.flatMap(({ output, inputs, handedOn }) =>
      [...new Set(inputs)]
        .filter((id) => names.has(id))
        .map((id) => {
          const parts = handedOn.filter(({ to }) => to === id);
          const ends = { from: nameOf(id), to: nameOf(output) };
          if (parts.length < 2) return ends; // the box says what came back
          const sum = parts.map(({ gradient }) => same(gradient)).join(" + ");
          return { ...ends, label: sum };
        }),
    ),
  };
}

/** The engine numbers every tensor that it ever makes; a figure counts from x. */
function namesOf(x: tf.Tensor, tape: Tape): ReadonlyMap<number, string> {
  const outputs = tape.steps.map(
    ({ output }, at) => [output, `step-${at + 1}`] as const,
  );
  return new Map([[x.id, "x"], ...outputs]);
}

/** `+ 2`, `× itself`, `mean`: the step and the constant that is in it. */
function inWords(
  { kernel, inputs }: Step,
  tape: Tape,
  names: ReadonlyMap<number, string>,
): string {
  const sign = { Add: "+", Multiply: "×" }[kernel];
  if (!sign) return kernel.toLowerCase();
  const constant = inputs.find((id) => !names.has(id));
  if (constant === undefined) return `${sign} itself`;
  const copy = defined(tape.copies.get(constant), `copy of what ${sign} took`);
  return `${sign} ${same(copy)}`;
}

export function accumulation(sums: readonly number[], fresh: number): Bar {
  return {
    kind: "bar",
    alt: "Three calls of the same gradient: the bars that were never zeroed climb like stairs, the zeroed ones stay level.",
    category: { label: "call of backward at x = 3" },
    y: { label: "what the gradient holds" },
    categories: ["first", "second", "third"],
    series: [
      { name: "never zeroed", values: [...sums] },
      { name: "zeroed before each call", values: sums.map(() => fresh) },
    ],
    valueDigits: 0,
  };
}

export function pendulum(
  forgetful: readonly number[],
  zeroed: readonly number[],
): Line {
  const points = (path: readonly number[]) =>
    path.map((x, step): Point => [step, x]);
  return {
    kind: "line",
    alt: "Two walks down x² from 3: the one with a zeroed gradient comes to rest at 0, the one that keeps adding gradients swings from side to side without end.",
    x: { label: "step" },
    y: { label: "x" },
    series: [
      { name: "gradient never zeroed", points: points(forgetful) },
      { name: "zeroed each time", points: points(zeroed) },
    ],
  };
}

/** What 785 slopes cost, both ways. */
export function costs(once: number, back: number, weights: number): Table {
  return {
    columns: [
      { label: "way to all the slopes" },
      { label: "runs of the loss", digits: 0 },
      { label: "operations", digits: 0 },
    ],
    rows: [
      ["the loss alone, no slope", 1, once],
      ["autograd: forward, then back", 1, back],
      ["a nudge for each weight", weights + 1, once * (weights + 1)],
    ],
  };
}

export function agreement(
  exact: readonly number[],
  nudged: readonly number[],
): Scatter {
  const ends = [Math.min(...exact), Math.max(...exact)];
  return {
    kind: "scatter",
    alt: "One dot for each of the 785 weights: its slope by autograd against its slope by nudging, with the diagonal on which both agree.",
    x: { label: "slope by autograd" },
    y: { label: "slope by nudging" },
    series: [
      {
        name: "one weight",
        points: exact.map((x, at) => [x, nth(nudged, at)]),
      },
    ],
    lines: [{ name: "both agree", points: ends.map((end) => [end, end]) }],
  };
}

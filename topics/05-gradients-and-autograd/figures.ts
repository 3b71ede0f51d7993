// How topic 5's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Bar,
  type Diagram,
  type Line,
  nth,
  type Scatter,
  type Table,
} from "lectern";
import type { Step, Tape } from "./tape.ts";

interface Secants {
  two: number;
  one: number;
  tenth: number;
  hundredth: number;
  thousandth: number;
}

/** At most three decimals, without zeros at the end. */
const short = (value: number) => String(Number(value.toFixed(3)));

/** `[6, 8, 20]`. */
export function list(values: readonly number[]): string {
  return `[${values.map(short).join(", ")}]`;
}

/** What the nudging prints. */
export function printedSecants(secants: Secants, slope: number): string[] {
  const { one, tenth, hundredth, thousandth } = secants;
  return [
    `nudge 1      slope ${short(one)}`,
    `nudge 0.1    slope ${short(tenth)}`,
    `nudge 0.01   slope ${short(hundredth)}`,
    `nudge 0.001  slope ${short(thousandth)}`,
    `autograd     slope ${short(slope)}`,
  ];
}

/** The parabola, two secants through the point, and the tangent. */
export function secants(at: number, slope: number, found: Secants): Line {
  const [from, to] = [2, 6];
  const xs = Array.from({ length: 41 }, (_, step) => from + step / 10);
  const through = (rise: number) =>
    [from, to].map((x): [number, number] => [x, at * at + rise * (x - at)]);
  return {
    kind: "line",
    alt: "The parabola x² with its tangent at 3, and two steeper secants that start at the same point and cut the curve again at 4 and at 5.",
    x: { label: "x", min: from, max: to },
    y: { label: "x²", min: 0 },
    series: [
      {
        name: "x²",
        points: xs.map((x): [number, number] => [x, x * x]),
        markers: false,
      },
      {
        name: `secant to 5: slope ${short(found.two)}`,
        points: through(found.two),
        markers: false,
      },
      {
        name: `secant to 4: slope ${short(found.one)}`,
        points: through(found.one),
        markers: false,
      },
      {
        name: `tangent at 3: slope ${short(slope)}`,
        points: through(slope),
        markers: false,
      },
    ],
  };
}

interface Slopes {
  oneSided: readonly number[];
  central: readonly number[];
}

export function nudges(
  sizes: readonly number[],
  found: Slopes,
  truth: number,
): Line {
  const points = (slopes: readonly number[]) =>
    slopes.map((slope, at): [number, number] => [nth(sizes, at), slope]);
  return {
    kind: "line",
    alt: "The slope of x² at 3, measured in float32, against the size of the nudge: right in the middle, too high for large nudges, erratic and then zero for tiny ones.",
    x: { label: "size of the nudge", scale: "log" },
    y: { label: "measured slope of x² at 3" },
    series: [
      { name: "one-sided", points: points(found.oneSided) },
      { name: "central", points: points(found.central) },
    ],
    references: [{ y: truth, label: "autograd" }],
  };
}

/** All values of a tensor in one word: in the notebook's example they are equal. */
function same(values: readonly number[]): string {
  const [first = 0] = values;
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
  const nameOf = (id: number) => names.get(id) ?? "";
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
  return `${sign} ${same(tape.copies.get(constant) ?? [])}`;
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
    path.map((x, step): [number, number] => [step, x]);
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
        points: exact.map((x, at): [number, number] => [x, nth(nudged, at)]),
      },
    ],
    lines: [
      {
        name: "both agree",
        points: ends.map((end): [number, number] => [end, end]),
      },
    ],
  };
}

// The engine's tape as text and as a graph. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import { type Diagram, defined, nth } from "lectern";

/** One line of the tape. */
export interface Step {
  /** What was done: the engine's name for it, such as `Multiply`. */
  readonly kernel: string;
  /** Ids of the tensors that went in; one that was used twice stands here twice. */
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
export const short = (value: number) => String(Number(value.toFixed(3)));

/** `[6, 8, 20]`. */
export function list(values: ArrayLike<number>): string {
  return `[${Array.from(values, short).join(", ")}]`;
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

/** Values run with the upper arrows; each slope comes back along an arrow of its own below. */
export function graph(x: tf.Tensor, tape: Tape): Diagram {
  const { steps } = tape;
  const names = namesOf(x, tape);
  const nameOf = (id: number) => defined(names.get(id), `name of tensor ${id}`);
  return {
    kind: "diagram",
    alt: "Five boxes in a row: x, plus 2, times itself, times 3, mean. Two arrows lead into times itself, and two lead back out of it to plus 2, each with the slope 2.25. The other arrows back carry one slope each.",
    nodes: [
      { id: "x", label: `x = ${same([...x.dataSync()])}`, role: "data" },
      ...steps.map((step, at) => ({
        id: nameOf(step.output),
        label: `${inWords(step, tape, names)} = ${same(step.value)}`,
        ...(at === steps.length - 1 && {
          detail: `slope ${same(step.arrived)}`,
          role: "result" as const,
        }),
      })),
    ],
    edges: [
      ...steps.flatMap(({ output, inputs }) =>
        inputs
          .filter((id) => names.has(id))
          .map((id) => ({ from: nameOf(id), to: nameOf(output) })),
      ),
      ...steps.toReversed().flatMap(({ output, handedOn }) =>
        handedOn.map(({ to, gradient }) => ({
          from: nameOf(output),
          to: nameOf(to),
          label: `slope ${same(gradient)}`,
        })),
      ),
    ],
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

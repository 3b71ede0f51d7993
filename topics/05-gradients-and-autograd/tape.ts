// What the engine's own tape holds, and what passes each of its steps on the way back.

import * as tf from "@tensorflow/tfjs";
import { defined, item, type Lab, nth } from "lectern";
import * as figures from "./graph.ts";

type OfTensor = (x: tf.Tensor) => tf.Tensor;

/** What f wrote down going forward from x, and what came back along the same steps. */
export function readTape(lab: Lab, f: OfTensor, x: tf.Tensor): void {
  const { gradient, tape } = gradWithTape(f, x);
  // y goes into y·y twice: two parts come back to it and are added.
  const { handedOn } = nth(tape.steps, 1);
  lab.numbers({
    "notebook-value": item(f(x)),
    "notebook-gradient": nth(gradient.dataSync(), 0),
    "tape-length": tape.steps.length,
    "parts-to-y": handedOn.length,
    "part-to-y": nth(nth(handedOn, 0).gradient, 0),
  });
  lab.output("tape", figures.printedTape(x, tape));
  lab.figure("graph", figures.graph(x, tape));
}

/** The control: one of the two uses is held still. And the nudge, which knows of no tape. */
export function countUses(
  lab: Lab,
  both: OfTensor,
  one: (held: tf.Tensor) => OfTensor,
  x: tf.Tensor,
): void {
  const whole = nth(tf.grad(both)(x).dataSync(), 0);
  const half = nth(
    tf
      .grad(one(x.add(2)))(x)
      .dataSync(),
    0,
  );
  const nudge = tf.tensor([1, 0, 0, 0], x.shape); // of one entry; central, so exact
  const rise = item(both(x.add(nudge))) - item(both(x.sub(nudge)));
  lab.numbers({ "gradient-of-one-use": half, "nudged-notebook": rise / 2 });
  lab.claim("each-use-its-share", half, "=", whole / 2);
  lab.claim("nudge-sees-both", rise / 2, "=", whole);
}

type TapeNode = ReturnType<typeof tf.engine>["state"]["activeTape"][number];

/** `tf.grad(f)(x)`, and the tape that the engine wrote for it. Computes no derivative itself. */
function gradWithTape(f: OfTensor, x: tf.Tensor) {
  const all: figures.Step[] = [];
  const gradient = tf.grad((input) => {
    const y = f(input);
    all.push(...tf.engine().state.activeTape.map(listen));
    return y;
  })(x);
  const steps = all.filter(({ arrived }) => arrived.length > 0);
  // The rest of the tape are copies of inputs, which the engine keeps for the way back. They
  // still hold the constants, such as the 2 of `x + 2`.
  const copies = new Map(
    all
      .filter(({ arrived }) => arrived.length === 0)
      .map(({ inputs, value }) => [nth(inputs, 0), value] as const),
  );
  return { gradient, tape: { steps, copies } };
}

/** Notes what the step was, and what passes through it on the way back. */
function listen(node: TapeNode): figures.Step {
  const output = nth(node.outputs, 0);
  const step: figures.Step = {
    kernel: node.kernelName,
    inputs: Object.values(node.inputs).map(({ id }) => id),
    output: output.id,
    value: Array.from(output.dataSync()),
    arrived: [],
    handedOn: [],
  };
  const { gradient } = node;
  if (!gradient) return step;
  node.gradient = (arrived) => {
    step.arrived.push(...nth(arrived, 0).dataSync());
    const parts = Object.entries(gradient(arrived)).map(([input, part]) => {
      const { id } = defined(node.inputs[input], `input called ${input}`);
      return [input, () => heard(step, id, part())] as const;
    });
    return Object.fromEntries(parts);
  };
  return step;
}

/** The gradient that a step hands on to an input, noted when the engine asks for it. */
function heard(step: figures.Step, to: number, part: tf.Tensor): tf.Tensor {
  step.handedOn.push({ to, gradient: Array.from(part.dataSync()) });
  return part;
}

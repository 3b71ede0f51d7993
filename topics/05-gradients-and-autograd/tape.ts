// Listens to TensorFlow.js while it takes a gradient: what it wrote on its tape going forward,
// and what it handed back along the same steps. Nothing here computes a derivative.

import * as tf from "@tensorflow/tfjs";

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

type TapeNode = ReturnType<typeof tf.engine>["state"]["activeTape"][number];

/** `tf.grad(f)(x)`, and the tape that the engine wrote for it. */
export function gradWithTape(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
): {
  gradient: tf.Tensor;
  tape: Tape;
} {
  const steps: Step[] = [];
  const gradient = tf.grad((input) => {
    const y = f(input);
    const tape = tf.engine().state.activeTape;
    steps.push(...tape.map(listen));
    return y;
  })(x);
  const used = steps.filter(({ arrived }) => arrived.length > 0);
  // The rest of the tape are copies of inputs, which the engine keeps for the way back. They
  // still hold the constants, such as the 2 of `x + 2`.
  const copies = new Map(
    steps
      .filter(({ arrived }) => arrived.length === 0)
      .map(({ inputs: [original = -1], value }) => [original, value] as const),
  );
  return { gradient, tape: { steps: used, copies } };
}

/** Notes what the step was, and what passes through it on the way back. */
function listen(node: TapeNode): Step {
  const step: Step = {
    kernel: node.kernelName,
    inputs: Object.values(node.inputs).map((tensor) => tensor.id),
    output: node.outputs[0]?.id ?? -1,
    value: Array.from(node.outputs[0]?.dataSync() ?? []),
    arrived: [],
    handedOn: [],
  };
  const { gradient } = node;
  if (!gradient) return step;
  node.gradient = (arrived) => {
    step.arrived.push(...(arrived[0]?.dataSync() ?? []));
    const parts = Object.entries(gradient(arrived)).map(
      ([input, part]) => [input, heard(step, node, input, part)] as const,
    );
    return Object.fromEntries(parts);
  };
  return step;
}

/** The same gradient of one input, noted when the engine asks for it. */
function heard(
  step: Step,
  node: TapeNode,
  input: string,
  part: () => tf.Tensor,
): () => tf.Tensor {
  return () => {
    const result = part();
    const to = node.inputs[input]?.id ?? -1;
    step.handedOn.push({ to, gradient: Array.from(result.dataSync()) });
    return result;
  };
}

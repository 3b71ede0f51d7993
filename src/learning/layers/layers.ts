import * as tf from "@tensorflow/tfjs";
import type { TorchRandom } from "../random/torch-random.ts";

/** `train`: batch norm goes by the batch; `eval`: by what it remembers. Others don't care. */
export type Mode = "train" | "eval";

/** From a batch to what the model makes of it. Mode: default `eval`. */
export type Forward = (x: tf.Tensor, mode?: Mode) => tf.Tensor;

/**
 * A function on tensors that owns variables: `model(xb)` predicts. The variables are found under
 * PyTorch's names, in the order of its `state_dict`.
 */
export interface Model extends Forward {
  /** What training changes. */
  readonly parameters: readonly tf.Variable[];
  /** Parameters and running statistics. */
  readonly state: ReadonlyMap<string, tf.Variable>;
}

/** Variables or models, under the names that PyTorch gives them. */
type Parts = Readonly<Record<string, tf.Variable | Model>>;

/** Makes a model of its forward pass and parts. A part's variables are called `part.name`. */
export function model<F extends Forward>(forward: F, parts: Parts): F & Model {
  const state = new Map(Object.entries(parts).flatMap(variablesOf));
  const parameters = [...state.values()].filter((each) => each.trainable);
  return Object.assign(forward, { parameters, state });
}

function variablesOf([name, part]: [string, tf.Variable | Model]): [
  string,
  tf.Variable,
][] {
  if (part instanceof tf.Variable) return [[name, part]];
  return [...part.state].map(([key, each]) => [`${name}.${key}`, each]);
}

/** `nn.Linear`: `[batch, fanIn] → [batch, fanOut]`, from PyTorch's initial values. */
// #region linear
export function linear(fanIn: number, fanOut: number, random: TorchRandom) {
  const init = random.linearInit(fanIn, fanOut);
  const weight = tf.tidy(() => {
    const rows = tf.tensor2d(init.weight, [fanOut, fanIn]);
    return tf.variable(tf.transpose(rows)); // [fanIn, fanOut]
  });
  const bias = tf.variable(tf.tensor1d(init.bias)); // [fanOut]
  return model((x) => tf.add(tf.matMul(x, weight), bias), { weight, bias });
}
// #endregion

/** `nn.ReLU`: what is below 0 becomes 0. */
export const relu: Model = model((x) => tf.relu(x), {});

/** `nn.Identity`: x itself. */
export const identity: Model = model((x) => x, {});

// #region sequential
/** `nn.Sequential`: each layer's output is the next one's input. */
export function sequential(...layers: readonly Model[]): Model {
  return model(
    (x, mode) => layers.reduce((y, layer) => layer(y, mode), x),
    Object.fromEntries(layers.entries()),
  );
}
// #endregion

/** How many numbers training changes. */
export function parameterCount(model: Model): number {
  return model.parameters.reduce((sum, each) => sum + each.size, 0);
}

/** Frees the model's variables. It cannot be used afterwards. */
export function disposeModel(model: Model): void {
  for (const variable of model.state.values()) variable.dispose();
}

import * as tf from "@tensorflow/tfjs";
import { BATCH_NORM, BATCH_NORM_GRAD } from "../fused.ts";
import { type Kernel, replaceKernels } from "../kernel.ts";
import { MOMENTUM_STEP, SGD_STEP } from "../update.ts";
import type { NativeKernel, NativeOps } from "./binding.ts";
import { batchNorm, batchNormGrad } from "./ops/batch-norm.ts";
import {
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
} from "./ops/convolution.ts";
import { matrixProduct } from "./ops/matrix-product.ts";
import { hasRememberedMaxima, maxPool, maxPoolGrad } from "./ops/max-pool.ts";
import { stepMomentum, stepSgd } from "./ops/update.ts";

/** Name under which tfjs-node registers its backend. */
export const BACKEND = "tensorflow";

const RELU_GRAD = "LecternReluGrad";

const reluGrad: NativeKernel = (call, ops) => [
  ops.run("ReluGrad", [ops.type()], ops.inputs(call, "dy", "y")),
];

/**
 * Puts our kernels before those of tfjs-node, so that plain TensorFlow.js uses them:
 * convolutions and pooling with any padding, products of matrices, batch norm and ReLU with
 * TensorFlow's own gradients, steps of SGD in place.
 * Returns what puts everything back as it was.
 */
export function installKernels(ops: NativeOps): () => void {
  const kernels: Record<string, NativeKernel> = {
    [tf.Conv2D]: conv2D,
    [tf.Conv2DBackpropInput]: conv2DBackpropInput,
    [tf.Conv2DBackpropFilter]: conv2DBackpropFilter,
    [tf.BatchMatMul]: matrixProduct,
    [tf.MaxPool]: maxPool,
    [tf.MaxPoolGrad]: maxPoolGrad(hasRememberedMaxima(ops)),
    [BATCH_NORM]: batchNorm,
    [BATCH_NORM_GRAD]: batchNormGrad,
    [RELU_GRAD]: reluGrad,
    [SGD_STEP]: stepSgd,
    [MOMENTUM_STEP]: stepMomentum,
  };
  const wrapped = Object.entries(kernels).map(
    ([name, kernel]): [string, Kernel] => [name, wrap(ops, kernel)],
  );
  const putKernelsBack = replaceKernels(BACKEND, Object.fromEntries(wrapped));
  const putGradientBack = installReluGradient();
  return () => {
    putKernelsBack();
    putGradientBack();
  };
}

/** The kernel as TensorFlow.js calls it: its handles become tensors, what else it made is freed. */
function wrap(ops: NativeOps, kernel: NativeKernel): Kernel {
  return (call) => {
    let isOurs = true;
    const outputs = ops.kernel(() => {
      const handles = kernel(call, ops);
      isOurs = handles !== undefined;
      return handles ?? [];
    });
    if (!isOurs) return undefined;
    // One output goes bare: TensorFlow.js hands on an array as an array.
    const [only, ...others] = outputs;
    return only && others.length === 0 ? only : outputs;
  };
}

/** Two operations fewer than TensorFlow.js' own gradient, which makes a mask and multiplies. */
function installReluGradient(): () => void {
  const stock = tf.getGradient(tf.Relu);
  tf.registerGradient({
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({
      x: () => masked(dy as tf.Tensor, y as tf.Tensor),
    }),
  });
  tf.registerGradient({
    kernelName: RELU_GRAD,
    inputsToSave: ["y"],
    gradFunc: (ddy, [y]) => ({
      dy: () => masked(ddy as tf.Tensor, y as tf.Tensor),
      y: () => tf.zerosLike(y as tf.Tensor),
    }),
  });
  return () => {
    tf.unregisterGradient(RELU_GRAD);
    tf.unregisterGradient(tf.Relu);
    tf.registerGradient(stock);
  };
}

/** dy where y is positive, else 0. Gradients belong to no backend, so others come here too. */
function masked(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  if (tf.getBackend() !== BACKEND) return tf.mul(dy, tf.step(y));
  return tf.engine().runKernel(RELU_GRAD, { dy, y }) as tf.Tensor;
}

import * as tf from "@tensorflow/tfjs";
import { input, type OwnKernel } from "../kernel.ts";

/**
 * A tensor of the same values: the same memory, counted once more, as reshape has it. The backend's
 * own kernel copies, and TensorFlow.js asks for one of everything that a gradient will need: all
 * weights and activations.
 */
export const IDENTITY_KERNELS: readonly OwnKernel[] = [
  {
    name: tf.Identity,
    run(call, bench) {
      const x = input(call, "x");
      if (x.dtype === "string") return undefined;
      bench.stock.backend.incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  },
];

import * as tf from "@tensorflow/tfjs";
import { input, type OwnKernel } from "../kernel.ts";

/**
 * A slice that leaves its tensor is an error, as on TensorFlow.js' plain backend. Its WASM kernel
 * looks at no bounds: it reads on into the next row, or into whatever lies behind.
 */
export const SLICE_KERNELS: readonly OwnKernel[] = [
  {
    name: tf.Slice,
    run(call) {
      const x = input(call, "x") as tf.Tensor; // its shape is all that is looked at
      const asked = call.attrs as unknown as tf.SliceAttrs;
      const parsed = tf.slice_util.parseSliceParams(x, asked.begin, asked.size);
      const [begin = [], size = []] = parsed;
      tf.slice_util.assertParamsValid(x, begin, size);
      return undefined;
    },
  },
];

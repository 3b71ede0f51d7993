import * as tf from "@tensorflow/tfjs";
import { input } from "../../kernel.ts";
import type { WasmKernels } from "../kernel.ts";

/** Operations that change no value. */
export const VIEW_KERNELS: WasmKernels = {
  /**
   * A tensor of the same values: the same memory, counted once more, as reshape has it. The backend's
   * own kernel copies, and TensorFlow.js asks for one of everything that a gradient will need: all
   * weights and activations.
   */
  [tf.Identity](call, context) {
    const x = input(call, "x");
    if (x.dtype === "string") return undefined;
    context.backend.tfjs.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  },
  /**
   * A slice that leaves its tensor is an error, as on TensorFlow.js' plain backend. Its WASM kernel
   * looks at no bounds: it reads on into the next row, or into whatever lies behind.
   */
  [tf.Slice](call) {
    const x = input(call, "x") as tf.Tensor; // its shape is all that is looked at
    const asked = call.attrs as unknown as tf.SliceAttrs;
    const parsed = tf.slice_util.parseSliceParams(x, asked.begin, asked.size);
    const [begin = [], size = []] = parsed;
    tf.slice_util.assertParamsValid(x, begin, size);
    return undefined;
  },
};

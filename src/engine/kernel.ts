import * as tf from "@tensorflow/tfjs";

/** What TensorFlow.js hands to a kernel. */
export interface Call {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly attrs: tf.NamedAttrMap;
}

/** Undefined for what it cannot do: then TensorFlow.js' own kernel of that name is asked. */
export type Kernel = (
  call: Call,
) => tf.TensorInfo | tf.TensorInfo[] | undefined;

/** The input of that name. Throws where TensorFlow.js did not hand it over. */
export function input(call: Call, name: string): tf.TensorInfo {
  const tensor = call.inputs[name];
  if (tensor === undefined) throw new Error(`kernel lacks its input ${name}`);
  return tensor;
}

export function isFloat(...tensors: readonly tf.TensorInfo[]): boolean {
  return tensors.every((each) => each.dtype === "float32");
}

/**
 * Puts kernels in place of the backend's own, by the names under which TensorFlow.js asks for
 * them; returns what puts those back.
 */
export function replaceKernels(
  backendName: string,
  kernels: Readonly<Record<string, Kernel>>,
): () => void {
  const undo = Object.entries(kernels).map(([name, kernel]) =>
    replace(backendName, name, kernel),
  );
  return () => {
    for (const putBack of undo) putBack();
  };
}

function replace(
  backendName: string,
  kernelName: string,
  kernel: Kernel,
): () => void {
  const original: tf.KernelConfig | undefined = tf.getKernel(
    kernelName,
    backendName,
  );
  if (original) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    ...original,
    ...{ kernelName, backendName },
    kernelFunc(args) {
      const { inputs, attrs = {} } = args;
      const result = kernel({ inputs, attrs });
      if (result !== undefined) return result;
      if (original) return original.kernelFunc(args);
      throw new Error(`${backendName} cannot do this ${kernelName}`);
    },
  });
  return () => {
    tf.unregisterKernel(kernelName, backendName);
    if (original) tf.registerKernel(original);
  };
}

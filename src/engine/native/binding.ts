import type * as tf from "@tensorflow/tfjs";
import { type Call, input } from "../kernel.ts";

/** A tensor that TensorFlow holds: what its binding returns for it. */
export interface Handle {
  readonly id: number;
  readonly shape: number[];
  /** TensorFlow's number of the type. */
  readonly dtype: number;
}

/** One setting of a TensorFlow operation, as the binding takes it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | number[] | boolean | string;
}

/** What a kernel makes of TensorFlow's operations; undefined: see `Kernel`. */
export type NativeKernel = (call: Call, ops: NativeOps) => Handle[] | undefined;

/** What is used here of tfjs-node's binding to TensorFlow's C interface. */
interface Binding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): Handle[];
  createTensor(
    shape: readonly number[],
    dtype: number,
    values: Int32Array | Float32Array,
  ): number;
  deleteTensor(id: number): void;
}

/** What is used here of tfjs-node's backend. */
export interface NodeBackend {
  readonly binding: Binding;
  /** What it holds of each tensor; id −1: nothing in TensorFlow yet. */
  readonly tensorMap: { get(dataId: object): { id: number } };
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(handle: Handle): tf.Tensor;
}

/**
 * Runs TensorFlow's own operations by name, below TensorFlow.js: for kernels that are made of
 * several. What such a kernel makes on the way costs no tensor of TensorFlow.js and is freed
 * at the end of `kernel`.
 */
export class NativeOps {
  readonly backend: NodeBackend;
  readonly #constants = new Map<string, number>();
  #made: number[] = [];

  constructor(backend: NodeBackend) {
    this.backend = backend;
  }

  /** The tensors that `body` returns; whatever else it made with `run` is freed. */
  kernel(body: () => Handle[]): tf.Tensor[] {
    const outer = this.#made;
    this.#made = [];
    const kept = new Set<number>();
    try {
      const outputs = body();
      for (const each of outputs) kept.add(each.id);
      return outputs.map((each) => this.backend.createOutputTensor(each));
    } finally {
      for (const id of this.#made) {
        if (!kept.has(id)) this.backend.binding.deleteTensor(id);
      }
      this.#made = outer;
    }
  }

  /** The outputs of a TensorFlow operation, `count` of them; inputs by their ids. */
  runAll(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    count: number,
  ): Handle[] {
    const { binding } = this.backend;
    const outputs = binding.executeOp(name, attributes, inputs, count);
    for (const each of outputs) this.#made.push(each.id);
    return outputs;
  }

  /** The output of a TensorFlow operation that has one. */
  run(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
  ): Handle {
    const [output] = this.runAll(name, attributes, inputs, 1);
    if (output === undefined) throw new Error(`${name} has no output`);
    return output;
  }

  /** TensorFlow's id of a tensor of TensorFlow.js. */
  id(tensor: tf.TensorInfo): number {
    const [id] = this.backend.getInputTensorIds([tensor]);
    if (id === undefined) throw new Error("a tensor has no id");
    return id;
  }

  /** TensorFlow's ids of the inputs of these names. */
  inputs(call: Call, ...names: readonly string[]): number[] {
    return names.map((name) => this.id(input(call, name)));
  }

  /** Lets go of the tensor's values: it has none until `replace`. */
  empty(tensor: tf.TensorInfo): void {
    const data = this.backend.tensorMap.get(tensor.dataId);
    if (data.id >= 0) this.backend.binding.deleteTensor(data.id);
    data.id = -1;
  }

  /** Puts what an operation made in the place of the tensor's values. */
  replace(tensor: tf.TensorInfo, made: Handle): void {
    this.empty(tensor);
    this.backend.tensorMap.get(tensor.dataId).id = made.id;
    this.#made = this.#made.filter((id) => id !== made.id);
  }

  /** Id of an int32 tensor of these values, made once: shapes, axes, paddings. */
  constant(values: readonly number[], shape = [values.length]): number {
    const { TF_INT32 } = this.backend.binding;
    return this.#constant(Int32Array.from(values), shape, TF_INT32);
  }

  /** Id of a float32 number, made once. */
  scalar(value: number): number {
    const { TF_FLOAT } = this.backend.binding;
    return this.#constant(Float32Array.of(value), [], TF_FLOAT);
  }

  #constant(
    values: Int32Array | Float32Array,
    shape: readonly number[],
    dtype: number,
  ): number {
    const key = `${dtype}|${shape.join()}|${values.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const id = this.backend.binding.createTensor(shape, dtype, values);
    this.#constants.set(key, id);
    return id;
  }

  /** Attribute that says which type an operation is for; float32 unless given. */
  type(name = "T", dtype = this.backend.binding.TF_FLOAT): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_TYPE, value: dtype };
  }

  /** Attribute of type int32: of index and shape arguments. */
  index(name: string): Attribute {
    return this.type(name, this.backend.binding.TF_INT32);
  }

  /** Attribute that is a list of whole numbers. */
  ints(name: string, value: number[]): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_INT, value };
  }

  shape(name: string, value: number[]): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_SHAPE, value };
  }

  float(name: string, value: number): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_FLOAT, value };
  }

  flag(name: string, value: boolean): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_BOOL, value };
  }

  text(name: string, value: string): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_STRING, value };
  }

  /** Frees the constants. No kernel may run afterwards. */
  close(): void {
    for (const id of this.#constants.values()) {
      this.backend.binding.deleteTensor(id);
    }
    this.#constants.clear();
  }
}

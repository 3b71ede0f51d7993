import * as tf from "@tensorflow/tfjs";
import type { Backend } from "../backend.ts";
import type { Attributes, Hooks, Listener } from "./hooks.ts";

/** A tensor of the plan. */
export interface Slot {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  /** Where its numbers are; another in every step for what comes from outside, such as a batch. */
  dataId: object;
}

/** A kernel to be run again, on the same memory. */
export interface Item {
  readonly run: tf.KernelFunc;
  /** The slots by name, or as a list: what the kernel reads as its inputs. */
  readonly inputs: tf.NamedTensorInfoMap;
  attributes: Attributes;
  /** What it wrote, in this order: results, and what it needed on the way. */
  readonly made: readonly object[];
}

/** Something that the step's own code asks for: a kernel, or a tensor of given values. */
export type Entry = KernelEntry | ConstantEntry;

export interface KernelEntry {
  readonly kind: "kernel";
  readonly name: string;
  readonly keys: readonly string[];
  readonly inputs: readonly Slot[];
  readonly attributes: Attributes;
  readonly outputs: readonly Slot[];
  readonly isList: boolean;
  /** Undefined for a kernel that makes nothing new, such as reshape. */
  readonly item: Item | undefined;
  /** How many of the plan's items are to be run once this is done. */
  readonly end: number;
}

interface ConstantEntry {
  readonly kind: "constant";
  readonly slot: Slot;
}

/** A variable that the step binds to a new tensor: the numbers go back where the next step reads. */
export interface Rebinding {
  readonly variable: tf.Variable;
  readonly from: object;
  readonly to: object;
  readonly bytes: number;
}

/** A step that was recorded. */
export interface Plan {
  /** All slots that hold an input: the step's own tensors are put in before it runs. */
  readonly inputSlots: readonly (readonly Slot[])[];
  readonly parameters: readonly tf.Variable[];
  readonly entries: readonly Entry[];
  readonly items: readonly Item[];
  /** Entries of forward pass and loss; the others are the update's. */
  readonly forward: number;
  /** Items of forward, loss and gradients. */
  readonly gradientsEnd: number;
  readonly loss: Slot;
  readonly gradients: ReadonlyMap<string, Slot>;
  readonly rebindings: readonly Rebinding[];
  /** The memory that it holds a reference to. */
  readonly owned: readonly object[];
  /** Of these, what the step's own code gets to see. */
  readonly visible: readonly object[];
  readonly bytes: number;
}

/** Runs items from `first` to before `end`. */
export function runItems(
  { items }: Plan,
  hooks: Hooks,
  first: number,
  end: number,
): void {
  const { store } = hooks;
  const backend = tf.backend();
  let made: readonly object[] = [];
  let next = 0;
  const listener: Listener = {
    store: {
      write(values, _shape, _dtype) {
        const dataId = made[next++];
        if (dataId === undefined) throw new Error("a kernel wants more memory");
        if (values) put(hooks, dataId, values);
        return dataId;
      },
      disposeData: () => false,
      readSync: store.readSync,
      makeOutput: store.makeOutput,
    },
  };
  hooks.during(listener, () => {
    for (let at = first; at < end; at += 1) {
      const item = items[at] as Item;
      made = item.made;
      next = 0;
      item.run({
        inputs: item.inputs,
        attrs: item.attributes as tf.NamedAttrMap,
        backend,
      });
    }
  });
}

/** Writes the values where the tensor's are. */
export function put(
  { store }: Hooks,
  dataId: object,
  values: tf.BackendValues,
): void {
  const { buffer, byteOffset, byteLength } = values as Float32Array;
  const { memoryOffset } = store.dataIdMap.get(dataId);
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  store.wasm.HEAPU8.set(bytes, memoryOffset);
}

/** Binds the variables to where the plan reads them, with their numbers of now. */
export function rebind(plan: Plan, hooks: Hooks, backend: Backend): void {
  const { store } = hooks;
  for (const { variable, from, bytes } of plan.rebindings) {
    const { dataId } = variable;
    if (dataId === from) continue;
    const source = store.dataIdMap.get(dataId).memoryOffset;
    const target = store.dataIdMap.get(from).memoryOffset;
    store.wasm.HEAPU8.copyWithin(target, source, source + bytes);
    backend.forget({ dataId: from });
    store.incRef(from);
    variable.dataId = from;
    release(dataId, hooks);
  }
}

/** Frees the plan's memory, but for what somebody else holds. */
export function dropPlan({ owned }: Pick<Plan, "owned">, hooks: Hooks): void {
  for (const dataId of owned) release(dataId, hooks);
}

/** Gives one reference back, and tells TensorFlow.js where it was the last. */
function release(dataId: object, { core, store }: Hooks): void {
  if (store.disposeData(dataId)) {
    core.removeDataId(dataId, tf.backend() as never);
  }
}

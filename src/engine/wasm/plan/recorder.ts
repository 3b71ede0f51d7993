import * as tf from "@tensorflow/tfjs";
import type { TrainingStep } from "../../step.ts";
import { numberIn } from "../../step.ts";
import type {
  Attributes,
  CustomGradient,
  Hooks,
  Inputs,
  Listener,
} from "./hooks.ts";
import { hasKnownGradient, isKnown } from "./known.ts";
import {
  dropPlan,
  type Entry,
  type Item,
  type Plan,
  type Rebinding,
  type Slot,
} from "./plan.ts";

/** What became of a step that was run eagerly and recorded: a plan, or why there is none. */
export interface Recording {
  readonly loss: number;
  readonly plan: Plan | string;
}

type Phase = "forward" | "gradients" | "update";

/**
 * Runs the step eagerly and keeps what it computes with, so that it can be run again.
 * `heldByPlans`: how many references to a variable's memory the plans have.
 */
export function record(
  step: TrainingStep,
  hooks: Hooks,
  heldByPlans: (dataId: object) => number,
): Recording {
  const recorder = new Recorder(step, hooks, heldByPlans);
  try {
    const loss = recorder.run();
    return { loss, plan: recorder.finish() };
  } catch (error) {
    recorder.abandon();
    throw error;
  }
}

/** One step's worth of what TensorFlow.js is asked for. */
class Recorder {
  private readonly step: TrainingStep;
  private readonly hooks: Hooks;
  private readonly heldByPlans: (dataId: object) => number;
  private readonly entries: Entry[] = [];
  private readonly items: Item[] = [];
  private readonly owned: object[] = [];
  /** Bytes of what is owned, by its data id. */
  private readonly sizes = new Map<object, number>();
  private readonly visible = new Set<object>();
  private readonly inputSlots: Slot[][];
  private readonly bound = new Map<tf.Variable, object>();
  private readonly gradients = new Map<string, Slot>();
  private readonly putBack: (() => void)[] = [];
  private phase: Phase = "forward";
  private callDepth = 0;
  private kernelDepth = 0;
  private tapes = 0;
  private made: object[] = [];
  private forward = 0;
  private gradientsEnd = 0;
  private loss: Slot | undefined;
  private reason: string | undefined;

  constructor(
    step: TrainingStep,
    hooks: Hooks,
    heldByPlans: (dataId: object) => number,
  ) {
    this.step = step;
    this.hooks = hooks;
    this.heldByPlans = heldByPlans;
    this.inputSlots = step.inputs.map(() => []);
  }

  run(): number {
    this.wrapKernels();
    this.hooks.listen(this.listener());
    try {
      return tf.tidy(() => {
        const { value, grads } = tf.variableGrads(
          () => this.lossOf(),
          [...this.step.parameters],
        );
        this.phase = "update";
        this.gradientsEnd = this.items.length;
        this.loss = this.slot(value);
        for (const [name, each] of Object.entries(grads)) {
          this.gradients.set(name, this.see(each));
        }
        this.step.update(grads);
        return numberIn(value);
      });
    } finally {
      this.hooks.listen(undefined);
      for (const each of this.putBack) each();
    }
  }

  private lossOf(): tf.Scalar {
    const value = this.step.loss();
    this.phase = "gradients";
    this.forward = this.entries.length;
    return value;
  }

  /** The plan, or why there is none. */
  finish(): Plan | string {
    const rebindings = this.rebindings();
    const { hooks, owned, loss } = this;
    const visible = [...this.visible].filter((id) => this.sizes.has(id));
    const counts = new Map(rebindings.map(({ to }) => [to, 2]));
    if (!loss || !this.sizes.has(loss.dataId)) this.refuse("it has no loss");
    for (const dataId of owned) {
      const count = hooks.store.refCount(dataId);
      if (count !== (counts.get(dataId) ?? 1)) {
        this.refuse("a tensor of the step is kept beyond it");
      }
    }
    if (this.reason !== undefined || !loss) {
      this.abandon();
      return this.reason ?? "it has no loss";
    }
    const { step, inputSlots, entries, items, gradients } = this;
    return {
      ...{ inputSlots, entries, items, gradients, loss, rebindings },
      owned: [...owned, ...this.bound.values()],
      ...{ visible, forward: this.forward },
      parameters: step.parameters,
      gradientsEnd: this.gradientsEnd,
      bytes: [...this.sizes.values()].reduce((sum, each) => sum + each, 0),
    };
  }

  /** Frees what was kept. */
  abandon(): void {
    dropPlan({ owned: [...this.owned, ...this.bound.values()] }, this.hooks);
  }

  private refuse(reason: string): void {
    this.reason ??= reason;
  }

  private rebindings(): Rebinding[] {
    const rebindings = [...this.bound].map(([variable, from]) => {
      const to = variable.dataId;
      const bytes = this.sizes.get(to) ?? 0;
      if (variable.isDisposed || !this.sizes.has(to)) {
        this.refuse("a variable is bound to a tensor from outside the step");
      }
      // Held by plans, and by the recorder; the variable has let go of it.
      if (this.hooks.store.refCount(from) > 1 + this.heldByPlans(from)) {
        this.refuse("a variable shares its memory with another tensor");
      }
      return { variable, from, to, bytes };
    });
    if (new Set(rebindings.map(({ to }) => to)).size !== rebindings.length) {
      this.refuse("two variables are bound to one tensor");
    }
    return rebindings;
  }

  private listener(): Listener {
    const { core, store } = this.hooks;
    return {
      core: {
        runKernel: (name, inputs, attributes) =>
          this.runKernel(name, inputs, attributes ?? {}),
        runKernelFunc: (call) =>
          core.runKernelFunc(
            "forwardFunc" in call ? this.customGradient(call) : call,
          ),
        startTape: () => {
          this.tapes += 1;
          if (this.tapes > 1) this.refuse("it takes gradients on the way");
          core.startTape();
        },
        disposeTensor: (tensor) => {
          if (tensor instanceof tf.Variable && !this.bound.has(tensor)) {
            this.bound.set(tensor, tensor.dataId);
            store.incRef(tensor.dataId); // the next step reads it
          }
          core.disposeTensor(tensor);
        },
      },
      store: {
        write: (values, shape, dtype) => this.write(values, shape, dtype),
        makeOutput: (shape, dtype, memoryOffset, values) => {
          if (memoryOffset) this.refuse("a kernel brings memory of its own");
          return store.makeOutput(shape, dtype, memoryOffset, values);
        },
      },
    };
  }

  /** As it is, but for the copies that the tape asks for: a plan has no tape. */
  private customGradient(call: CustomGradient): CustomGradient {
    if (!hasKnownGradient(this.hooks.core.state.activeScope?.name)) {
      this.refuse("it has a gradient of its own (customGrad)");
    }
    return {
      ...call,
      forwardFunc: (backend, save) =>
        call.forwardFunc(backend, (tensors) => {
          this.callDepth += 1;
          save(tensors);
          this.callDepth -= 1;
        }),
    };
  }

  private runKernel(name: string, inputs: Inputs, attributes: Attributes) {
    const { core } = this.hooks;
    if (this.callDepth > 0 || this.phase === "gradients") {
      return core.runKernel(name, inputs, attributes);
    }
    const keys = keysOf(inputs);
    const slots = keys.map((key) => this.slot(inputs[key] as tf.Tensor));
    const before = this.items.length;
    this.callDepth += 1;
    try {
      const result = core.runKernel(name, inputs, attributes);
      const outputs = [result].flat().map((each) => this.see(each));
      this.entries.push({
        ...{ kind: "kernel", name, keys, inputs: slots, attributes, outputs },
        isList: Array.isArray(result),
        item: this.items[before],
        end: this.items.length,
      });
      return result;
    } finally {
      this.callDepth -= 1;
    }
  }

  private write(
    values: tf.BackendValues | null,
    shape: number[],
    dtype: tf.DataType,
  ): object {
    const { store } = this.hooks;
    const dataId = store.write(values, shape, dtype);
    if (dtype === "string" || dtype === "complex64") {
      this.refuse(`it has tensors of type ${dtype}`);
      return dataId;
    }
    store.incRef(dataId);
    this.owned.push(dataId);
    const size = tf.util.sizeFromShape(shape);
    this.sizes.set(dataId, size * tf.util.bytesPerElement(dtype));
    if (this.kernelDepth > 0) {
      this.made.push(dataId);
    } else if (this.phase !== "gradients") {
      if (this.callDepth > 0) this.refuse("a kernel makes a constant");
      this.visible.add(dataId);
      const slot = { dataId, shape: [...shape], dtype };
      this.entries.push({ kind: "constant", slot });
    }
    return dataId;
  }

  /** Every kernel says what it is called with, and what it writes to. */
  private wrapKernels(): void {
    for (const config of tf.getKernelsForBackend("wasm")) {
      const { kernelName: name, kernelFunc: run } = config;
      config.kernelFunc = (call) => this.kernel(name, run, call);
      this.putBack.push(() => {
        config.kernelFunc = run;
      });
    }
  }

  private kernel(
    name: string,
    run: tf.KernelFunc,
    call: Parameters<tf.KernelFunc>[0],
  ) {
    if (this.kernelDepth > 0) return run(call);
    const attributes = call.attrs ?? {};
    if (!isKnown(name, attributes)) this.refuse(`${name} stays eager`);
    const inputs = call.inputs as unknown as Inputs;
    const filter = inputs.filter;
    if (filter && this.sizes.has(filter.dataId)) {
      this.refuse(`the filter of ${name} is computed`);
    }
    this.made = [];
    this.kernelDepth += 1;
    try {
      const result = run(call);
      const outputs = [result].flat();
      // Nothing made and something returned: the same memory under another shape.
      if (this.made.length > 0 || outputs.length === 0) {
        const slots = keysOf(inputs).map((key): [string, Slot] => [
          key,
          this.slot(inputs[key] as tf.Tensor),
        ]);
        const named = Array.isArray(call.inputs)
          ? slots.map(([, slot]) => slot)
          : Object.fromEntries(slots);
        this.items.push({
          ...{ run, attributes, made: this.made },
          inputs: named as unknown as tf.NamedTensorInfoMap,
        });
      }
      return result;
    } finally {
      this.kernelDepth -= 1;
    }
  }

  /** The tensor's place in the plan. */
  private slot(tensor: tf.TensorInfo): Slot {
    const slot = slotOf(tensor);
    const input = this.step.inputs.findIndex(
      (each) => each.dataId === tensor.dataId,
    );
    this.inputSlots[input]?.push(slot);
    return slot;
  }

  private see(tensor: tf.TensorInfo): Slot {
    this.visible.add(tensor.dataId);
    return this.slot(tensor);
  }
}

function slotOf({ dataId, shape, dtype }: tf.TensorInfo): Slot {
  return { dataId, shape: [...shape], dtype };
}

/** The names of the inputs that are there. */
export function keysOf(inputs: Inputs): string[] {
  return Object.keys(inputs).filter((key) => inputs[key] != null);
}

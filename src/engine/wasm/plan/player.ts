import * as tf from "@tensorflow/tfjs";
import { numberIn, type TrainingStep } from "../../step.ts";
import type { Backend } from "../backend.ts";
import type {
  Attributes,
  CustomGradient,
  Hooks,
  Inputs,
  Listener,
} from "./hooks.ts";
import { hasKnownGradient, isOptimizerStep } from "./known.ts";
import {
  type KernelEntry,
  type Plan,
  put,
  rebind,
  runItems,
  type Slot,
} from "./plan.ts";
import { keysOf } from "./recorder.ts";

/** What became of a step by a plan: whether it went all the way by it. */
export interface Played {
  readonly loss: number;
  readonly matched: boolean;
}

/**
 * Runs the step by the plan: the step's own code runs, but each kernel that it asks for is only
 * compared with the plan's next one, and all of them run at the end at once. The gradients follow
 * from the forward pass, so nobody walks back over it. Where the code reads a value, what was asked
 * for until then is run; where it asks for something else than the plan has, the rest of the step
 * goes on eagerly. Either way the numbers are those of an eager step.
 */
export function play(
  step: TrainingStep,
  plan: Plan,
  hooks: Hooks,
  backend: Backend,
): Played {
  return new Player(step, plan, hooks, backend).run();
}

/** Whether the plan's memory is as the plan expects it. */
export function fits(
  plan: Plan,
  step: TrainingStep,
  hooks: Hooks,
  heldByPlans: (dataId: object) => number,
): boolean {
  const { parameters, rebindings } = plan;
  const { state } = hooks.core;
  return (
    state.gradientDepth === 0 &&
    state.kernelDepth === 0 &&
    !state.profiling &&
    step.parameters.length === parameters.length &&
    step.parameters.every((each, at) => each === parameters[at]) &&
    rebindings.every(
      ({ variable, from }) =>
        !variable.isDisposed &&
        hooks.store.refCount(from) ===
          heldByPlans(from) + Number(variable.dataId === from),
    )
  );
}

/** What the step's code has asked for, with what it got. */
interface Call {
  readonly name: string;
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  readonly outputs: readonly tf.Tensor[];
  readonly custom?: CustomGradient;
  /** What a gradient of its own keeps for the way back. */
  readonly saved?: readonly tf.Tensor[];
}

class Player {
  private readonly step: TrainingStep;
  private readonly plan: Plan;
  private readonly hooks: Hooks;
  private readonly backend: Backend;
  private readonly calls: Call[] = [];
  /** Entries that the code has asked for. */
  private next = 0;
  /** Items that were run, and those that are to be. */
  private done = 0;
  private end = 0;
  private inForward = true;
  private tapeIsOn = false;
  /** Calls before an operation that is running, made of others. */
  private outside: number | undefined;
  private matches = true;

  constructor(step: TrainingStep, plan: Plan, hooks: Hooks, backend: Backend) {
    this.step = step;
    this.plan = plan;
    this.hooks = hooks;
    this.backend = backend;
  }

  run(): Played {
    const { plan, hooks, step } = this;
    for (const [at, slots] of plan.inputSlots.entries()) {
      const { dataId } = step.inputs[at] as tf.Tensor;
      for (const slot of slots) slot.dataId = dataId;
    }
    rebind(plan, hooks, this.backend); // where somebody else has bound them
    hooks.listen(this.listener());
    let finished = false;
    try {
      const loss = tf.tidy(() => this.both());
      finished = true;
      return { loss, matched: this.close() };
    } finally {
      if (!finished) this.leave();
      this.endTape();
      hooks.listen(undefined);
    }
  }

  private both(): number {
    const { step, plan } = this;
    const value = step.loss();
    const gradients = this.gradientsOf(value);
    this.inForward = false;
    step.update(gradients);
    if (this.matches && this.next < plan.entries.length) this.leave();
    this.flush();
    return numberIn(value);
  }

  private gradientsOf(value: tf.Scalar): tf.NamedTensorMap {
    const { plan } = this;
    if (
      this.matches &&
      !(this.next === plan.forward && value.dataId === plan.loss.dataId)
    ) {
      this.leave();
    }
    if (!this.matches) return this.walkBack(value);
    this.end = plan.gradientsEnd;
    const pairs = [...plan.gradients].map(([name, slot]) => [
      name,
      this.tensor(slot),
    ]);
    return Object.fromEntries(pairs);
  }

  /** The gradients from the tape that `leave` has written. */
  private walkBack(value: tf.Scalar): tf.NamedTensorMap {
    const { grads } = tf.variableGrads(() => value, [...this.plan.parameters]);
    this.endTape();
    return grads;
  }

  private endTape(): void {
    if (!this.tapeIsOn) return;
    const { state } = this.hooks.core;
    state.gradientDepth -= 1;
    for (const { saved } of state.activeTape ?? []) tf.dispose([...saved]);
    state.activeTape = null;
    this.tapeIsOn = false;
  }

  /** The plan's part in the step is over: what was asked for is run, the rest is eager. */
  private leave(): void {
    if (!this.matches) return;
    this.flush();
    this.matches = false;
    const { core } = this.hooks;
    this.hooks.listen(undefined);
    if (!this.inForward) return;
    core.startTape();
    this.tapeIsOn = true;
    for (const each of this.calls.slice(0, this.outside)) this.tape(each);
  }

  /** Writes onto the tape what TensorFlow.js would have. */
  private tape({ name, inputs, attributes, outputs, ...own }: Call): void {
    const { core } = this.hooks;
    core.state.kernelDepth += 1;
    const saved = core.saveTensorsForBackwardMode(
      own.saved ?? core.getTensorsForGradient(name, inputs, outputs),
    );
    core.state.kernelDepth -= 1;
    const gradient = own.custom?.backwardsFunc ?? null;
    core.addTapeNode(name, inputs, outputs, gradient, saved, attributes);
  }

  /** An operation that brings its gradient along: for the tape it is one, whatever it is made of. */
  private customGradient(custom: CustomGradient): unknown {
    const { core } = this.hooks;
    const name = core.state.activeScope?.name ?? "";
    if (!hasKnownGradient(name) || this.outside !== undefined) {
      this.leave();
      return core.runKernelFunc(custom);
    }
    this.outside = this.calls.length;
    let saved: readonly tf.Tensor[] = [];
    const result = core.runKernelFunc({
      ...custom,
      forwardFunc: (backend: unknown) =>
        custom.forwardFunc(backend, (tensors) => {
          saved = tensors.map((each) => this.tensor(each));
        }),
    }) as tf.Tensor | tf.Tensor[];
    this.calls.length = this.outside;
    this.outside = undefined;
    const { inputs } = custom;
    const outputs = [result].flat();
    const call = { name, inputs, outputs, attributes: {}, custom, saved };
    if (this.matches) this.calls.push(call);
    else this.tape(call);
    return result;
  }

  /** Binds the variables anew. False where the plan is not to be used any more. */
  private close(): boolean {
    if (!this.matches) return false;
    const { plan, hooks, backend } = this;
    const bound = plan.rebindings.every(
      ({ variable, to }) => variable.dataId === to,
    );
    if (!bound) return false;
    rebind(plan, hooks, backend);
    return plan.visible.every((id) => hooks.store.refCount(id) === 1);
  }

  private flush(): void {
    runItems(this.plan, this.hooks, this.done, this.end);
    this.done = this.end;
  }

  private listener(): Listener {
    const { core, store } = this.hooks;
    return {
      core: {
        runKernel: (name, inputs, attributes) =>
          this.runKernel(name, inputs, attributes ?? {}),
        runKernelFunc: (call) => {
          if (this.inForward && "forwardFunc" in call) {
            return this.customGradient(call);
          }
          this.leave();
          return core.runKernelFunc(call);
        },
        startTape: () => {
          this.leave();
          core.startTape();
        },
      },
      store: {
        write: (values, shape, dtype) => this.write(values, shape, dtype),
        readSync: (dataId, start, end) => {
          this.flush();
          return store.readSync(dataId, start, end);
        },
      },
    };
  }

  private runKernel(name: string, inputs: Inputs, attributes: Attributes) {
    const entry = this.plan.entries[this.next];
    if (!entry || !asksFor(entry, name, inputs, attributes)) {
      this.leave();
      return this.hooks.core.runKernel(name, inputs, attributes);
    }
    if (isOptimizerStep(name) && entry.item) entry.item.attributes = attributes;
    this.next += 1;
    this.end = entry.end;
    const outputs = entry.outputs.map((each) => this.tensor(each));
    if (this.inForward) this.calls.push({ name, inputs, attributes, outputs });
    return entry.isList ? outputs : (outputs[0] as tf.Tensor);
  }

  private write(
    values: tf.BackendValues | null,
    shape: number[],
    dtype: tf.DataType,
  ): object {
    const { store } = this.hooks;
    const entry = this.plan.entries[this.next];
    if (
      values === null ||
      entry?.kind !== "constant" ||
      entry.slot.dtype !== dtype ||
      !sameList(entry.slot.shape, shape)
    ) {
      this.leave();
      return store.write(values, shape, dtype);
    }
    this.next += 1;
    put(this.hooks, entry.slot.dataId, values);
    store.incRef(entry.slot.dataId);
    return entry.slot.dataId;
  }

  private tensor({ dataId, shape, dtype }: tf.TensorInfo | Slot): tf.Tensor {
    const { core, store } = this.hooks;
    store.incRef(dataId);
    return core.makeTensorFromTensorInfo({ dataId, shape: [...shape], dtype });
  }
}

/** Whether it is this kernel, on these tensors, with these attributes. */
function asksFor(
  entry: Plan["entries"][number],
  name: string,
  inputs: Inputs,
  attributes: Attributes,
): entry is KernelEntry {
  if (entry.kind !== "kernel" || entry.name !== name) return false;
  const keys = keysOf(inputs);
  return (
    keys.length === entry.keys.length &&
    keys.every((key, at) => {
      const slot = entry.inputs[at];
      const tensor = inputs[key];
      return (
        key === entry.keys[at] &&
        tensor?.dataId === slot?.dataId &&
        tensor?.dtype === slot?.dtype &&
        sameList(tensor?.shape ?? [], slot?.shape ?? [])
      );
    }) &&
    (isOptimizerStep(name) || sameAttributes(attributes, entry.attributes))
  );
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, at) => same(each, b[at]));
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key], b[key]))
  );
}

/** Whether two attributes are the same: numbers, names, or lists of such. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b);
  return Object.is(a, b);
}

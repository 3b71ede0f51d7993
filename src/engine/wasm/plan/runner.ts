import { eagerStep, type StepRunner, type TrainingStep } from "../../step.ts";
import type { Backend } from "../backend.ts";
import { log } from "../host.ts";
import { installHooks } from "./hooks.ts";
import { dropPlan, type Plan, rebind } from "./plan.ts";
import { fits, play } from "./player.ts";
import { record } from "./recorder.ts";

/** Steps of one owner on inputs of one shape. */
interface Known {
  /** Steps until the next one is recorded: the first of all may still set things up. */
  wait: number;
  plan: Plan | undefined;
  /** How often a plan was of no use: each time it is longer until the next one. */
  failures: number;
  used: number;
}

/** Bytes that the plans of all owners may hold together. */
const MOST_BYTES = 768 * 1024 * 1024;
/** So many plans that were of no use: the steps stay eager. */
const MOST_FAILURES = 4;

/** Runs steps by plans; NODE_DEBUG=lectern says which stay eager, and why. */
export function startPlans(backend: Backend): {
  readonly run: StepRunner;
  stop(): void;
} {
  const hooks = installHooks(backend.tfjs);
  const owners = new WeakMap<object, Map<string, Known>>();
  const planned = new Set<Known>();
  let clock = 0;
  const heldByPlans = (dataId: object) =>
    [...planned].filter(({ plan }) =>
      plan?.rebindings.some(({ from }) => from === dataId),
    ).length;

  const forget = (known: Known) => {
    if (known.plan) dropPlan(known.plan, hooks);
    known.plan = undefined;
    planned.delete(known);
  };
  const fail = (known: Known, reason: string) => {
    log(`a training step stays eager: ${reason}`);
    forget(known);
    known.failures += 1;
    known.wait = 4 * known.failures;
  };
  const keep = (known: Known, plan: Plan) => {
    rebind(plan, hooks, backend);
    known.plan = plan;
    planned.add(known);
    for (const each of [...planned].sort((a, b) => a.used - b.used)) {
      const bytes = [...planned].reduce((sum, k) => sum + bytesOf(k), 0);
      if (bytes <= MOST_BYTES && !isOver(each)) continue;
      forget(each);
    }
  };
  const run = (step: TrainingStep): number => {
    const known = knownSteps(owners, step);
    clock += 1;
    known.used = clock;
    const { plan } = known;
    if (plan) {
      if (!fits(plan, step, hooks, heldByPlans)) {
        fail(known, "its variables are not where they were");
        return eagerStep(step);
      }
      let matched = false;
      try {
        const played = play(step, plan, hooks, backend);
        matched = played.matched;
        return played.loss;
      } finally {
        if (!matched) fail(known, "it is not the step that was recorded");
      }
    }
    known.wait -= 1;
    const { gradientDepth, kernelDepth, profiling } = hooks.core.state;
    const nested = gradientDepth > 0 || kernelDepth > 0 || profiling;
    if (known.wait >= 0 || known.failures >= MOST_FAILURES || nested) {
      return eagerStep(step);
    }
    const recording = record(step, hooks, heldByPlans);
    if (typeof recording.plan === "string") fail(known, recording.plan);
    else keep(known, recording.plan);
    return recording.loss;
  };
  return {
    run,
    stop() {
      for (const each of [...planned]) forget(each);
      hooks.remove();
    },
  };
}

function bytesOf({ plan }: Known): number {
  return plan?.bytes ?? 0;
}

/** Whether nobody can run its steps any more: a parameter was disposed. */
function isOver({ plan }: Known): boolean {
  return plan?.parameters.some((each) => each.isDisposed) ?? true;
}

function knownSteps(
  owners: WeakMap<object, Map<string, Known>>,
  { owner, inputs }: TrainingStep,
): Known {
  const shapes = owners.get(owner) ?? new Map<string, Known>();
  owners.set(owner, shapes);
  const key = inputs.map(({ shape, dtype }) => `${dtype} ${shape}`).join("; ");
  const known = shapes.get(key) ?? {
    ...{ wait: 1, failures: 0, used: 0 },
    plan: undefined,
  };
  shapes.set(key, known);
  return known;
}

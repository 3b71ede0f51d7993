import * as tf from "@tensorflow/tfjs";
import { checkPlain } from "./plain.ts";
import type { Report, Trial } from "./trial.ts";

/**
 * Runs one training on the engine that is open, and frees every tensor and variable that it
 * leaves. Throws what the training throws, with the seed in front.
 */
export function runTrial<Input, Output>(
  train: Trial<Input, Output>,
  seed: number,
  input: Input,
  report: Report,
): Output {
  const found = variables();
  const outputs: Output[] = [];
  try {
    tf.tidy(() => {
      outputs.push(train(seed, input, report));
    });
    const [output] = outputs as [Output];
    checkPlain(output, "what it returns");
    return structuredClone(output);
  } catch (error) {
    throw ofSeed(seed, error);
  } finally {
    for (const each of variables()) if (!found.has(each)) each.dispose();
  }
}

/** The training that a module exports. Throws TypeError where it is not its default export. */
export async function loadTrial(
  module: string,
): Promise<Trial<unknown, unknown>> {
  const { default: found }: { default?: Partial<Trial<unknown, unknown>> } =
    await import(module);
  if (found?.module === module) return found as Trial<unknown, unknown>;
  throw new TypeError(
    `no trial is the default export of ${module}: write export default trial(import.meta.url, …)`,
  );
}

/** Every variable that there is now. */
function variables(): Set<tf.Variable> {
  return new Set(Object.values(tf.engine().state.registeredVariables));
}

/** The error, saying in which training it happened. */
function ofSeed(seed: number, error: unknown): Error {
  const { message, stack } =
    error instanceof Error ? error : new Error(String(error));
  const told = new Error(`seed ${seed}: ${message}`, { cause: error });
  if (stack !== undefined) told.stack = stack.replace(message, told.message);
  return told;
}

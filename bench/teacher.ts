/**
 * Teacher-forced comparison with PyTorch: three training steps of ResNet-18, each from PyTorch's
 * own weights (teacher.py), every gradient and running statistic compared whole. Runs that go on
 * by themselves drift apart in any two libraries, as a ReLU flips where a rounding differs.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "../src/engine/engine.ts";
import { openEngine } from "../src/engine/open.ts";
import { item } from "../src/learning/data/item.ts";
import { disposeModel } from "../src/learning/layers/layers.ts";
import {
  resnet18,
  withRelu,
  withSoftplus,
} from "../src/learning/layers/resnet.ts";
import {
  loadTorchState,
  type TorchTensor,
  toTorch,
} from "../src/learning/layers/torch-state.ts";
import { TorchRandom } from "../src/learning/random/torch-random.ts";
import { crossEntropy } from "../src/learning/train/loss.ts";

interface Lesson {
  readonly ending: "relu" | "softplus";
  readonly step: number;
  readonly loss: number;
  readonly file: string;
  readonly parts: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly first: number;
  }[];
}

/** Relative deviations that are allowed; of gradients and statistics as Euclidean lengths. */
const LOSS = 2e-5;
const RUNNING = 5e-5;
const GRADIENT = { relu: 3e-2, softplus: 1e-4 };

const SCRIPT = fileURLToPath(new URL("teacher.py", import.meta.url));

/** Prints a line a step; true where every engine that opens stays within what is allowed. */
export async function compareSteps(python: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "lectern-teacher-"));
  try {
    execFileSync(python, [SCRIPT, folder]);
    const lessons: Lesson[] = JSON.parse(
      readFileSync(join(folder, "index.json"), "utf8"),
    );
    let fine = true;
    for (const name of ["wasm", "native"] as const) {
      const engine = await open(name);
      if (engine === undefined) continue;
      for (const lesson of lessons) fine = follow(name, folder, lesson) && fine;
      await engine.close();
    }
    return fine;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function open(engine: EngineName) {
  try {
    return await openEngine({ engine });
  } catch (error) {
    if (engine === "wasm") throw error;
    console.log("ResNet-18 on native: not compared, it does not open here");
    return undefined;
  }
}

function follow(engine: EngineName, folder: string, lesson: Lesson): boolean {
  const parts = readParts(join(folder, lesson.file), lesson);
  const model = resnet18(new TorchRandom(0), {
    ending: lesson.ending === "relu" ? withRelu : withSoftplus,
  });
  loadTorchState(model, under(parts, "before/"));
  const [pictures, targets] = [parts.get("pictures"), parts.get("targets")];
  if (!pictures || !targets) throw new Error("teacher.py wrote no batch");
  const xb = tf.tidy(() =>
    tf.transpose(tf.tensor(pictures.values, [...pictures.shape]), [0, 2, 3, 1]),
  );
  const yb = tf.tensor(targets.values, [targets.values.length, 1]);
  const { value, grads } = tf.variableGrads(
    () => crossEntropy(model(xb, "train"), yb),
    [...model.parameters],
  );
  const named = [...model.state];
  const gradients = new Map(
    named.flatMap(([name, { name: id }]) => {
      const gradient = grads[id];
      return gradient ? [[name, gradient] as const] : [];
    }),
  );
  const loss = Math.abs(item(value) - lesson.loss) / Math.abs(lesson.loss);
  const gradient = distance(gradients, under(parts, "gradient/"));
  const running = distance(new Map(named), under(parts, "after/"));
  tf.dispose([xb, yb, value, grads]);
  disposeModel(model);
  const fine =
    loss <= LOSS && running <= RUNNING && gradient <= GRADIENT[lesson.ending];
  console.log(
    `ResNet-18 on ${engine}, ${lesson.ending}, step ${lesson.step}: loss ${loss.toExponential(1)}, gradients ${gradient.toExponential(1)}, running statistics ${running.toExponential(1)}${fine ? "" : "  APART"}`,
  );
  return fine;
}

type Tensors = ReadonlyMap<string, TorchTensor>;

function readParts(file: string, { parts }: Lesson): Tensors {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const all = new Float32Array(buffer, byteOffset, byteLength / 4);
  return new Map(
    parts.map(({ name, shape, first }) => {
      const size = shape.reduce((product, each) => product * each, 1);
      return [name, { shape, values: all.subarray(first, first + size) }];
    }),
  );
}

function under(parts: Tensors, prefix: string): Tensors {
  const found = [...parts].filter(([name]) => name.startsWith(prefix));
  return new Map(
    found.map(([name, part]) => [name.slice(prefix.length), part]),
  );
}

/** |ours − theirs| / |theirs| over all numbers of all tensors. Throws where one is missing. */
function distance(
  ours: ReadonlyMap<string, tf.Tensor>,
  theirs: Tensors,
): number {
  let [square, whole] = [0, 0];
  for (const [name, { values }] of theirs) {
    const tensor = ours.get(name);
    if (!tensor) throw new Error(`nothing to compare with: ${name}`);
    const own = toTorch(tensor).values;
    for (const [at, value] of values.entries()) {
      square += ((own[at] ?? Number.NaN) - value) ** 2;
      whole += value ** 2;
    }
  }
  return Math.sqrt(square / whole);
}

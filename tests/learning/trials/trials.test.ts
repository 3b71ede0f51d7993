import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { openEngine } from "../../../src/engine/open.ts";
import { readCode } from "../../../src/lab/freshness.ts";
import type { RunResult } from "../../../src/lab/job.ts";
import { runExperiment } from "../../../src/lab/run.ts";
import type { Trial } from "../../../src/learning/trials/trial.ts";
import { trials } from "../../../src/learning/trials/trials.ts";
import { home } from "../../../src/topic/topic.ts";
import draw from "./draw.ts";
import { hidden } from "./unexported.ts";

const experiment = join(import.meta.dirname, "experiment.ts");
const cache = join(home, "node_modules/.cache/lectern-tests");

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ engine: "wasm", threads: 2 });
});
afterAll(async () => engine.close());

/** Runs the experiment beside this file in a process, as a build does. */
function run(threads: number, shares: number[] = []): Promise<RunResult> {
  const data = "handwriting";
  const job = { experiment, root: home, data, seed: 42, threads };
  return runExperiment(
    { ...job, profile: "quick", engine: "wasm" },
    {
      cwd: home,
      env: { ...process.env, LECTERN_CACHE: cache },
      onProgress: (label, { done, total }) => {
        if (label === "draws") shares.push(done / total);
      },
    },
  );
}

test("an experiment's trainings on two cores give the numbers of one core, to the last bit", async () => {
  const shares: number[] = [];
  const two = await run(2, shares);
  const one = await run(1);
  expect(two.findings.outputs).toEqual(one.findings.outputs);
  const lines = Object.values(two.findings.outputs);
  expect(Object.keys(two.findings.outputs)[0]).toBe("draw-45");
  expect(new Set(lines).size).toBe(3);
  expect(two.findings.numbers.threads).toBe(2);
  expect(one.findings.numbers.threads).toBe(1);
  // All three together: it only rises, in steps smaller than one training, up to the end.
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.length).toBeGreaterThan(10);
  expect(shares.at(-1)).toBe(1);
});

test("a build runs again when a training's file has changed, or what runs it", async () => {
  const { imports, runner } = await readCode(experiment, home);
  expect(Object.keys({ ...imports, ...runner })).toEqual(
    expect.arrayContaining([
      "src/learning/trials/worker.ts",
      "tests/learning/trials/draw.ts",
    ]),
  );
});

const data = {
  ...{ count: 32, inputShape: [4] },
  inputs: new Float32Array(128).fill(0.5),
  targets: new Float32Array(32).fill(1),
};

/** What the trainings end with, on two cores and on one after another. */
async function failures<Input, Output>(
  seeds: readonly number[],
  train: Trial<Input, Output>,
  input: Input,
): Promise<string[]> {
  const attempts = [seeds, seeds.slice(-1)].map((each) =>
    trials(each, train, input).then(String, ({ message }) => message as string),
  );
  return Promise.all(attempts);
}

test("a training that diverges says which seed it was", async () => {
  const [spread, here] = await failures([42, 43], draw, { data, bad: 43 });
  expect(spread).toMatch(/^seed 43: the loss is NaN|^seed 43: the loss is Inf/);
  expect(here).toBe(spread);
});

test("what is no plain data is refused by its name, given or returned", async () => {
  const given = { data, loader: new Map() };
  expect(await failures([42, 43], draw, given)).toEqual(
    Array(2).fill(expect.stringMatching(/^input\.loader is a Map: /)),
  );
  const returned = await failures([42], draw, { data, returnsTensor: true });
  expect(returned[0]).toMatch(/^seed 42: what it returns\.best is a tensor: /);
});

test("a training that is not the default export of its file is refused", async () => {
  expect(await failures([42, 43], hidden, {})).toEqual(
    Array(2).fill(expect.stringMatching(/^no trial is the default export of /)),
  );
});

test("no seeds give nothing", async () => {
  expect(await trials([], draw, { data })).toEqual([]);
});

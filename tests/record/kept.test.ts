import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { formatJson } from "../../src/record/format.ts";
import {
  type Run,
  readRun,
  readRunHead,
  writeRun,
} from "../../src/record/kept.ts";

const run: Run = {
  data: "digits",
  record: {
    format: 1,
    topic: "01-ink",
    profile: "full",
    seed: 42,
    provenance: {
      data: {
        name: "MNIST",
        classes: ["3", "7"],
        sha256: "a".repeat(64),
        counts: [1, 2, 3, 4],
      },
      engine: { name: "wasm", version: "4.22.0", arithmetic: "reproducible" },
      versions: {},
      imports: { "a.ts": "1" },
      runner: {},
    },
    numbers: { ink: 0.1 + 0.2 },
    texts: {},
    outputs: {},
    tables: {},
    claims: {},
    figures: {},
  },
};

async function path(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-kept-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "deep/run.json");
}

test("a run comes back as it was kept, under the hash that keeping it gave", async () => {
  const file = await path();
  const hash = await writeRun(file, run);
  expect(await readRun(file)).toEqual(run);
  expect(await readRunHead(file)).toMatchObject({
    data: "digits",
    hash,
    record: { seed: 42 },
  });
});

test("no run, half a run and a foreign file have no head", async () => {
  const file = await path();
  expect(await readRunHead(file)).toBeUndefined();
  await writeRun(file, run);
  const text = formatJson(run);
  await writeFile(file, text.slice(0, text.length / 2));
  expect(await readRunHead(file)).toBeUndefined();
  await writeFile(file, '{"data": 1}');
  expect(await readRunHead(file)).toBeUndefined();
});

test("a run with a wrong field is none", async () => {
  const file = await path();
  await writeRun(file, {
    ...run,
    record: { ...run.record, numbers: { ink: "much" as unknown as number } },
  });
  expect(await readRun(file)).toBeUndefined();
});

test("a damaged head is no run, whatever is wrong in it", async () => {
  const file = await path();
  const { provenance } = run.record;
  const damaged: object[] = [
    { seed: "42" },
    { seed: 1.5 },
    { profile: "slow" },
    { provenance: null },
    { provenance: { ...provenance, versions: null } },
    { provenance: { ...provenance, imports: { "a.ts": 1 } } },
    { provenance: { ...provenance, imports: { "/dev/zero": "1" } } },
    { provenance: { ...provenance, runner: { "../../secret": "1" } } },
    { provenance: { ...provenance, engine: { name: "abacus" } } },
    { provenance: { ...provenance, data: [] } },
  ];
  for (const change of damaged) {
    const record = { ...run.record, ...change } as Run["record"];
    await writeRun(file, { ...run, record });
    expect(await readRunHead(file), JSON.stringify(change)).toBeUndefined();
  }
});

test("formatted JSON reads back as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(formatJson(value))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});

test("a list of numbers stays on one line, an object takes one line a key", () => {
  expect(formatJson({ a: [1, 2.5], b: { c: "x" }, d: [], e: {} })).toBe(
    '{\n  "a": [1, 2.5],\n  "b": {\n    "c": "x"\n  },\n  "d": [],\n  "e": {}\n}\n',
  );
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { readCode, type Wanted, whyStale } from "../../src/lab/freshness.ts";
import { readVersions } from "../../src/lab/versions.ts";
import type { RunHead } from "../../src/record/kept.ts";
import type { Provenance } from "../../src/record/record.ts";
import { home } from "../../src/topic/topic.ts";

const wanted: Wanted = {
  profile: "full",
  seed: 42,
  engine: "auto",
  data: "digits",
  classes: ["3", "7"],
  reproducible: true,
};

/** A run on native or WASM that stands, but for its versions. */
function runOn(
  name: "native" | "wasm",
  versions: Provenance["versions"],
): RunHead {
  const arithmetic = name === "native" ? "native" : "reproducible";
  const provenance: Provenance = {
    data: {
      name: "MNIST",
      classes: ["3", "7"],
      sha256: "a".repeat(64),
      counts: [1, 2, 3, 4],
    },
    engine: { name, version: "4.22.0", arithmetic },
    versions,
    imports: {},
    runner: {},
  };
  const record = { profile: "full", seed: 42, provenance } as const;
  return { data: "digits", hash: "", record };
}

const stale = (run: RunHead) =>
  whyStale(run, wanted, "topics/01-ink/experiment.ts", home);

/** A folder that says it is tfjs-node in this version, named as the native engine. */
async function nameNative(version: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-native-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const manifest = { name: "@tensorflow/tfjs-node", version };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  vi.stubEnv("LECTERN_TFJS_NODE", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
}

test("another tfjs-node makes what native computed stale, and leaves WASM alone", async () => {
  await nameNative("4.22.0");
  const native = runOn("native", readVersions("native"));
  const wasm = runOn("wasm", readVersions("wasm"));
  expect(await stale(native)).toEqual([]);
  await nameNative("4.23.0");
  expect(await stale(native)).toEqual(["@tensorflow/tfjs-node is now 4.23.0"]);
  expect(await stale(wasm)).toEqual([]);
});

test("what native computed stands where native is gone", async () => {
  await nameNative("4.22.0");
  const native = runOn("native", readVersions("native"));
  vi.stubEnv("LECTERN_TFJS_NODE", join(tmpdir(), "lectern-no-such-folder"));
  expect(await stale(native)).toEqual([]);
});

test("another TensorFlow.js makes every run stale", async () => {
  const old = { ...readVersions("wasm"), "@tensorflow/tfjs": "4.0.0" };
  expect(await stale(runOn("wasm", old))).toEqual([
    "@tensorflow/tfjs is now 4.22.0",
  ]);
});

test("fused arithmetic stands only where it was asked for", async () => {
  const run = runOn("wasm", readVersions("wasm"));
  const engine = { ...run.record.provenance.engine, arithmetic: "fma" };
  const provenance = { ...run.record.provenance, engine };
  const fused = { ...run, record: { ...run.record, provenance } };
  expect(await stale(fused)).toEqual(["the last run was not reproducible"]);
  const lenient = { ...wanted, reproducible: false };
  const path = "topics/01-ink/experiment.ts";
  expect(await whyStale(fused, lenient, path, home)).toEqual([]);
  expect(await whyStale(run, lenient, path, home)).toEqual([]);
});

test("neither Node's version nor the fused kernels are part of a run", async () => {
  const entry = join(home, "templates/topic/experiment.ts");
  const { runner } = await readCode(entry, home);
  expect(Object.keys(runner)).toEqual(
    expect.arrayContaining([
      "src/engine/kernels/kernels.wasm",
      "src/engine/wasm/kernel-thread.mjs",
    ]),
  );
  expect(Object.keys(runner).join()).not.toContain("fma");
  expect(JSON.stringify(readVersions("wasm"))).not.toContain(
    process.versions.node,
  );
});

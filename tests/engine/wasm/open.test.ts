import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { openEngine } from "../../../src/engine/open.ts";

const SCRIPT = fileURLToPath(
  new URL("../fixtures/one-product.ts", import.meta.url),
);

async function runScript(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), "lectern-"));
  const env = { ...process.env, TMPDIR: folder, TSX_DISABLE_CACHE: "1" };
  const result = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", SCRIPT, "wasm", ...args],
    { env, timeout: 60_000 },
  );
  const left = await readdir(folder);
  await rm(folder, { recursive: true });
  return { ...result, left };
}

describe("the WASM engine", () => {
  it("ends its process when it is closed, silently, and leaves no file", async () => {
    const { stdout, stderr, left } = await runScript();
    expect(stdout).toBe("64 0\n");
    expect(stderr).toBe("");
    expect(left).toEqual([]);
  });

  it("lets the process end where it was never closed", async () => {
    expect((await runScript("forget")).stdout).toBe("64 0\n");
  });

  it("does not let TensorFlow.js recommend another backend", async () => {
    const engine = await openEngine({ engine: "wasm", threads: 1 });
    const said: unknown[] = [];
    const warn = console.warn;
    console.warn = (...words) => said.push(words);
    try {
      await tf.setBackend("cpu");
      tf.tensor1d([1, 2]).dispose();
    } finally {
      console.warn = warn;
      await engine.close();
    }
    expect(said).toEqual([]);
  });

  it("refuses a slice that leaves its tensor, and takes one that fills it", async () => {
    const engine = await openEngine({ engine: "wasm", threads: 1 });
    tf.tidy(() => {
      const x = tf.range(0, 6).reshape([2, 3]);
      expect([...tf.slice(x, [0, 1], [-1, 2]).dataSync()]).toEqual([
        1, 2, 4, 5,
      ]);
      expect(() => tf.slice(x, [0, 1], [1, 3])).toThrow(/overflow|size/);
    });
    await engine.close();
  });

  it("opens again after it was closed, and not twice", async () => {
    const first = await openEngine({ engine: "wasm", threads: 1 });
    await expect(openEngine({ engine: "wasm" })).rejects.toThrow(
      "open already",
    );
    await first.close();
    const second = await openEngine({ engine: "wasm", threads: 3 });
    expect(tf.getBackend()).toBe("wasm");
    expect(tf.sum(tf.ones([10, 10])).dataSync()[0]).toBe(100);
    await second.close();
  });

  it("refuses what is no number of threads", async () => {
    for (const threads of [0, -1, 1.5, Number.NaN]) {
      await expect(openEngine({ engine: "wasm", threads })).rejects.toThrow(
        `not a number of threads: ${threads}`,
      );
    }
  });

  it("leaves the processor alone when there is nothing to do", async () => {
    const engine = await openEngine({ engine: "wasm", threads: 2 });
    const a = tf.ones([128, 128]);
    tf.matMul(a, a).dataSync();
    const before = process.cpuUsage();
    await setTimeout(1000);
    const { user, system } = process.cpuUsage(before);
    await engine.close();
    // One thread that spins would take the whole second.
    expect((user + system) / 1e6).toBeLessThan(0.5);
  });
});

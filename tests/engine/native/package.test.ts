import { execFile } from "node:child_process";
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeNative } from "./describe-native.ts";

const SCRIPT = fileURLToPath(
  new URL("../fixtures/one-product.ts", import.meta.url),
);
const UNOPENED = "engine native cannot be opened: ";
const installed = process.env.LECTERN_TFJS_NODE;

/** Opens the native engine in a process of its own, from the folder given. */
async function product(folder = installed, ...args: string[]) {
  const env = { ...process.env, LECTERN_TFJS_NODE: folder };
  return promisify(execFile)(
    process.execPath,
    ["--import", "tsx", SCRIPT, "native", ...args],
    { env, timeout: 60_000 },
  );
}

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "lectern-native-")));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a package there that does what `source` says when it is loaded. */
async function writePackage(
  path: string,
  name: string,
  version: string,
  source: string,
): Promise<void> {
  await mkdir(path, { recursive: true });
  const manifest = JSON.stringify({ name, version, main: "main.cjs" });
  await writeFile(join(path, "package.json"), manifest);
  await writeFile(join(path, "main.cjs"), source);
}

describe("openNative says why it cannot open", () => {
  it("a folder that is not there", async () => {
    const { stdout } = await product("/nowhere");
    expect(stdout).toBe(
      `${UNOPENED}LECTERN_TFJS_NODE names no package: /nowhere\n`,
    );
  });

  it("a package of another release than TensorFlow.js", async () => {
    await writePackage(folder, "@tensorflow/tfjs-node", "1.2.3", "");
    const { stdout } = await product(folder);
    expect(stdout).toContain(
      `${UNOPENED}@tensorflow/tfjs-node 1.2.3 does not go with TensorFlow.js 4.`,
    );
  });

  it("another package", async () => {
    await writePackage(folder, "something-else", "4.22.0", "");
    const { stdout } = await product(folder);
    expect(stdout).toBe(
      `${UNOPENED}LECTERN_TFJS_NODE names another package: something-else\n`,
    );
  });

  it("a package that does not load, in its own first line", async () => {
    const { version } = createRequire(import.meta.url)(
      "@tensorflow/tfjs-core/package.json",
    );
    const source = `throw new Error("no libtensorflow\\nsecond line")`;
    await writePackage(folder, "@tensorflow/tfjs-node", version, source);
    for (const name of ["tfjs", "tfjs-core"]) {
      const path = join(folder, "node_modules/@tensorflow", name);
      await writePackage(path, `@tensorflow/${name}`, version, "");
    }
    const { stdout, stderr } = await product(folder);
    expect(stdout).toBe(`${UNOPENED}no libtensorflow\n`);
    expect(stderr).toBe("");
  });
});

describeNative("tfjs-node", () => {
  it("is silent, and its process ends when it is closed", async () => {
    expect(await product()).toEqual({ stdout: "64 0\n", stderr: "" });
  });

  it("lets the process end where it was never closed", async () => {
    expect((await product(installed, "forget")).stdout).toBe("64 0\n");
  });

  it("uses our TensorFlow.js where a copy of its own lies beside it", async () => {
    const require = createRequire(import.meta.url);
    const original = installed
      ? await realpath(installed)
      : dirname(require.resolve("@tensorflow/tfjs-node/package.json"));
    const moved = join(folder, "node_modules/@tensorflow/tfjs-node");
    const isCopied = (path: string) =>
      !["deps", "node_modules"].some((name) => path === join(original, name));
    await cp(original, moved, { recursive: true, filter: isCopied });
    await symlink(join(original, "deps"), join(moved, "deps"));
    const packages = dirname(dirname(original));
    for (const name of await readdir(packages)) {
      if (name.startsWith(".") || name === "@tensorflow") continue;
      await symlink(join(packages, name), join(folder, "node_modules", name));
    }
    for (const name of ["tfjs", "tfjs-core"]) {
      const path = join(folder, "node_modules/@tensorflow", name);
      const source = `throw new Error("loaded a second ${name}")`;
      await writePackage(path, `@tensorflow/${name}`, "4.22.0", source);
    }
    expect((await product(moved)).stdout).toBe("64 0\n");
  });
});

import { execFile } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { nativeRoute } from "../../../src/engine/native/route.ts";

const run = promisify(execFile);
const PRODUCT = fileURLToPath(
  new URL("../fixtures/one-product.ts", import.meta.url),
);

/** The command that the text hands to a person: its variable, and the script that fills it. */
function command(): { variable: string; script: string } {
  const [, variable, script] =
    /^ *export (\w+)="\$\((.+)\)"$/m.exec(nativeRoute()) ?? [];
  if (!variable || !script) throw new Error("the text names no command");
  return { variable, script };
}

/** A folder as the script leaves it, whose package is of a release that nothing goes with. */
async function writeMade(folder: string, script: string): Promise<string> {
  const made = join(folder, "node_modules/@tensorflow/tfjs-node");
  const binding = join(made, "lib/napi-v8/tfjs_binding.node");
  await mkdir(dirname(binding), { recursive: true });
  await mkdir(join(made, "node_modules/@tensorflow"), { recursive: true });
  await writeFile(binding, "");
  const text = JSON.stringify({
    name: "@tensorflow/tfjs-node",
    version: "0.1",
  });
  await writeFile(join(made, "package.json"), text);
  const source = await readFile(script, "utf8");
  const [, tensorflow] = /^tensorflow=(\S+)/m.exec(source) ?? [];
  const release = manifest.optionalDependencies["@tensorflow/tfjs-node"];
  await writeFile(join(folder, "made-of"), `${release} ${tensorflow}\n`);
  return made;
}

it.skipIf(process.platform === "win32")(
  "hands out a command that runs, and whose variable openNative reads",
  async () => {
    const { variable, script } = command();
    const folder = await realpath(await mkdtemp(join(tmpdir(), "lectern-")));
    try {
      const expected = await writeMade(folder, script);
      const printed = (await run(script, [folder])).stdout.trim();
      expect(printed).toBe(expected);
      const env = { ...process.env, [variable]: printed };
      const args = ["--import", "tsx", PRODUCT, "native"];
      const { stdout } = await run(process.execPath, args, { env });
      expect(stdout).toContain("@tensorflow/tfjs-node 0.1 does not go with");
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  60_000,
);

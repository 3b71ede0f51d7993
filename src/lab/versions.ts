import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { EngineName } from "../engine/engine.ts";
import { NATIVE_VARIABLE } from "../engine/native/route.ts";

const require = createRequire(import.meta.url);

/** What every run computes with; native's shapes and gradients come from the first, too. */
const always = ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"];

const native = "@tensorflow/tfjs-node";

/**
 * Versions by name of the packages that compute on `engine`, without loading them. A native
 * engine that is gone has none: what it computed stands. Node's own version is not among
 * them: it changes no number, since nothing here raises to a power with `**`, the one operation
 * whose last digit moved (between Node 22 and 24); the lint and tests/campaigns see to both.
 */
export function readVersions(
  engine: EngineName,
  env: NodeJS.ProcessEnv = process.env,
): { [name: string]: string } {
  const found = always.map((name) => [name, versionOf(name)]);
  const node = engine === "native" ? nativeVersion(env) : undefined;
  return Object.fromEntries(
    node === undefined ? found : [...found, [native, node]],
  );
}

function nativeVersion(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env[NATIVE_VARIABLE];
  try {
    if (!folder) return versionOf(native);
    const manifest = readFileSync(
      join(resolve(folder), "package.json"),
      "utf8",
    );
    return JSON.parse(manifest).version;
  } catch {
    return undefined;
  }
}

/** By name; undefined of what is not installed. Packages stay what they are while a process runs. */
const known = new Map<string, string | undefined>();

/** Throws Error where it is not installed. */
function versionOf(name: string): string {
  if (!known.has(name)) known.set(name, undefined);
  else if (known.get(name) === undefined) throw new Error(`no ${name}`);
  const version: string =
    known.get(name) ?? require(`${name}/package.json`).version;
  known.set(name, version);
  return version;
}

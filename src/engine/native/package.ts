import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import util from "node:util";
import * as tf from "@tensorflow/tfjs";
import { NATIVE_VARIABLE } from "./route.ts";

const PACKAGE = "@tensorflow/tfjs-node";
const ours = createRequire(import.meta.url);

/**
 * Loads tfjs-node on this process's TensorFlow.js: from the folder that LECTERN_TFJS_NODE names,
 * or else as any other package. Returns undefined once it has registered its backend, or says in
 * a few words why it could not.
 */
export function loadTfjsNode(): string | undefined {
  const folder = findPackage();
  if (typeof folder !== "string") return folder.missing;
  const { name, version } = manifest(folder);
  if (name !== PACKAGE)
    return `${NATIVE_VARIABLE} names another package: ${name}`;
  if (version !== tf.version_core) {
    return `${PACKAGE} ${version} does not go with TensorFlow.js ${tf.version_core}`;
  }
  prepareProcess();
  try {
    shareTensorFlowJs(folder);
    ours(folder);
  } catch (error) {
    return firstLine(error);
  }
  return undefined;
}

function findPackage(): string | { readonly missing: string } {
  const named = process.env[NATIVE_VARIABLE];
  if (named) {
    const folder = resolve(named);
    if (existsSync(join(folder, "package.json"))) return realpathSync(folder);
    return { missing: `${NATIVE_VARIABLE} names no package: ${named}` };
  }
  try {
    return dirname(ours.resolve(`${PACKAGE}/package.json`));
  } catch {
    return { missing: `${PACKAGE} is not installed` };
  }
}

function manifest(folder: string): { name?: string; version?: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** What has to be so before TensorFlow's library is loaded. */
function prepareProcess(): void {
  // Errors and warnings reach us as exceptions; what TensorFlow prints would cut through progress.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  // On most CPUs TensorFlow leaves oneDNN off, which makes convolutions two to three times as slow.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "1";
  // tfjs-node 4.22 calls both: deprecated in Node 22, gone in 23.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value == null,
    isArray: Array.isArray,
  });
}

/**
 * Gives tfjs-node there our copy of TensorFlow.js where it would load one of its own: a second
 * copy has a registry of its own, and the backend would be registered where nobody looks.
 */
function shareTensorFlowJs(folder: string): void {
  const theirs = createRequire(join(folder, "package.json"));
  const tfjs = ours.resolve("@tensorflow/tfjs");
  const core = createRequire(tfjs).resolve("@tensorflow/tfjs-core");
  ours(tfjs);
  for (const [name, path] of [
    ["@tensorflow/tfjs", tfjs],
    ["@tensorflow/tfjs-core", core],
  ] as const) {
    const other = theirs.resolve(name);
    if (other !== path) ours.cache[other] = ours.cache[path];
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").trim();
}

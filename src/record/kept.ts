import { readFile } from "node:fs/promises";
import { UserError } from "../errors.ts";
import { readIfThere, sha256, writeWhole } from "../files.ts";
import { formatJson } from "./format.ts";
import type { Record } from "./record.ts";

/**
 * A run as it is kept for the next build: the record, and what it was asked for. It lies
 * beside the output, so that documents that cannot be built yet cost no finished run.
 */
export interface Run {
  /** Identity of the digits that it read, as `locateDigits` says it. */
  readonly data: string;
  readonly record: Record;
}

/** What decides whether a run still stands; the rest of the record is not looked at. */
export interface RunHead {
  readonly data: string;
  readonly record: Pick<Record, "profile" | "seed" | "provenance">;
  /** SHA-256 of the file. */
  readonly hash: string;
}

/**
 * The head of the run kept at `path`; undefined when there is none that can be used. Quick:
 * it loads no schema, since a build with nothing to do must be done before one is loaded.
 */
export async function readRunHead(path: string): Promise<RunHead | undefined> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  try {
    const run: Run = JSON.parse(bytes.toString());
    const { profile, seed, provenance } = run.record;
    const { imports, runner, versions, data, engine } = provenance;
    const parts = [imports, runner, versions, data, engine];
    if (parts.some((part) => typeof part !== "object")) return undefined;
    const record = { profile, seed, provenance };
    return { data: run.data, record, hash: sha256(bytes) };
  } catch {
    return undefined;
  }
}

/** The run kept at `path`, checked. Throws UserError when it cannot be used. */
export async function readRun(path: string): Promise<Run> {
  const { Record } = await import("./record.ts");
  try {
    const { data, record }: Run = JSON.parse(await readFile(path, "utf8"));
    return { data, record: Record.parse(record) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `kept run cannot be used: ${path}: ${why}`,
      "make it again with lectern build --force",
    );
  }
}

/** Keeps the run whole or not at all, and returns its hash, as `readRunHead` gives it. */
export async function writeRun(path: string, run: Run): Promise<string> {
  const text = formatJson(run);
  await writeWhole(path, text);
  return sha256(text);
}

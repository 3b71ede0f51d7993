import { courseClasses } from "../classes.ts";
import { isInside, readIfThere, sha256, writeWhole } from "../files.ts";
import { isObject, isTexts, parseJson } from "../json.ts";
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
  return bytes && parseHead(bytes);
}

/** The head of a run that is not kept yet; undefined where it would be of no use. */
export function headOf(run: Run): RunHead | undefined {
  return parseHead(Buffer.from(formatJson(run)));
}

function parseHead(bytes: Buffer): RunHead | undefined {
  const run = parseJson(bytes);
  if (!isObject(run) || !isObject(run.record)) return undefined;
  const { data, record } = run;
  const { profile, seed } = record;
  const provenance = withClasses(record.provenance);
  if (typeof data !== "string" || !isProvenance(provenance)) return undefined;
  if (profile !== "full" && profile !== "quick") return undefined;
  if (!Number.isSafeInteger(seed)) return undefined;
  const head = { profile, seed: Number(seed), provenance } as const;
  return { data, record: head, hash: sha256(bytes) };
}

/** Runs of before knew no other classes, and did not name them: as the schema fills them in. */
function withClasses(provenance: unknown): unknown {
  if (!isObject(provenance) || !isObject(provenance.data)) return provenance;
  const { classes = courseClasses } = provenance.data;
  return { ...provenance, data: { ...provenance.data, classes } };
}

/** What is read of it is of the right kind: a file that a hand changed is no run. */
function isProvenance(
  value: unknown,
): value is RunHead["record"]["provenance"] {
  if (!isObject(value)) return false;
  const { imports, runner, versions, data, engine } = value;
  return (
    isTexts(imports) &&
    isTexts(runner) &&
    isTexts(versions) &&
    isObject(data) &&
    isTexts(engine) &&
    typeof data.name === "string" &&
    Array.isArray(data.classes) &&
    data.classes.length === 2 &&
    data.classes.every((each) => typeof each === "string") &&
    (engine.name === "wasm" || engine.name === "native") &&
    engine.version !== undefined &&
    engine.arithmetic !== undefined &&
    // Read again to see whether they changed: nothing outside the project.
    [...Object.keys(imports), ...Object.keys(runner)].every(isInside)
  );
}

/** The run kept at `path`, checked; undefined when there is none that can be used. */
export async function readRun(path: string): Promise<Run | undefined> {
  return parseRun(await readIfThere(path));
}

/** The run that `bytes` hold, through the schema; undefined where they hold none. */
export async function parseRun(
  bytes: Buffer | undefined,
): Promise<Run | undefined> {
  const run = parseJson(bytes);
  if (!isObject(run) || typeof run.data !== "string") return undefined;
  const { Record } = await import("./record.ts");
  const read = Record.safeParse(run.record);
  return read.success ? { data: run.data, record: read.data } : undefined;
}

/** Keeps the run whole or not at all, and returns its hash, as `readRunHead` gives it. */
export async function writeRun(path: string, run: Run): Promise<string> {
  const text = formatJson(run);
  await writeWhole(path, text);
  return sha256(text);
}

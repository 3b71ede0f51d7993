import { z } from "zod";
import { UserError } from "../errors.ts";
import { readIfThere, writeWhole } from "../files.ts";
import { formatJson } from "./format.ts";
import { Record } from "./record.ts";

/** The record's text, the same for the same run. */
export function formatRecord(record: Record): string {
  return formatJson(record);
}

/**
 * Text → record. Throws UserError that names the first wrong field.
 * `path` is only for the message.
 */
export function parseRecord(text: string, path: string): Record {
  const hint = "run lectern build --force to make it again";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UserError(`record is not JSON: ${path}`, hint);
  }
  const parsed = Record.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "top level";
  throw new UserError(
    `record cannot be used: ${path}: ${where}: ${issue?.message ?? "invalid"}`,
    hint,
  );
}

/** A run as it is kept for the next build: the record, and what was asked for. */
export interface Run {
  /** Identity of the digits that it read: it may name a file's time, so no record holds it. */
  readonly data: string;
  readonly record: Record;
}

const KeptRun = z.object({ data: z.string(), record: Record });

/** The run kept at `path`; undefined when there is none, or none that can be used. */
export async function readRun(path: string): Promise<Run | undefined> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  try {
    return KeptRun.parse(JSON.parse(bytes.toString()));
  } catch {
    return undefined;
  }
}

/** Keeps the run whole or not at all. */
export function writeRun(path: string, run: Run): Promise<void> {
  return writeWhole(path, formatJson(run));
}

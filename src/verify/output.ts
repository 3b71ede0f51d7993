import { join } from "node:path";
import { type Manifest, readManifest } from "../build/manifest.ts";
import { keptIn } from "../build/state.ts";
import { UserError } from "../errors.ts";
import { readIfThere, sha256 } from "../files.ts";
import { parseJson } from "../json.ts";
import { formatJson } from "../record/format.ts";
import { readRun, readRunHead } from "../record/kept.ts";
import { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { Deviation } from "./verdict.ts";

/** Where the built record lies in a topic's output folder. */
export const recordPath = "record.json";

/** And where the run lies that it was built from. */
const runPath = ".lectern/run.json";

/** A topic's output as it lies there, read once. */
export interface Output {
  readonly folder: string;
  readonly manifest: Manifest;
  /** What was built from. */
  readonly record: Record;
  /** Identity of the digits of the run, where that is kept. */
  readonly data: string | undefined;
  /** SHA-256 of the kept run; "" where there is none. */
  readonly run: string;
  /** Bytes of each file that the build wrote; undefined where it is missing. */
  readonly files: ReadonlyMap<string, Buffer | undefined>;
}

/**
 * Reads what is built of the topic; undefined where nothing is. Throws UserError where no record of
 * it is left.
 */
export async function readOutput(
  topic: Topic,
  folder: string,
): Promise<Output | undefined> {
  const manifest = await readManifest(folder);
  const written = manifest?.parts.run?.files[recordPath];
  if (manifest === undefined || written === undefined) return undefined;
  const files = new Map<string, Buffer | undefined>();
  for (const part of Object.values(manifest.parts))
    for (const path of Object.keys(part.files))
      files.set(path, await readIfThere(join(folder, path)));
  const kept = await readRun(keptIn(folder));
  const head = await readRunHead(keptIn(folder));
  const there = Record.safeParse(parseJson(files.get(recordPath))).data;
  const isWritten = (each: Record | undefined) =>
    each !== undefined && sha256(formatJson(each)) === written;
  const record = isWritten(there) ? there : (kept?.record ?? there);
  if (record !== undefined)
    return {
      ...{ folder, manifest, record, files },
      ...{ data: kept?.data, run: head?.hash ?? "" },
    };
  throw new UserError(
    `no record is left of ${topic.name}: ${recordPath} and ${runPath} are damaged`,
    `build it again: lectern build ${topic.slug}`,
  );
}

/** Whether the run that is kept for the next build is the one that was built. */
export async function checkRun({
  folder,
  record,
}: Output): Promise<Deviation[]> {
  const kept = await readRun(keptIn(folder));
  const file = runPath;
  if (kept === undefined)
    return [{ verdict: "tampered", file, said: "is missing or damaged" }];
  if (formatJson(kept.record) === formatJson(record)) return [];
  const origin = ({ profile, seed, provenance }: Record) =>
    JSON.stringify([profile, seed, provenance]);
  // Documents that could not be made leave a run that is newer than what is built.
  return origin(kept.record) === origin(record)
    ? [{ verdict: "tampered", file, said: "has other values than the record" }]
    : [
        {
          verdict: "outdated",
          file,
          said: "is another run than the one built",
        },
      ];
}

import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeOutput } from "../build/folder.ts";
import { withLock } from "../build/lock.ts";
import { type PartName, partNames } from "../build/manifest.ts";
import { collect } from "../build/render/render.ts";
import type { Reporter, Request, Surroundings } from "../build/request.ts";
import { rerun } from "../build/run-topic.ts";
import { keptIn, partKeys } from "../build/state.ts";
import { readTexts } from "../build/texts.ts";
import { recover } from "../build/transaction.ts";
import { readSettings } from "../course/settings.ts";
import { FindingsError } from "../errors.ts";
import { sha256 } from "../files.ts";
import { ExperimentError } from "../lab/run.ts";
import { describeDifference, findDifferences } from "../record/difference.ts";
import { formatJson } from "../record/format.ts";
import { readRun } from "../record/kept.ts";
import type { Record } from "../record/record.ts";
import { chooseData } from "../topic/data.ts";
import type { Topic } from "../topic/topic.ts";
import { attest } from "./attest.ts";
import { checkFiles, type Remade } from "./documents.ts";
import { checkRun, type Output, readOutput } from "./output.ts";
import {
  checkCode,
  checkDigits,
  chooseSource,
  compareOrigins,
} from "./sources.ts";
import { conclude, type Deviation, type Report } from "./verdict.ts";

const { version } = createRequire(import.meta.url)("../../package.json");

/** One topic to verify, and what that may use. */
interface Work {
  readonly topic: Topic;
  readonly request: Request;
  /** As `--data` names it; undefined: what the record says. */
  readonly source: string | undefined;
  readonly around: Surroundings;
  readonly reporter: Reporter;
}

/** What a new run of the recorded kind says of the recorded one. */
type Found = Pick<Report, "deviations" | "values">;

/**
 * Runs the topic once more in a folder of its own, as its record states the run, and compares that and
 * all that is made of it with what is built. The verdict is left beside the record. Undefined where
 * nothing is built. Throws UserError where the run cannot be made here, and the abort reason.
 */
export async function verifyTopic(work: Work): Promise<Report | undefined> {
  const { topic, request, around, reporter } = work;
  const folder = join(request.out, topic.name);
  // Looked at before it is locked: a lock would make a folder of nothing.
  if ((await readOutput(topic, folder)) === undefined) return undefined;
  return withLock(
    folder,
    around.signal,
    (holder) => reporter.say(`${topic.name}: waiting for ${holder}`),
    async () => {
      await writeOutput(() => recover(folder));
      const output = await readOutput(topic, folder);
      if (output === undefined) return undefined;
      const report = await verifyOutput(work, output);
      await writeOutput(() => attest(topic, request.root, output, report));
      return report;
    },
  );
}

async function verifyOutput(work: Work, output: Output): Promise<Report> {
  const { record, files } = output;
  const run = await checkRunAgain(work, output);
  const made = await remake(work, output);
  const deviations = [
    ...(await checkFiles(output, made)),
    ...(await checkRun(output)),
    ...run.deviations,
  ];
  const { name, sha256: data } = record.provenance.data;
  return {
    ...{ format: 1, topic: work.topic.name, verdict: conclude(deviations) },
    ...{ deviations, values: run.values, lectern: version },
    engine: record.provenance.engine,
    ...{ profile: record.profile, seed: record.seed },
    data: { name, sha256: data },
    files: Object.fromEntries(
      [...files].flatMap(([path, bytes]) =>
        bytes === undefined ? [] : [[path, sha256(bytes)]],
      ),
    ),
  };
}

/** Compares the run with a new one, where what it read is there. */
async function checkRunAgain(work: Work, output: Output): Promise<Found> {
  const { record } = output;
  const { root } = work.request;
  const source = work.source ?? chooseSource(output);
  const own = await chooseData(work.topic, source);
  const sources = [
    ...(await checkCode(record, root)),
    ...(await checkDigits(output, own.data, work.around.env)),
  ];
  // Of other data no run says anything about the recorded one.
  const isOther = sources.some(({ verdict }) => verdict === "tampered");
  if (isOther) return { deviations: sources, values: [] };
  const now = await runAgain(work, record, source).catch((error) => {
    const isTopic = error instanceof ExperimentError;
    const isTheirs = isTopic || error instanceof FindingsError;
    if (sources.length === 0 || !isTheirs) throw error;
    return String(error.message);
  });
  if (typeof now === "string")
    return {
      deviations: [
        ...sources,
        { verdict: "outdated", said: `that code fails: ${now}` },
      ],
      values: [],
    };
  const found = [
    ...sources,
    ...compareOrigins(record.provenance, now.provenance),
  ];
  const values = findDifferences(record, now);
  return {
    deviations: [...found, ...tellValues(values, found, record, now)],
    values,
  };
}

/** Other values are the fault of other code or data, where there are such; else they stand for themselves. */
function tellValues(
  values: Report["values"],
  found: readonly Deviation[],
  record: Record,
  now: Record,
): Deviation[] {
  const verdict = found.length > 0 ? conclude(found) : "diverged";
  if (verdict === "reproduced") return [];
  if (values.length > 0)
    return values.map((each) => ({ verdict, said: describeDifference(each) }));
  const isSame = found.length > 0 || formatJson(record) === formatJson(now);
  return isSame
    ? []
    : [{ verdict, said: "the same values are recorded in another order" }];
}

/** The record of a new run, made in a folder that is gone when it returns, or throws. */
async function runAgain(
  { topic, request, around, reporter }: Work,
  { profile, seed, provenance }: Record,
  data: string,
): Promise<Record> {
  const out = await mkdtemp(join(tmpdir(), "lectern-verify-"));
  try {
    // What another machine computed would prove nothing.
    const { cache: _, ...own } = request;
    const { name: engine, arithmetic } = provenance.engine;
    const reproducible = arithmetic !== "fma";
    await rerun(
      topic,
      { ...own, out, profile, seed, engine, reproducible, data },
      { identity: provenance.data.sha256, classes: provenance.data.classes },
      ["it is verified"],
      around,
      reporter,
    );
    const run = await readRun(keptIn(join(out, topic.name)));
    if (run === undefined) throw new Error(`no run was kept of ${topic.name}`);
    return run.record;
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Makes all files of the recorded run anew, with no drawing that was kept. Writes nothing. */
async function remake(
  { topic, request, around, reporter }: Work,
  { record, manifest, run }: Output,
): Promise<Remade> {
  reporter.busy(`${topic.name}: making its files anew`);
  const texts = await readTexts(topic);
  const settings = await readSettings(request.root, manifest.flags, topic);
  const keys = await partKeys(run, texts, settings);
  const wanted = partNames.filter((name) => manifest.parts[name]);
  const { parts } = await collect({
    ...{ topic, record, texts, settings, wanted },
    look: { machine: request.machine, signal: around.signal },
  }).finally(() => reporter.stop());
  const files = Object.values(parts).flatMap((part) => [...part]);
  const isCurrent = (name: PartName) =>
    manifest.parts[name]?.key === keys[name];
  return {
    files: new Map(files),
    current: new Set(wanted.filter(isCurrent)),
  };
}

import { join } from "node:path";
import type { Classes } from "../classes.ts";
import { type Code, readCode } from "../lab/freshness.ts";
import { runExperiment } from "../lab/run.ts";
import { readVersions } from "../lab/versions.ts";
import { type Run, writeRun } from "../record/kept.ts";
import type { Record } from "../record/record.ts";
import { isWithoutDigits } from "../topic/classes.ts";
import { chooseData } from "../topic/data.ts";
import type { Topic } from "../topic/topic.ts";
import { findShared, openShared, share } from "./cache/share.ts";
import { openFolder, writeOutput } from "./folder.ts";
import { withLock } from "./lock.ts";
import { sumUp } from "./reasons.ts";
import type { Chosen, Reporter, Request, Surroundings } from "./request.ts";
import { noteSeconds } from "./split/seconds.ts";
import { keptIn } from "./state.ts";
import { recover } from "./transaction.ts";

/**
 * Runs the topic's experiment alone, under its lock, and keeps the run for the next build. Of what
 * was built nothing changes. `why` is said to the reporter.
 */
export async function rerun(
  topic: Topic,
  request: Request,
  digits: Chosen,
  why: readonly string[],
  around: Surroundings,
  reporter: Reporter,
): Promise<void> {
  const folder = join(request.out, topic.name);
  await openFolder(folder);
  await withLock(
    folder,
    around.signal,
    (holder) => reporter.say(`${topic.name}: waiting for ${holder}`),
    async () => {
      await writeOutput(() => recover(folder));
      await runAndKeep(topic, request, digits, why, around, reporter);
    },
  );
}

/** A run as it is kept now; `isReused` where another machine had computed it. */
export interface Ran {
  readonly record: Record;
  readonly hash: string;
  readonly isReused: boolean;
}

/**
 * Runs the experiment, or takes the run that the cache has of the same state, and keeps it before
 * anything is made of it. Needs the lock.
 */
export async function runAndKeep(
  topic: Topic,
  request: Request,
  { identity, classes }: Chosen,
  why: readonly string[],
  around: Surroundings,
  reporter: Reporter,
): Promise<Ran> {
  const { root, profile, seed, force } = request;
  // Read before the run: an edit in mid-run then makes the record stale.
  const code = await readCode(join(topic.folder, "experiment.ts"), root);
  const asked = {
    topic: topic.name,
    profile,
    seed,
    data: identity,
    classes,
    code,
  };
  const told = {
    signal: around.signal,
    warn: (text: string) => reporter.say(text),
  };
  const cache = openShared(request, told);
  const folder = join(request.out, topic.name);
  const keep = (run: Run) => writeOutput(() => writeRun(keptIn(folder), run));
  reporter.busy(`${topic.name}: running`);
  const shared =
    cache && !force
      ? await findShared(cache, asked, topic, root, told)
      : undefined;
  if (shared !== undefined) {
    reporter.say(`${topic.name}: taken from the cache, because ${sumUp(why)}`);
    return { record: shared.record, hash: await keep(shared), isReused: true };
  }
  reporter.say(`${topic.name}: running, because ${sumUp(why)}`);
  const start = performance.now();
  const run = await runTopic(topic, request, classes, code, around, reporter);
  const duration = performance.now() - start;
  const hash = await keep(run);
  // The machines of one array must find the same seconds, however late each of them begins.
  if (!request.shard) noteSeconds(topic, profile, duration / 1000);
  if (cache) await share(cache, asked, run, duration, { topic, root }, told);
  return { record: run.record, hash, isReused: false };
}

/** Runs one topic's experiment and puts its record together. Writes nothing. */
async function runTopic(
  topic: Topic,
  request: Request,
  classes: Classes,
  code: Code,
  { env, cwd, signal }: Surroundings,
  reporter: Reporter,
): Promise<Run> {
  const experiment = join(topic.folder, "experiment.ts");
  const { root, profile, seed, engine, threads, reproducible } = request;
  const job = {
    ...{ experiment, root, profile, seed, engine, reproducible },
    ...{ ...(await chooseData(topic, request.data)), classes },
    ...((await isWithoutDigits(topic)) && { withoutDigits: true as const }),
  };
  const result = await runExperiment(
    threads === undefined ? job : { ...job, threads },
    {
      env,
      cwd,
      signal,
      onData: (origin) =>
        reporter.say(
          `${topic.name}: digits ${classes.join(" and ")}: ${origin}`,
        ),
      onProgress: (label, progress) =>
        reporter.progress(`${topic.name}: ${label}`, progress),
      onPrint: (text) => reporter.say(text.trimEnd()),
    },
  ).finally(() => reporter.stop());
  const { findings, identity, reads, ...made } = result;
  const { Record } = await import("../record/record.ts");
  // Through the schema, as a kept run goes: the same order of keys, the same bytes.
  const record = Record.parse({
    format: 1,
    topic: topic.name,
    profile,
    seed,
    provenance: {
      ...made,
      ...code,
      imports: { ...code.imports, ...reads },
      versions: readVersions(made.engine.name, env),
    },
    ...findings,
  });
  return { data: identity, record };
}

import { join } from "node:path";
import type { Classes } from "../classes.ts";
import { readCode } from "../lab/freshness.ts";
import { runExperiment } from "../lab/run.ts";
import { readVersions } from "../lab/versions.ts";
import { type Run, writeRun } from "../record/kept.ts";
import type { Record } from "../record/record.ts";
import { isWithoutDigits } from "../topic/classes.ts";
import type { Topic } from "../topic/topic.ts";
import { openFolder, writeOutput } from "./folder.ts";
import { withLock } from "./lock.ts";
import { sumUp } from "./reasons.ts";
import type { Reporter, Request, Surroundings } from "./request.ts";
import { keptIn } from "./state.ts";
import { recover } from "./transaction.ts";

/**
 * Runs the topic's experiment alone, under its lock, and keeps the run for the next build. Of what
 * was built nothing changes. `why` is said to the reporter.
 */
export async function rerun(
  topic: Topic,
  request: Request,
  classes: Classes,
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
      await runAndKeep(topic, request, classes, why, around, reporter);
    },
  );
}

/** Runs the experiment, and keeps the run before anything is made of it. Needs the lock. */
export async function runAndKeep(
  topic: Topic,
  request: Request,
  classes: Classes,
  why: readonly string[],
  around: Surroundings,
  reporter: Reporter,
): Promise<{ record: Record; hash: string }> {
  reporter.say(`${topic.name}: running, because ${sumUp(why)}`);
  reporter.busy(`${topic.name}: running`);
  const run = await runTopic(topic, request, classes, around, reporter);
  const path = keptIn(join(request.out, topic.name));
  const hash = await writeOutput(() => writeRun(path, run));
  return { record: run.record, hash };
}

/** Runs one topic's experiment and puts its record together. Writes nothing. */
async function runTopic(
  topic: Topic,
  request: Request,
  classes: Classes,
  { env, cwd, signal }: Surroundings,
  reporter: Reporter,
): Promise<Run> {
  const experiment = join(topic.folder, "experiment.ts");
  // Read before the run: an edit in mid-run then makes the record stale.
  const code = await readCode(experiment, request.root);
  const { profile, seed, engine, data, threads, reproducible } = request;
  const { root } = request;
  const job = {
    ...{ experiment, root, profile, seed, engine, reproducible },
    ...{ data, classes },
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

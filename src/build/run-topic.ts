import { join } from "node:path";
import type { Classes } from "../classes.ts";
import { readCode } from "../lab/freshness.ts";
import { runExperiment } from "../lab/run.ts";
import { readVersions } from "../lab/versions.ts";
import type { Run } from "../record/kept.ts";
import type { Topic } from "../topic/topic.ts";
import type { Reporter, Request, Surroundings } from "./request.ts";

/** Runs one topic's experiment and puts its record together. Writes nothing. */
export async function runTopic(
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

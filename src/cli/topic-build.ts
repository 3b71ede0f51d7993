import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { sha256 } from "../files.ts";
import { readCode, whyStale } from "../lab/freshness.ts";
import { runExperiment } from "../lab/run.ts";
import { Record } from "../record/record.ts";
import { formatRecord, type Run, readRun, writeRun } from "../record/store.ts";
import type { Topic } from "../topic/topic.ts";
import type { Streams } from "./command.ts";
import { type Manifest, type PartName, readManifest } from "./manifest.ts";
import {
  asUserError,
  type NewPart,
  type Written,
  writeParts,
} from "./output.ts";
import type { Reporter } from "./progress.ts";
import { type Rendered, readTexts, render, type TopicTexts } from "./render.ts";
import { readRenderKey } from "./render-key.ts";
import { type Request, readSettings } from "./request.ts";
import type { Settings } from "./settings.ts";

/** What became of one topic. */
export interface Built extends Written {
  readonly topic: string;
  /** Why the experiment ran; empty when it did not. */
  readonly ran: readonly string[];
  readonly record: Record;
  readonly warnings: Rendered["warnings"];
}

/** What one topic's output is, before anything is done about it. */
export interface State {
  readonly folder: string;
  readonly run: Run | undefined;
  readonly manifest: Manifest | undefined;
  /** Why the experiment must run; empty when the kept run stands. */
  readonly stale: readonly string[];
}

/** Reads the state; `data` is the identity of the digits that a run would use. */
export async function readState(
  topic: Topic,
  request: Request,
  data: string,
): Promise<State> {
  const folder = join(request.out, topic.name);
  const run = await readRun(join(folder, ".lectern/run.json"));
  const wanted = { ...request, data };
  const experiment = experimentPath(topic, request.root);
  const stale = await whyStale(run, wanted, experiment, request.root);
  return { folder, run, manifest: await readManifest(folder), stale };
}

/** Brings one topic's output up to date. */
export async function buildTopic(
  topic: Topic,
  request: Request,
  data: string,
  streams: Streams,
  reporter: Reporter,
): Promise<Built> {
  const state = await readState(topic, request, data);
  const ran = request.force ? ["--force", ...state.stale] : state.stale;
  const texts = await readTexts(topic);
  let run = state.run;
  if (run === undefined || ran.length > 0) {
    for (const why of ran)
      reporter.say(`${topic.name}: running, because ${why}`);
    run = await runTopic(topic, request, streams, reporter);
    await writeRun(join(state.folder, ".lectern/run.json"), run).catch(
      (error) => {
        throw asUserError(error, state.folder);
      },
    );
  }
  const { record } = run;
  const settings = await readSettings(request);
  const keys = await partKeys(record, texts, settings);
  const wanted: PartName[] = [];
  for (const name of request.parts) {
    if (!(await isCurrent(state, name, keys[name]))) wanted.push(name);
  }
  const nothing = {
    topic: topic.name,
    ran,
    record,
    warnings: [],
    written: [],
    kept: [],
  };
  if (wanted.length === 0) return nothing;
  const { parts, warnings } = await render(
    topic,
    record,
    texts,
    wanted,
    settings,
  );
  const next: Partial<{ [name in PartName]: NewPart }> = {};
  for (const name of wanted) {
    const files = parts[name];
    if (files !== undefined) next[name] = { key: keys[name], files };
  }
  streams.signal.throwIfAborted();
  const { written, kept } = await writeParts(
    state.folder,
    next,
    state.manifest,
  );
  return { ...nothing, warnings, written, kept };
}

async function runTopic(
  topic: Topic,
  request: Request,
  streams: Streams,
  reporter: Reporter,
): Promise<Run> {
  const experiment = join(topic.folder, "experiment.ts");
  // Read before the run: an edit in mid-run then makes the record stale.
  const code = await readCode(experiment, request.root);
  const { profile, seed, engine, threads } = request;
  const result = await runExperiment(
    {
      experiment,
      profile,
      seed,
      engine,
      data: request.data,
      ...(threads === undefined ? {} : { threads }),
    },
    {
      env: streams.env,
      cwd: streams.cwd,
      signal: streams.signal,
      onData: (origin) => reporter.say(`${topic.name}: digits: ${origin}`),
      onProgress: (label, progress) =>
        reporter.progress(`${topic.name}: ${label}`, progress),
      onPrint: (text) => reporter.say(text.trimEnd()),
    },
  ).finally(() => reporter.stop());
  const { findings, identity, ...made } = result;
  const record = {
    format: 1,
    topic: topic.name,
    profile,
    seed,
    provenance: { ...made, ...code },
    ...findings,
  };
  // Through the schema, as a kept run goes: the same order of keys, the same bytes.
  return { data: identity, record: Record.parse(record) };
}

/** Hash of everything that each part is made from. */
async function partKeys(
  record: Record,
  texts: TopicTexts,
  settings: Settings,
): Promise<{ [name in PartName]: string }> {
  const code = await readRenderKey();
  const found = sha256(formatRecord(record));
  const key = (...from: unknown[]) =>
    sha256(JSON.stringify([code, found, ...from]));
  return {
    run: key(),
    article: key(texts.article, texts.sources, settings),
    deck: key(texts.deck, texts.sources, settings),
  };
}

/** True when the part was made from the same inputs and its files are still those. */
async function isCurrent(
  { manifest, folder }: State,
  name: PartName,
  key: string,
): Promise<boolean> {
  const part = manifest?.parts[name];
  if (part === undefined || part.key !== key || manifest?.pending !== undefined)
    return false;
  for (const [path, hash] of Object.entries(part.files)) {
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    if (bytes === undefined || sha256(bytes) !== hash) return false;
  }
  return true;
}

function experimentPath(topic: Topic, root: string): string {
  return relative(root, join(topic.folder, "experiment.ts"))
    .split(sep)
    .join("/");
}

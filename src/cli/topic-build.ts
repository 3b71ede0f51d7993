import { join } from "node:path";
import type { Finding } from "../errors.ts";
import type { Machine } from "../medium/secrets.ts";
import { readRun, writeRun } from "../record/kept.ts";
import type { Topic } from "../topic/topic.ts";
import type { Streams } from "./command.ts";
import type { PartName } from "./manifest.ts";
import {
  type Files,
  type NewPart,
  openFolder,
  type Written,
  writeParts,
} from "./output.ts";
import type { Reporter } from "./progress.ts";
import { sumUp } from "./reasons.ts";
import type { Rendered } from "./render.ts";
import { type Request, readSettings } from "./request.ts";
import { runTopic } from "./run-topic.ts";
import type { Settings } from "./settings.ts";
import {
  isCurrent,
  keptRun,
  partKeys,
  readState,
  type State,
} from "./state.ts";
import { readTexts, type TopicTexts } from "./texts.ts";

/** What became of one topic. */
export interface Built extends Written {
  readonly topic: string;
  /** Why the experiment ran; empty when it did not. */
  readonly ran: readonly string[];
  readonly warnings: readonly Finding[];
  /** How long the talk is, where the deck was made. */
  readonly talk?: string;
}

/** Brings one topic's output up to date; `data` is the identity of the digits to use. */
export async function buildTopic(
  topic: Topic,
  request: Request,
  data: string,
  streams: Streams,
  reporter: Reporter,
): Promise<Built> {
  const state = await readState(topic, request, data);
  const texts = await readTexts(topic);
  const settings = await readSettings(request.root, request.flags);
  const ran = request.force ? ["--force", ...state.stale] : [...state.stale];
  let hash = state.run?.hash ?? "";
  if (ran.length > 0) {
    reporter.say(`${topic.name}: running, because ${sumUp(ran)}`);
    await openFolder(state.folder);
    const run = await runTopic(topic, request, streams, reporter);
    hash = await writeRun(join(state.folder, keptRun), run);
  }
  const keys = await partKeys(hash, texts, settings);
  const wanted: PartName[] = [];
  for (const name of request.parts) {
    if (!(await isCurrent(state, name, keys[name]))) wanted.push(name);
  }
  const built = { topic: topic.name, ran, warnings: [], written: [], kept: [] };
  if (wanted.length === 0) return built;
  const made = await renderParts(
    topic,
    state,
    texts,
    wanted,
    settings,
    request.machine,
  );
  const next: { [name in PartName]?: NewPart } = {};
  for (const [name, files] of Object.entries(made.parts) as [
    PartName,
    Files,
  ][]) {
    next[name] = { key: keys[name], files };
  }
  streams.signal.throwIfAborted();
  const { parts: _, hosted: __, ...said } = made;
  const written = await writeParts(
    state.folder,
    next,
    state.manifest,
    request.flags,
  );
  return { ...built, ...said, ...written };
}

async function renderParts(
  topic: Topic,
  { folder }: State,
  texts: TopicTexts,
  wanted: readonly PartName[],
  settings: Settings,
  machine: Machine,
): Promise<Rendered> {
  const { record } = await readRun(join(folder, keptRun));
  const { render } = await import("./render.ts");
  return render(topic, record, texts, wanted, settings, { machine });
}

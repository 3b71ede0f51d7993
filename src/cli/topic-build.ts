import { join } from "node:path";
import type { Finding } from "../errors.ts";
import { readRun, writeRun } from "../record/kept.ts";
import type { Topic } from "../topic/topic.ts";
import type { Streams } from "./command.ts";
import type { PartName } from "./manifest.ts";
import {
  asUserError,
  type NewPart,
  type Written,
  writeParts,
} from "./output.ts";
import type { Reporter } from "./progress.ts";
import { sumUp } from "./reasons.ts";
import { type Request, readSettings } from "./request.ts";
import { runTopic } from "./run-topic.ts";
import { isCurrent, keptRun, partKeys, readState } from "./state.ts";
import { readTexts } from "./texts.ts";

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
  const { folder } = state;
  const texts = await readTexts(topic);
  const settings = await readSettings(request);
  const ran = request.force ? ["--force", ...state.stale] : [...state.stale];
  if (ran.length > 0)
    reporter.say(`${topic.name}: running, because ${sumUp(ran)}`);
  const kept = join(folder, keptRun);
  let hash = state.run?.hash ?? "";
  if (ran.length > 0) {
    const run = await runTopic(topic, request, streams, reporter);
    hash = await writeRun(kept, run).catch((error) => {
      throw asUserError(error, folder);
    });
  }
  const keys = await partKeys(hash, texts, settings);
  const wanted: PartName[] = [];
  for (const name of request.parts) {
    if (!(await isCurrent(state, name, keys[name]))) wanted.push(name);
  }
  const nothing = {
    topic: topic.name,
    ran,
    warnings: [],
    written: [],
    kept: [],
  };
  if (wanted.length === 0) return nothing;
  const { record } = await readRun(kept);
  const { render } = await import("./render.ts");
  const { parts, ...rendered } = await render(
    topic,
    record,
    texts,
    wanted,
    settings,
  );
  const next: { [name in PartName]?: NewPart } = {};
  for (const name of wanted) {
    const files = parts[name];
    if (files !== undefined) next[name] = { key: keys[name], files };
  }
  streams.signal.throwIfAborted();
  return {
    ...nothing,
    ...rendered,
    ...(await writeParts(folder, next, state.manifest)),
  };
}

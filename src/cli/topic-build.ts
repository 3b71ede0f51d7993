import { join } from "node:path";
import type { Finding } from "../errors.ts";
import { findUntrackedReads } from "../lab/untracked.ts";
import { type Run, readRun, writeRun } from "../record/kept.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { ToldChanges } from "./changes.ts";
import type { Streams } from "./command.ts";
import type { PartName } from "./manifest.ts";
import {
  asUserError,
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
  /** What differs from the record of the build before, where there was one. */
  readonly changes?: ToldChanges;
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
  if (ran.length > 0) {
    reporter.say(`${topic.name}: running, because ${sumUp(ran)}`);
    reporter.busy(`${topic.name}: running`);
    await openFolder(state.folder);
  }
  const hash =
    ran.length > 0
      ? await keepRun(
          state.folder,
          await runTopic(topic, request, streams, reporter),
        )
      : (state.run?.hash ?? "");
  const keys = await partKeys(hash, texts, settings);
  const wanted: PartName[] = [];
  for (const name of request.parts) {
    if (!(await isCurrent(state, name, keys[name]))) wanted.push(name);
  }
  const built = { topic: topic.name, ran, warnings: [], written: [], kept: [] };
  if (wanted.length === 0) return built;
  reporter.busy(`${topic.name}: writing`);
  const { record } = await readRun(join(state.folder, keptRun));
  // Told before the texts are bound: a claim that flipped may have nothing else to say.
  const changes = await tellRun(topic, state, record, texts, ran, reporter);
  const { render } = await import("./render.ts");
  const options = { machine: request.machine };
  const made = await render(topic, record, texts, wanted, settings, options);
  streams.signal.throwIfAborted();
  const { parts, hosted: _, ...said } = made;
  const experiment = join(topic.folder, "experiment.ts");
  const untracked = await findUntrackedReads(experiment, request.root);
  const warnings = [...untracked.map(asWarning), ...said.warnings];
  const written = await writeParts(
    state.folder,
    withKeys(parts, keys),
    state.manifest,
    request.flags,
  );
  return { ...built, ...said, warnings, ...changes, ...written };
}

/** A build goes on where `lectern check` will not. */
function asWarning(finding: Finding): Finding {
  return { ...finding, severity: "warning" };
}

function withKeys(
  parts: Rendered["parts"],
  keys: { readonly [name in PartName]: string },
): { [name in PartName]?: NewPart } {
  const entries = Object.entries(parts) as [PartName, Files][];
  const keyed = entries.map(([name, files]) => [
    name,
    { key: keys[name], files },
  ]);
  return Object.fromEntries(keyed);
}

/** Keeps a finished run before anything is made of it. Throws UserError where it cannot. */
async function keepRun(folder: string, run: Run): Promise<string> {
  try {
    return await writeRun(join(folder, keptRun), run);
  } catch (error) {
    throw asUserError(error, folder);
  }
}

/** Says what differs from the record that was written last; of a run, also that nothing does. */
async function tellRun(
  topic: Topic,
  { folder }: State,
  record: Record,
  texts: TopicTexts,
  ran: readonly string[],
  reporter: Reporter,
): Promise<{ changes?: ToldChanges }> {
  const { hasChanges, tellChanges } = await import("./changes.ts");
  const changes = await tellChanges(folder, record, texts);
  if (changes === undefined) return {};
  if (ran.length === 0 && !hasChanges(changes)) return {};
  const { formatChanges } = await import("./format-changes.ts");
  for (const line of formatChanges(topic.name, changes)) reporter.say(line);
  return { changes };
}

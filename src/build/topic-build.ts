import { join } from "node:path";
import { readSettings, type Settings } from "../course/settings.ts";
import type { Finding } from "../errors.ts";
import { Shelf } from "../kept/shelf.ts";
import { findUntrackedReads } from "../lab/untracked.ts";
import { readRun } from "../record/kept.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { ToldChanges } from "./changes.ts";
import { openFolder, writeOutput } from "./folder.ts";
import { isKnownDone } from "./known/done.ts";
import { asNotes, readChanges, tellRun } from "./known/told.ts";
import { withLock } from "./lock.ts";
import { attestations } from "./manifest.ts";
import { type Wanted, type Written, withKeys, writeParts } from "./output.ts";
import type { Told } from "./refresh/desk.ts";
import type { Chosen, Reporter, Request, Surroundings } from "./request.ts";
import { runAndKeep } from "./run-topic.ts";
import {
  isCurrent,
  keptIn,
  keptPath,
  partKeys,
  readState,
  type State,
} from "./state.ts";
import { readTexts, type TopicTexts } from "./texts.ts";
import { isUnfinished, recover } from "./transaction.ts";

/** What became of one topic. */
export interface Built extends Written {
  readonly topic: string;
  /** Why the experiment ran; empty when it did not. */
  readonly ran: readonly string[];
  /** Why a run was taken from the cache, where one was. */
  readonly reused?: readonly string[];
  readonly warnings: readonly Finding[];
  /** How long the talk is, where the deck was made. */
  readonly talk?: string;
  /** What became of a person's work in the deck, where there was some. */
  readonly refreshed?: Told;
  /** Lines of the article that a person had changed in the output, such as `lines 5, 12-14`. */
  readonly edited?: string;
  /** What the last run changed against the record of the build before, where there was one. */
  readonly changes?: ToldChanges;
}

/** One topic to build, and what the build may use. */
interface Work {
  readonly topic: Topic;
  readonly request: Request;
  readonly digits: Chosen;
  readonly around: Surroundings;
  readonly reporter: Reporter;
}

/** What there is, and what of it a build has to make. */
interface Plan {
  readonly state: State;
  readonly texts: TopicTexts;
  readonly settings: Settings;
  /** Why the experiment must run; empty when it need not. */
  readonly why: string[];
}

/** Brings one topic's output up to date; `digits` are those that its run reads. */
export async function buildTopic(
  topic: Topic,
  request: Request,
  digits: Chosen,
  around: Surroundings,
  reporter: Reporter,
): Promise<Built> {
  const work: Work = { topic, request, digits, around, reporter };
  const folder = join(request.out, topic.name);
  // With nothing to do nothing is locked: then the folder may be read-only, too.
  const isDone = await isKnownDone(
    topic,
    request,
    digits,
    around.env,
    async () => {
      const plan = await readPlan(work);
      return (
        plan.why.length === 0 && (await findWanted(plan, work)).length === 0
      );
    },
  );
  if (isDone && !(await isUnfinished(folder))) return upToDate(topic, folder);
  await openFolder(folder);
  return withLock(
    folder,
    around.signal,
    (holder) => reporter.say(`${topic.name}: waiting for ${holder}`),
    () => buildLocked(work, folder),
  );
}

/**
 * Finishes what was begun, and then reads the state again: another build may have been at work
 * since. The first look costs some hundredths of a second, of seconds that the work takes.
 */
async function buildLocked(work: Work, folder: string): Promise<Built> {
  const rescued = await writeOutput(() => recover(folder));
  const built = await carryOut(work, await readPlan(work));
  return { ...built, kept: [...rescued, ...built.kept] };
}

/** Runs the experiment where it must, and makes the parts that are not as they should be. */
async function carryOut(work: Work, plan: Plan): Promise<Built> {
  const wanted = await findWanted(plan, work);
  if (plan.why.length === 0) {
    if (wanted.length === 0) return upToDate(work.topic, plan.state.folder);
    const run = await readRun(keptIn(plan.state.folder));
    if (run) return makeParts(work, plan, wanted, run.record);
    plan.why.push("the run that was kept is damaged");
  }
  const { topic, request, digits, around, reporter } = work;
  if (typeof plan.settings.theme !== "string") {
    const { checkTheme } = await import("./render/deck.ts");
    await checkTheme(plan.settings);
  }
  const { record, hash, isReused } = await runAndKeep(
    ...([topic, request, digits] as const),
    ...([plan.why, around, reporter] as const),
  );
  const now = await findWanted(plan, work, hash);
  const made = await makeParts(work, plan, now, record);
  return isReused ? { ...made, ran: [], reused: plan.why } : made;
}

/** Makes the wanted parts of the record, and writes them. */
async function makeParts(
  work: Work,
  { settings, state, texts, why }: Plan,
  wanted: readonly Wanted[],
  record: Record,
): Promise<Built> {
  const { topic, request, around, reporter } = work;
  const { folder, manifest } = state;
  if (wanted.length === 0)
    return { ...(await upToDate(topic, folder)), ran: why };
  reporter.busy(`${topic.name}: writing`);
  // Told before the texts are bound: a claim that flipped may have nothing else to say.
  const changes = await tellRun(topic, state, record, texts, why, reporter);
  const shelf = new Shelf(join(folder, keptPath));
  const { render } = await import("./render/render.ts");
  const { parts, talk, warnings, trace } = await render({
    ...{ topic, record, texts, settings },
    wanted: wanted.map(({ name }) => name),
    look: { machine: request.machine, signal: around.signal, shelf },
  });
  shelf.settle();
  const untracked = why.length > 0 ? await findUntracked(work) : [];
  const { findExampleClasses } = await import("./example.ts");
  const { refreshDesk } = await import("./refresh/desk.ts");
  const desk =
    parts.deck &&
    (await refreshDesk(folder, parts.deck, manifest, request.deck));
  const made = desk ? { ...parts, deck: desk.files } : parts;
  const { findEditedLines, keepArticle } = await import(
    "./refresh/article-desk.ts"
  );
  const edited = parts.article && (await findEditedLines(folder, manifest));
  const kept = await keepArticle(folder, trace?.());
  const written = await writeParts(
    folder,
    withKeys(made, wanted),
    manifest,
    request.flags,
    {
      notes: new Map([
        ...asNotes(changes, why),
        ...(desk?.notes ?? []),
        ...(kept.notes ?? []),
      ]),
      gone: [...(desk?.gone ?? []), ...(kept.gone ?? []), ...attestations],
      merged: { ...desk?.merged, ...kept.merged },
    },
  );
  return {
    ...{ topic: topic.name, ran: why, ...changes, ...written },
    ...(talk !== undefined && { talk }),
    ...(desk?.told && { refreshed: desk.told }),
    ...(edited !== undefined && { edited }),
    warnings: [
      ...findExampleClasses(topic, texts, record, request.parts),
      ...untracked,
      ...warnings,
    ],
  };
}

/** What a run read unseen, as warnings: a build goes on where `lectern check` will not. */
async function findUntracked({ topic, request }: Work): Promise<Finding[]> {
  const experiment = join(topic.folder, "experiment.ts");
  const found = await findUntrackedReads(experiment, request.root);
  return found.map((each) => ({ ...each, severity: "warning" }));
}

async function readPlan({ topic, request, digits }: Work): Promise<Plan> {
  const state = await readState(topic, request, digits);
  const texts = await readTexts(topic);
  const settings = await readSettings(request.root, request.flags, topic);
  const why = [...(request.force ? ["--force"] : []), ...state.stale];
  return { state, texts, settings, why };
}

/** The parts that are not as the run with this hash, the kept one's by default, gives them. */
async function findWanted(
  { state, texts, settings }: Plan,
  { request }: Work,
  hash = state.run?.hash ?? "",
): Promise<Wanted[]> {
  const keys = await partKeys(hash, texts, settings);
  const wanted: Wanted[] = [];
  for (const name of request.parts) {
    const key = keys[name];
    const isGiven = name === "deck" && request.deck !== undefined;
    if (isGiven || !(await isCurrent(state, name, key)))
      wanted.push({ name, key });
  }
  return wanted;
}

async function upToDate(topic: Topic, folder: string): Promise<Built> {
  const nothing = { ran: [], warnings: [], written: [], kept: [] };
  return { topic: topic.name, ...nothing, ...(await readChanges(folder)) };
}

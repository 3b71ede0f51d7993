import { join } from "node:path";
import type { Surroundings } from "../build/request.ts";
import type { Record } from "../record/record.ts";
import { compareTopic, emptyDiff, type TopicSides } from "./compare/topic.ts";
import { readBuilt } from "./read/topic.ts";
import type { Report, Side, TopicDiff } from "./report.ts";
import {
  buildPlace,
  drawRun,
  findManner,
  keptOuts,
  type Manner,
  seedRun,
  type Wishes,
} from "./sides/build.ts";
import type { Place } from "./sides/side.ts";
import { isChanged, sumUpTopics } from "./verdict.ts";

/** Two sides, and what of them is compared. */
export interface Comparison {
  readonly before: Place;
  readonly after: Place;
  /** Names of the topics; one that a side lacks is new or gone. */
  readonly topics: readonly string[];
  /** Topics at work at the same time. */
  readonly jobs: number;
  /** Further runs of the later side with other seeds. */
  readonly seeds: number;
  readonly wishes: Wishes;
  /** Where checkouts and their runs are kept, absolute. */
  readonly cache: string;
  /** Where the project's own runs are kept, absolute. */
  readonly own: string;
}

/** What differs, and both sides of every topic to show it by. */
export interface Compared {
  readonly report: Report;
  readonly sides: ReadonlyMap<string, TopicSides>;
}

/** Builds both sides where they can be built, and compares them topic by topic. */
export async function compare(
  comparison: Comparison,
  around: Surroundings,
  say: (line: string) => void,
): Promise<Compared> {
  const { before, after, topics, jobs } = comparison;
  const found = new Map<string, TopicDiff>();
  const sides = new Map<string, TopicSides>();
  const queue = [...topics];
  const work = async () => {
    for (let topic = queue.shift(); topic; topic = queue.shift()) {
      const made = await compareOne(topic, comparison, around, say);
      found.set(topic, made.diff);
      if (made.sides) sides.set(topic, made.sides);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const diffs = topics.flatMap((topic) => found.get(topic) ?? []);
  const report: Report = {
    format: 1,
    before: describe(before),
    after: describe(after),
    verdict: sumUpTopics(diffs),
    changed: diffs.some(isChanged),
    topics: diffs,
  };
  return { report, sides };
}

interface One {
  readonly diff: TopicDiff;
  readonly sides?: TopicSides;
}

async function compareOne(
  topic: string,
  comparison: Comparison,
  around: Surroundings,
  say: (line: string) => void,
): Promise<One> {
  const { before, after, cache, own, wishes } = comparison;
  if (!before.topics.has(topic)) return { diff: emptyDiff(topic, "new") };
  if (!after.topics.has(topic)) return { diff: emptyDiff(topic, "gone") };
  const outs = likeWhich(before, after, own);
  const manner = await findManner(topic, outs, wishes);
  // Before anything is built: a build of the project replaces the run that the other may take.
  const kept = [...new Set([own, after.out, ...(await keptOuts(cache))])];
  for (const place of [before, after]) await seedRun(topic, place, kept);
  const failures: string[] = [];
  for (const place of [before, after]) {
    const tell = (line: string) => say(`${place.name}: ${line}`);
    const failed = await buildPlace(topic, place, manner, around, tell);
    if (failed !== undefined) failures.push(`${place.name}: ${failed}`);
  }
  if (failures.length > 0)
    return { diff: emptyDiff(topic, "failed", undefined, failures) };
  const [old, now] = await Promise.all(
    [before, after].map((place) =>
      readBuilt(join(place.out, topic), place.topics.get(topic)),
    ),
  );
  const missing = [old ? undefined : before, now ? undefined : after].flatMap(
    (place) => (place ? [`${place.name}: no record that can be read`] : []),
  );
  if (missing.length > 0)
    return { diff: emptyDiff(topic, "failed", undefined, missing) };
  const draws = await drawAll(topic, manner, comparison, around, say);
  const sides: TopicSides = {
    topic,
    before: old,
    after: now,
    draws: draws.runs,
  };
  const diff = compareTopic(sides);
  return { diff: { ...diff, notes: [...diff.notes, ...draws.notes] }, sides };
}

/** Where the run lies by which both sides are built: an output that is not built first of all. */
function likeWhich(before: Place, after: Place, own: string): string[] {
  const given = [after, before].filter(({ project }) => project === undefined);
  // A checkout may keep a run of another day.
  const [first, second] =
    after.commit === undefined ? [after.out, own] : [own, after.out];
  const outs = [...given.map(({ out }) => out), first, second, before.out];
  return [...new Set(outs)];
}

/** The later side's runs with the seeds that follow its own. */
async function drawAll(
  topic: string,
  manner: Manner,
  { after, seeds, cache }: Comparison,
  around: Surroundings,
  say: (line: string) => void,
): Promise<{ readonly runs: Record[]; readonly notes: string[] }> {
  const runs: Record[] = [];
  const notes: string[] = [];
  for (let each = 1; each <= seeds; each += 1) {
    const seed = manner.seed + each;
    const folder = join(cache, "diff-seeds", String(seed));
    const tell = (line: string) => say(`seed ${seed}: ${line}`);
    const own = { ...manner, seed };
    const run = await drawRun(topic, after, own, folder, around, tell);
    if (typeof run === "string") notes.push(`seed ${seed}: ${run}`);
    else runs.push(run);
  }
  return { runs, notes };
}

function describe({ name, commit, notes }: Place): Side {
  return { name, ...(commit !== undefined && { commit }), notes: [...notes] };
}

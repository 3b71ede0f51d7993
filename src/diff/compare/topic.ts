import type { Record } from "../../record/record.ts";
import type { BuiltTopic } from "../read/topic.ts";
import type { Counts, TopicDiff, Verdict } from "../report.ts";
import { compareListings, compareOutputs, listingsOf } from "./blocks.ts";
import { compareFigures } from "./figures.ts";
import { type Calm, isOnlyNumbers, measureNoise, numbersIn } from "./noise.ts";
import { compareSentences } from "./sentences.ts";
import { compareSlides, secondsOf } from "./slides.ts";
import { compareTables, tablesOf } from "./tables.ts";
import { compareValues, type Values } from "./values.ts";
import { findReasons } from "./why.ts";

/** One topic as both sides have it; undefined where a side has none. */
export interface TopicSides {
  readonly topic: string;
  readonly before: BuiltTopic | undefined;
  readonly after: BuiltTopic | undefined;
  /** Runs of the later side with other seeds, that measure the noise. */
  readonly draws: readonly Record[];
}

/** Everything in which the two sides of a topic differ. Throws nothing for what they hold. */
export function compareTopic(sides: TopicSides): TopicDiff {
  const { topic, before, after, draws } = sides;
  if (before === undefined || after === undefined)
    return emptyDiff(
      topic,
      before === undefined ? "new" : "gone",
      after ?? before,
    );
  const noise = measureNoise(before.record, after.record, draws);
  const values = compareValues(before, after, noise);
  // An older Lectern wrote no slides.html: they are not all new for that.
  const has = (file: string) =>
    ![before, after].some(({ lacking }) => lacking.includes(file));
  const calm = isCalm(values, [before.record.seed, after.record.seed]);
  const parts = {
    ...values,
    sentences: has("article.md")
      ? compareSentences(
          before.article.sentences,
          after.article.sentences,
          calm,
        )
      : [],
    slides: has("slides.html")
      ? compareSlides(before.slides, after.slides, calm)
      : [],
    figures: compareFigures(before, after, calm),
    listings:
      has("article.md") && has("slides.html")
        ? compareListings(before, after)
        : [],
    outputs: compareOutputs(before, after).map((each) =>
      calm.all && isOnlyNumbers(each.lines) ? quieten(each) : each,
    ),
    tables: compareTables(before, after).map((each) =>
      calm.all &&
      each.cells.every((cell) =>
        isOnlyNumbers([
          ["gone", cell.before ?? ""],
          ["new", cell.after ?? ""],
        ]),
      )
        ? quieten(each)
        : each,
    ),
  };
  const verdicts = Object.values(parts).flatMap((all) =>
    all.map(({ verdict }) => verdict),
  );
  const isNoise = (verdict: string) => verdict === "within noise";
  return {
    topic,
    state: verdicts.every(isNoise)
      ? verdicts.length === 0
        ? "same"
        : "within noise"
      : "changed",
    why: findReasons(before, after),
    notes: lackingNotes(before, after),
    counts: countOf(after),
    ...parts,
    length: {
      article: [before.article.words, after.article.words],
      talk: [secondsOf(before.slides), secondsOf(after.slides)],
    },
  };
}

/** A topic of which there is nothing to compare. */
export function emptyDiff(
  topic: string,
  state: "new" | "gone" | "failed",
  built?: BuiltTopic,
  notes: readonly string[] = [],
): TopicDiff {
  const own = [
    built?.article.words ?? null,
    built === undefined ? null : secondsOf(built.slides),
  ] as const;
  const both = (value: number | null): [number | null, number | null] =>
    state === "gone" ? [value, null] : [null, value];
  return {
    ...{ topic, state, why: [], notes: [...notes], counts: countOf(built) },
    ...{ numbers: [], spreads: [], claims: [], texts: [], sentences: [] },
    ...{ slides: [], figures: [], listings: [], outputs: [], tables: [] },
    length: { article: both(own[0]), talk: both(own[1]) },
  };
}

function quieten<Change extends { readonly verdict: Verdict }>(
  change: Change,
): Change {
  if (change.verdict !== "changed") return change;
  return { ...change, verdict: "within noise" };
}

/** Another seed is told in the notes about the run: it is chance itself. */
function isCalm(
  { numbers, spreads, claims, texts }: Values,
  seeds: readonly number[],
): Calm {
  const moved = [...numbers, ...spreads];
  const calm = moved.filter(({ verdict }) => verdict === "within noise");
  return {
    all:
      moved.length > 0 &&
      calm.length === moved.length &&
      claims.length + texts.length === 0,
    printed: new Set([
      ...calm.flatMap(({ printed }) =>
        printed.flatMap((each) => numbersIn(each ?? "")),
      ),
      ...(seeds[0] === seeds[1] ? [] : seeds.map(String)),
    ]),
  };
}

function countOf(built: BuiltTopic | undefined): Counts {
  const size = (all: object | undefined) => Object.keys(all ?? {}).length;
  const record = built?.record;
  return {
    numbers: size(record?.numbers),
    spreads: size(record?.spreads),
    claims: size(record?.claims),
    texts: size(record?.texts),
    outputs: size(record?.outputs),
    tables: built === undefined ? 0 : tablesOf(built).size,
    figures: size(record?.figures),
    listings: built === undefined ? 0 : listingsOf(built).length,
    sentences: built?.article.sentences.length ?? 0,
    slides: built?.slides.slides.length ?? 0,
  };
}

function lackingNotes(before: BuiltTopic, after: BuiltTopic): string[] {
  const lack = (side: string, { lacking }: BuiltTopic) =>
    lacking.map(
      (file) =>
        `${side} there is no ${file}: what it would show was not compared`,
    );
  return [...lack("before", before), ...lack("now", after)];
}

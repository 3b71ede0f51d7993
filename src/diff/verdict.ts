import { count } from "../sentences.ts";
import type { Counts, TopicDiff } from "./report.ts";

/** What is counted of a topic, by the word for one of them. */
export const counted = {
  numbers: "number",
  spreads: "spread",
  claims: "claim",
  texts: "text",
  sentences: "sentence",
  slides: "slide",
  figures: "figure",
  listings: "listing",
  outputs: "output",
  tables: "table",
} as const satisfies { readonly [kind in keyof Counts]: string };

export type CountedKind = keyof typeof counted;

export const countedKinds = Object.keys(counted) as CountedKind[];

/**
 * One line for everything: what changed of how many, what moved within its noise, which topics
 * could not be compared.
 */
export function sumUpTopics(topics: readonly TopicDiff[]): string {
  const failed = topics.filter(({ state }) => state === "failed");
  const fresh = topics.filter(({ state }) => state === "new");
  const gone = topics.filter(({ state }) => state === "gone");
  const compared = topics.length - failed.length - fresh.length - gone.length;
  const tail = [
    ...(fresh.length > 0 ? [`${count(fresh.length, "topic")} new`] : []),
    ...(gone.length > 0 ? [`${count(gone.length, "topic")} gone`] : []),
    ...(failed.length > 0
      ? [`${count(failed.length, "topic")} not compared`]
      : []),
  ];
  if (compared === 0 && tail.length > 0) return tail.join(", ");
  const changed = topics.filter(({ state }) => state === "changed");
  const rest = tail.length > 0 ? `; ${tail.join(", ")}` : "";
  if (changed.length > 0) {
    const parts = sumUpKinds(topics);
    return `${changed.length} of ${count(compared, "topic")} changed: ${parts}${rest}`;
  }
  const noise = total(topics, "within noise");
  const what = noise > 0 ? "nothing changed beyond noise" : "nothing changed";
  const all = (["numbers", "figures"] as const).map((kind) =>
    count(sumOf(topics, kind), counted[kind]),
  );
  const talks = topics.filter(({ length: { talk } }) =>
    talk.every((seconds) => seconds !== null),
  ).length;
  const moved = noise > 0 ? ` (${noise} moved within it)` : "";
  return `${what} in ${all.join(", ")}, ${count(talks, "talk")}${moved}${rest}`;
}

/** "2 of 14 numbers, 1 claim new": what changed beyond noise, by kind. */
function sumUpKinds(topics: readonly TopicDiff[]): string {
  const parts = countedKinds.flatMap((kind) => {
    const differing = topics.flatMap((topic) =>
      topic[kind].filter(({ verdict }) => verdict !== "within noise"),
    );
    if (differing.length === 0) return [];
    const word = count(sumOf(topics, kind), counted[kind]);
    return [`${differing.length} of ${word}`];
  });
  const noise = total(topics, "within noise");
  return [...parts, ...(noise > 0 ? [`${noise} within noise`] : [])].join(", ");
}

function total(topics: readonly TopicDiff[], verdict: string): number {
  return topics
    .flatMap((topic) => countedKinds.flatMap((kind) => [...topic[kind]]))
    .filter((each) => each.verdict === verdict).length;
}

function sumOf(topics: readonly TopicDiff[], kind: CountedKind): number {
  return topics.reduce((sum, { counts }) => sum + counts[kind], 0);
}

/** Whether something of it changed by more than chance, or could not be told. */
export function isChanged({ state }: TopicDiff): boolean {
  return state !== "same" && state !== "within noise";
}

import type { Profile } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import { readSeconds } from "./seconds.ts";

/** One part of several: `2/4` is the second of four. */
export interface Shard {
  /** From 1. */
  readonly at: number;
  readonly of: number;
}

/** What one machine builds. */
export interface Part {
  readonly topics: readonly Topic[];
  /** What its runs took last, and for topics that nobody measured the median of the others. */
  readonly seconds: number;
}

/**
 * The topics in `n` parts that take about the same time: each topic in exactly one. The
 * same measurements give the same parts on every machine; without any, each topic counts alike.
 */
export function splitTopics(
  topics: readonly Topic[],
  profile: Profile,
  n: number,
): readonly Part[] {
  const measured = new Map<Topic, number>();
  for (const topic of topics) {
    const seconds = readSeconds(topic, profile);
    if (seconds !== undefined) measured.set(topic, seconds);
  }
  const usual = middle([...measured.values()]);
  const costs = topics.map(
    (topic) => [topic, measured.get(topic) ?? usual] as const,
  );
  return deal(costs, n);
}

/** The dearest first, each to the part that has least to do so far. */
function deal(
  costs: readonly (readonly [Topic, number])[],
  n: number,
): readonly Part[] {
  const parts = Array.from({ length: n }, () => ({
    topics: [] as Topic[],
    seconds: 0,
  }));
  const dearest = [...costs].sort(
    ([a, first], [b, second]) => second - first || (a.name < b.name ? -1 : 1),
  );
  for (const [topic, seconds] of dearest) {
    const least = parts.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    least.topics.push(topic);
    least.seconds += seconds;
  }
  for (const { topics } of parts) topics.sort((a, b) => a.number - b.number);
  return parts;
}

/** Of an even number the upper one; 1 where there are none. */
function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}

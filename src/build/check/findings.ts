import type { Flags } from "../../course/settings.ts";
import type { Finding } from "../../errors.ts";
import type { Record } from "../../record/record.ts";
import { count } from "../../sentences.ts";
import type { Topic } from "../../topic/topic.ts";
import { commandFor, digitsFlag, staleRunRule, sumUp } from "../reasons.ts";
import { pathOf } from "../texts.ts";

/** The run is older than what it was computed by, as `why` says. */
export function staleRun(
  topic: Topic,
  why: readonly string[],
  record: Record,
  { digits }: Flags,
): Finding {
  const { numbers, claims, figures } = record;
  const parts = [
    count(Object.keys(numbers).length, "number"),
    count(Object.keys(claims).length, "claim"),
    count(Object.keys(figures).length, "figure"),
  ];
  return {
    ...{ file: pathOf(topic, "experiment.ts"), line: 1, column: 1 },
    severity: "error",
    message: `what is built is older than its experiment: ${sumUp(why)}; ${parts.join(", ")} may differ`,
    rule: staleRunRule,
    hint: `run it: ${commandFor(topic, record, digits)}`,
  };
}

/** A file that the topic would give otherwise now, and how many more. */
export function staleOutput(file: string, more: number, topic: Topic): Finding {
  const others = more === 0 ? "" : `, and ${more} more of its files`;
  return {
    ...{ file, line: 1, column: 1 },
    severity: "error",
    message: `not what the topic gives now${others}`,
    rule: "stale-output",
    hint: `build it again: lectern build ${topic.slug}`,
  };
}

/** The built article was changed in those lines, and nothing of the topic says so. */
export function editedArticle(
  file: string,
  lines: string,
  topic: Topic,
): Finding {
  const [line = "1"] = /\d+/.exec(lines) ?? [];
  return {
    ...{ file, line: Math.max(1, Number(line)), column: 1 },
    severity: "error",
    message: `changed by hand in ${lines}: the next build puts that aside`,
    rule: "stale-output",
    hint: `take it over into the topic's own text: lectern refresh ${topic.slug} --article`,
  };
}

/** What is built shows a quick run. */
export function quickRun(
  file: string,
  topic: Topic,
  { digits }: Flags,
): Finding {
  return {
    ...{ file, line: 1, column: 1 },
    severity: "warning",
    message: "built from a quick run",
    rule: "quick-run",
    hint: `before you publish: lectern build ${topic.slug}${digitsFlag(digits)}`,
  };
}

import { formatPerson } from "../../course/claim.ts";
import { clock } from "../../deck/timing.ts";
import { count } from "../../sentences.ts";
import type { TopicStatus } from "./topic-status.ts";

/** The columns of a class's table. */
export const statusColumns = [
  ...["topic", "who", "texts", "words", "answered"],
  ...["prompts", "check", "talk", "published"],
];

/** Columns of numbers, which end below one another. */
export const numberColumns = ["words", "answered", "prompts", "talk"];

/** What is not known, or of nobody. */
const none = "–";

/** What the table says of a topic, a cell a column. */
export function statusCells(status: TopicStatus): string[] {
  const { topic, who, words, questions, answered, prompts } = status;
  const { check, talk, published } = status;
  return [
    topic,
    who === null ? "free" : formatPerson(who),
    textsOf(status),
    said(words),
    // Of an example nobody was asked.
    questions === null || status.article !== "draft"
      ? none
      : `${answered} of ${questions}`,
    isExample(status) ? none : said(prompts),
    check === null
      ? isExample(status)
        ? none
        : "not built"
      : check.errors + check.warnings === 0
        ? "good"
        : [
            ...(check.errors > 0 ? [count(check.errors, "error")] : []),
            ...(check.warnings > 0 ? [count(check.warnings, "warning")] : []),
          ].join(", "),
    talk === null ? none : `${clock(talk.seconds)} of ${clock(talk.of)}`,
    published ?? none,
  ];
}

function isExample({ article, deck }: TopicStatus): boolean {
  return article !== "draft" && deck !== "draft";
}

function textsOf({ article, deck }: TopicStatus): string {
  if (article === deck) return article ?? none;
  return article === "draft" ? "article only" : "deck only";
}

function said(number: number | null): string {
  return number === null ? none : String(number);
}

import {
  numberColumns,
  statusCells,
  statusColumns,
} from "../build/class/status-cells.ts";
import type { TopicStatus } from "../build/class/topic-status.ts";
import { count } from "../sentences.ts";

/**
 * The table of a class for a terminal, a line a topic; above it the days that are left, and past
 * the deadline below it what each topic lacks. `days` are those to the deadline.
 */
export function formatStatus(
  topics: readonly TopicStatus[],
  deadline: string | undefined,
  days: number | undefined,
): string {
  const rows = topics.map(statusCells);
  const widths = statusColumns.map((name, column) =>
    Math.max(widthOf(name), ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const lines = [statusColumns, ...rows].map((row) =>
    row
      .map((cell, column) =>
        pad(cell, widths[column] ?? 0, statusColumns[column] ?? ""),
      )
      .join("  ")
      .trimEnd(),
  );
  const lacking =
    days !== undefined && days < 0
      ? topics.filter(({ gaps }) => gaps.length > 0)
      : [];
  const problems = topics.filter((each) => each.problems.length > 0);
  return [
    ...(days === undefined ? [] : [sayDays(deadline, days), ""]),
    ...lines,
    ...(lacking.length > 0 ? ["", "what is missing:"] : []),
    ...lacking.map(({ topic, gaps }) => `  ${topic}: ${gaps.join(", ")}`),
    ...(lacking.length > 0 || problems.length === 0 ? [] : [""]),
    ...(lacking.length > 0 ? [] : problems).flatMap((each) =>
      each.problems.map((problem) => `${each.topic}: ${problem}`),
    ),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function sayDays(deadline: string | undefined, days: number): string {
  const when =
    days === 0
      ? "today"
      : days > 0
        ? `${count(days, "day")} left`
        : `${count(-days, "day")} ago`;
  return `deadline ${deadline}: ${when}`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns in a terminal: signs of Chinese, Japanese and Korean, and emoji, take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    const isWide =
      /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;
    width += isWide.test(segment) ? 2 : 1;
  }
  return width;
}

function pad(cell: string, width: number, column: string): string {
  const space = " ".repeat(width - widthOf(cell));
  return numberColumns.includes(column) ? space + cell : cell + space;
}

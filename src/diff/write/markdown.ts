import { count } from "../../sentences.ts";
import type { Pieces, Report, Sentence, TopicDiff } from "../report.ts";
import { counted, countedKinds } from "../verdict.ts";
import { clock, percent } from "./words.ts";

/** Characters that a comment on a pull request holds. Source: GitHub, "Body is too long". */
const longest = 65_536;

/** Lines for one kind of one topic, from the most that may fit to the least that says something. */
const steps = [60, 25, 10, 4, 1, 0] as const;

/**
 * The report as Markdown that fits into a comment on a pull request: the verdict first, a row for
 * each topic, and folded below it what changed. What does not fit is counted.
 */
export function writeMarkdown(report: Report): string {
  for (const most of steps) {
    const text = write(report, most);
    if (text.length <= longest) return text;
  }
  return `${write(report, 0, false).slice(0, longest - 1)}\n`;
}

/** Rows of the overview where it stands alone. */
const rows = 100;

/** The first line: a workflow finds its comment by it, and writes over it. */
const mark = "<!-- lectern diff -->";

function write(report: Report, most: number, folded = true): string {
  const { before, after, verdict, topics } = report;
  const differing = topics.filter(
    ({ state, why }) => state !== "same" || why.length > 0,
  );
  const same = topics.length - differing.length;
  const notes = [before, after].flatMap((side) =>
    side.notes.map((note) => `> ${name(side)}: ${escapeMarkdown(note)}`),
  );
  const parts = [
    mark,
    `## ${capital(verdict)}`,
    `${name(before)} → ${name(after)}`,
    ...notes,
    ...(differing.length > 0 ? [overview(differing.slice(0, rows))] : []),
    ...(differing.length > rows
      ? [`${count(differing.length - rows, "topic")} more, in \`diff.json\``]
      : []),
    ...(same > 0 && differing.length > 0
      ? [`${count(same, "topic")} the same in everything.`]
      : []),
    ...(folded
      ? differing.map((topic) => details(topic, most))
      : ["No more fits in here: `diff.json` and `index.html` have all of it."]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function name({ name, commit }: Report["before"]): string {
  const which = commit === undefined ? "" : ` (${commit.slice(0, 7)})`;
  return `\`${name}\`${which}`;
}

function overview(topics: readonly TopicDiff[]): string {
  const rows = topics.map((topic) => {
    const what = countedKinds.flatMap((kind) =>
      topic[kind].length === 0
        ? []
        : [count(topic[kind].length, counted[kind])],
    );
    return `| ${topic.topic} | ${topic.state} | ${what.join(", ") || "none"} | ${escapeMarkdown(clip(topic.why.join("; "), 300)) || "none of its own files"} |`;
  });
  return [
    "| topic | | differs | why |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function details(topic: TopicDiff, most: number): string {
  const { article, talk } = topic.length;
  const sections = [
    ...topic.notes.map((note) => `> ${escapeMarkdown(clip(note, 300))}`),
    list("Claims", topic.claims.map(claimLine), most),
    list("Numbers", [...topic.numbers, ...topic.spreads].map(numberLine), most),
    list("Texts", topic.texts.map(textLine), most),
    list("Sentences", topic.sentences.map(sentenceLine), most),
    list("Slides", topic.slides.map(slideLine), most),
    list("Figures", topic.figures.map(figureLine), most),
    list("Tables", topic.tables.map(tableLine), most),
    list("Listings", topic.listings.map(blockLine), most),
    list("Outputs", topic.outputs.map(blockLine), most),
    lengthLine("Article", article, (words) => `${words} words`),
    lengthLine("Talk", talk, clock),
  ].filter((each) => each !== "");
  if (sections.length === 0) return "";
  const summary = `<summary><b>${topic.topic}</b>: ${topic.state}</summary>`;
  return `<details>${summary}\n\n${sections.join("\n\n")}\n\n</details>`;
}

/** The first lines, and how many more there are. */
function list(title: string, lines: readonly string[], most: number): string {
  if (lines.length === 0) return "";
  const more = lines.length - most;
  const rest = more > 0 ? [`- ${more} more, in \`diff.json\``] : [];
  const shown = lines.slice(0, most).map((line) => `- ${line}`);
  return [`**${title}** (${lines.length})`, "", ...shown, ...rest].join("\n");
}

function numberLine(
  each: TopicDiff["numbers"][number] | TopicDiff["spreads"][number],
): string {
  const [before, after] = each.printed;
  const noise =
    each.verdict === "within noise" && each.noise !== null
      ? `, by ${each.noise.from}`
      : "";
  return `\`${each.name}\` ${before ?? "none"} → ${after ?? "none"} (${each.verdict}${noise})${at(each.places)}`;
}

function claimLine({
  name,
  before,
  after,
  says,
  places,
}: TopicDiff["claims"][number]) {
  const state = (holds: boolean | null) =>
    holds === null ? "none" : String(holds);
  const words = says.map((each) =>
    each === null ? "nothing" : `"${clip(each)}"`,
  );
  return `\`${name}\` ${state(before)} → ${state(after)}: ${words.join(" → ")}${at(places)}`;
}

function textLine({ name, before, after, places }: TopicDiff["texts"][number]) {
  return `\`${name}\` ${escapeMarkdown(clip(before ?? "none"))} → ${escapeMarkdown(clip(after ?? "none"))}${at(places)}`;
}

function sentenceLine({ words, verdict }: Sentence): string {
  const mark = verdict === "changed" ? "" : ` (${verdict})`;
  return `${marked(words)}${mark}`;
}

/** GitHub shows `del` struck through and `ins` underlined. */
function marked(words: Pieces): string {
  return words
    .map(([kind, text]) => {
      const shown = escapeMarkdown(clip(text));
      if (kind === "same") return shown;
      const tag = kind === "gone" ? "del" : "ins";
      return `<${tag}>${shown}</${tag}>`;
    })
    .join("");
}

function slideLine(each: TopicDiff["slides"][number]): string {
  const [before, after] = each.number;
  const number = after ?? before ?? 0;
  const parts = [
    ...(each.sentences.length > 0
      ? [`${count(each.sentences.length, "line")} on it`]
      : []),
    ...(each.notes.length > 0
      ? [`${count(each.notes.length, "sentence")} of its notes`]
      : []),
    ...(each.code ? ["its code"] : []),
    ...(each.looks ? ["its look"] : []),
  ];
  const title = clip(each.title[1] ?? each.title[0] ?? "");
  const inner = [...each.sentences, ...each.notes].map(sentenceLine);
  const below = inner.slice(0, 5).map((line) => `\n  - ${line}`);
  return `${number}. ${escapeMarkdown(title)} (${each.verdict})${parts.length > 0 ? `: ${parts.join(", ")}` : ""}${below.join("")}`;
}

function figureLine({
  name,
  verdict,
  pixels,
  differing,
}: TopicDiff["figures"][number]) {
  const share = pixels === null ? [] : [`${percent(pixels)} of its pixels`];
  const values = differing === 0 ? [] : [count(differing, "value")];
  const parts = [...values, ...share].join(", ");
  return `\`figures/${name}.png\` (${verdict})${parts === "" ? "" : `: ${parts}`}`;
}

function tableLine({ name, verdict, cells }: TopicDiff["tables"][number]) {
  const shown = cells
    .slice(0, 8)
    .map(
      ({ row, column, before, after }) =>
        `\n  - row ${row}, ${escapeMarkdown(column)}: ${escapeMarkdown(before ?? "none")} → ${escapeMarkdown(after ?? "none")}`,
    );
  const more = cells.length - shown.length;
  const rest = more > 0 ? `\n  - ${count(more, "cell")} more` : "";
  return `\`${name}\` (${verdict})${shown.join("")}${rest}`;
}

function blockLine({ name, verdict, lines }: TopicDiff["listings"][number]) {
  const linesOf = (kind: "gone" | "new") =>
    lines
      .filter(([each]) => each === kind)
      .reduce(
        (sum, [, text]) => sum + text.replace(/\n$/, "").split("\n").length,
        0,
      );
  return `\`${name}\` (${verdict}): ${count(linesOf("gone"), "line")} gone, ${linesOf("new")} new`;
}

function lengthLine(
  what: string,
  [before, after]: readonly [number | null, number | null],
  show: (value: number) => string,
): string {
  if (before === after || before === null || after === null) return "";
  return `**${what}**: ${show(before)} → ${show(after)}`;
}

function at(places: readonly string[]): string {
  return places.length === 0 ? "" : `, ${places.join(", ")}`;
}

function clip(text: string, width = 160): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

/** Signs that Markdown or HTML would take for their own. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]#|~$]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "@\u200b")
    .replaceAll("\n", " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

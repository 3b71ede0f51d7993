import type { Element } from "hast";
import { h } from "hastscript";
import { lines, policyOf, readAsset, writePage } from "../../page.ts";
import { count } from "../../sentences.ts";
import type { TopicSides } from "../compare/topic.ts";
import type { Report, TopicDiff } from "../report.ts";
import { counted, countedKinds } from "../verdict.ts";
import { figureElement } from "./figure.ts";
import { Shots, slideItem } from "./slide.ts";
import {
  blockElement,
  claimTable,
  numberTable,
  sentenceElement,
  tableElement,
  textTable,
} from "./values.ts";
import { clock } from "./words.ts";

/** Keys of the page, and what they do; docs/changes.md has the same. */
const keys = [
  ["J, K", "next change, change before"],
  ["← →", "the line between before and after, where it is reached by Tab"],
  ["B", "blink the pictures, and stop"],
  ["S", "side by side, or one over the other"],
  ["?", "this list"],
] as const;

/**
 * The report as one page that needs no server and no other file: light, dark, by keyboard, and
 * without its script everything but the slides' pictures. The same report gives the same bytes.
 */
export function writeDiffPage(
  report: Report,
  sides: ReadonlyMap<string, TopicSides>,
): string {
  const shots = new Shots();
  const differing = report.topics.filter(
    ({ state, why, notes }) =>
      state !== "same" || why.length + notes.length > 0,
  );
  const sections = differing.map((topic) =>
    topicSection(topic, sides.get(topic.topic), shots),
  );
  const style = `\n${readAsset("diff/diff.css")}`;
  const script = `\n${readAsset("diff/diff.js")}`;
  const policy = policyOf({
    scripts: [script],
    styles: [style, ...shots.styles],
    placed: true,
    images: ["data:"],
    fonts: ["data:"],
  });
  const { before, after, verdict } = report;
  return writePage(
    policy,
    [
      h("meta", {
        name: "viewport",
        content: "width=device-width, initial-scale=1",
      }),
      h("title", `${before.name} → ${after.name}: ${verdict}`),
      h("style", style),
    ],
    [
      h("header", [
        "\n",
        ...lines(
          h("h1", capital(verdict)),
          h("p.sides", sideOf(before), " → ", sideOf(after)),
          ...[before, after].flatMap((side) =>
            side.notes.map((note) => h("p.note", `${side.name}: ${note}`)),
          ),
          overview(differing),
          sameLine(report.topics.length - differing.length),
        ),
      ]),
      h("main", "\n", ...lines(...sections)),
      helpElement(),
      h("script#shots", { type: "application/json" }, shots.json()),
      h("script", script),
    ],
  );
}

function sideOf({ name, commit }: Report["before"]): Element {
  const which = commit === undefined ? "" : ` (${commit.slice(0, 7)})`;
  return h("b", `${name}${which}`);
}

function sameLine(same: number): Element | undefined {
  return same === 0
    ? undefined
    : h("p", `${count(same, "topic")} the same in everything.`);
}

function overview(topics: readonly TopicDiff[]): Element | undefined {
  if (topics.length === 0) return undefined;
  const rows = topics.map(({ topic, state, why, ...kinds }) => {
    const what = countedKinds.flatMap((kind) =>
      kinds[kind].length === 0
        ? []
        : [count(kinds[kind].length, counted[kind])],
    );
    return h(
      "tr",
      h("th", { scope: "row" }, h("a", { href: `#topic-${topic}` }, topic)),
      h("td", h(`span.verdict.${className(state)}`, state)),
      h("td", what.join(", ") || "none"),
      h("td", why.join("; ") || "none of its own files"),
    );
  });
  const heads = ["Topic", "State", "Differs", "Why"];
  return h("section.wide", { tabIndex: 0, ariaLabel: "topics" }, [
    h("table", [
      h(
        "thead",
        h(
          "tr",
          heads.map((head) => h("th", { scope: "col" }, head)),
        ),
      ),
      h("tbody", rows),
    ]),
  ]);
}

function topicSection(
  topic: TopicDiff,
  sides: TopicSides | undefined,
  shots: Shots,
): Element {
  const part = (title: string, all: readonly Element[]) =>
    all.length === 0
      ? undefined
      : h("section", "\n", ...lines(h("h3", title), ...all));
  const { article, talk } = topic.length;
  return h("section.topic", { id: `topic-${topic.topic}` }, [
    "\n",
    ...lines(
      h(
        "h2",
        topic.topic,
        " ",
        h(`span.verdict.${className(topic.state)}`, topic.state),
      ),
      topic.why.length > 0 ? h("p.why", topic.why.join("; ")) : undefined,
      ...topic.notes.map((note) => h("p.note", note)),
      lengthLine("Article", article, (words) => `${words} words`),
      lengthLine("Talk", talk, clock),
      part("Claims", claimTable(topic.topic, topic.claims)),
      part(
        "Numbers",
        numberTable(topic.topic, [...topic.numbers, ...topic.spreads]),
      ),
      part("Texts", textTable(topic.topic, topic.texts)),
      part("Sentences", topic.sentences.map(sentenceElement)),
      part(
        "Figures",
        topic.figures.map((each) => figureElement(topic.topic, each, sides)),
      ),
      part(
        "Slides",
        topic.slides.map((each) => slideItem(topic.topic, each, sides, shots)),
      ),
      part(
        "Tables",
        topic.tables.map((each) => tableElement(topic.topic, each)),
      ),
      part("Listings", topic.listings.map(blockElement)),
      part("Outputs", topic.outputs.map(blockElement)),
    ),
  ]);
}

function lengthLine(
  what: string,
  [before, after]: readonly [number | null, number | null],
  show: (value: number) => string,
): Element | undefined {
  if (before === after || before === null || after === null) return undefined;
  return h("p.length", `${what}: ${show(before)} → ${show(after)}`);
}

function helpElement(): Element {
  const rows = keys.map(([key, does]) =>
    h("tr", h("th", { scope: "row" }, key), h("td", does)),
  );
  return h(
    "dialog#help",
    { ariaLabelledBy: "help-title" },
    h("h2#help-title", "Keys"),
    h("table", h("tbody", rows)),
    h("button#close-help", { type: "button" }, "Close"),
  );
}

/** A verdict as the name of a class. */
function className(verdict: string): string {
  return verdict.replaceAll(" ", "-");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import type { Element } from "hast";
import { h } from "hastscript";
import { clock as formatClock } from "../../deck/timing.ts";
import { lines, type Part } from "../../page.ts";
import type { PictureSize } from "../../picture.ts";
import type { ReaderRun } from "../../reader/reader.ts";
import { formatName } from "../../signature.ts";
import type { ShownArticle, ShownDeck, SiteTopic } from "../read/built.ts";
import type { Question } from "../read/questions.ts";
import { type Body, renderBody } from "./article.ts";
import { writeFrame } from "./frame.ts";
import { pageOf } from "./place.ts";
import { runRules, runScript, runSection } from "./run.ts";

/** What a topic's page shows beside the topic itself. */
export interface TopicPage {
  readonly course: string;
  /** Sizes of the article's pictures, by their path beside the page. */
  readonly sizes: ReadonlyMap<string, PictureSize>;
  /** Its neighbours that have pages, too. */
  readonly before: SiteTopic | undefined;
  readonly after: SiteTopic | undefined;
  /** What its reader can run. */
  readonly run: ReaderRun | undefined;
}

/** The page of a topic: its article, slides, questions and files. */
export function writeTopicPage(shown: SiteTopic, page: TopicPage): string {
  const { topic, title, article, deck, address } = shown;
  const body = article && renderBody(article, page.sizes);
  const drafts = [article, deck].flatMap((each) => each?.draft ?? []);
  return writeFrame({
    ...{ title, up: "../", course: page.course },
    description: article?.facts.subtitle,
    canonical: address ?? article?.facts.canonical ?? undefined,
    isPrivate: drafts.length > 0,
    rules: `${body?.rules ?? ""}${page.run ? runRules() : ""}`,
    script: page.run && runScript(),
    isRemote: body?.isRemote ?? false,
    header: h("header.bar", [
      h("a", { href: "../index.html" }, page.course),
      h("span", `Topic ${topic.number}`),
    ]),
    main: [
      drafts.length > 0
        ? h("p.draft", `A draft: ${[...new Set(drafts)].join("; ")}.`)
        : undefined,
      headOf(shown, page.run),
      article && body && articleElement(article, body),
      page.run && runSection(page.run),
      deck && slidesSection(deck),
      deck && deck.questions.length > 0 ? questionsSection(deck) : undefined,
      filesSection(shown),
    ],
    footer: footerOf(page),
  });
}

function headOf(
  { title, article, deck, claim, address }: SiteTopic,
  run: ReaderRun | undefined,
): Element {
  const facts = article?.facts;
  const name = formatName({
    author: facts?.author ?? claim?.name,
    handle: facts?.handle ?? claim?.handle,
  });
  const parts: Part[] = [
    name,
    facts && `${facts.reading.minutes} min read`,
    address === undefined
      ? undefined
      : h("a", { href: address }, publishedWords(address)),
    run && h("a", { href: "#the-run" }, "Run it"),
    deck && h("a", { href: "#the-slides" }, "Slides"),
    deck && deck.questions.length > 0
      ? h("a", { href: "#the-questions" }, "Questions")
      : undefined,
  ];
  const by = parts
    .filter((each) => each !== undefined)
    .flatMap((each, at) => (at === 0 ? [each] : [" · ", each]));
  const lang = article?.lang ?? deck?.lang;
  return h("header.head", [
    "\n",
    ...lines(
      facts?.kicker ? h("p.kicker", { lang }, facts.kicker) : undefined,
      h("h1", { lang }, title),
      facts?.subtitle ? h("p.subtitle", { lang }, facts.subtitle) : undefined,
      by.length > 0 ? h("p.by", by) : undefined,
    ),
  ]);
}

/** Where a link leads to. */
function publishedWords(address: string): string {
  const { hostname } = new URL(address);
  const isMedium = /(^|\.)medium\.com$/.test(hostname);
  return `Published on ${isMedium ? "Medium" : hostname}`;
}

function articleElement(
  { lang, facts, markdown }: ShownArticle,
  { blocks }: Body,
): Element {
  const { disclosure } = facts;
  const isSaid = disclosure ? markdown.includes(disclosure) : true;
  return h("article", { lang, ariaLabel: facts.title }, [
    "\n",
    isSaid ? undefined : h("p.disclosure", disclosure ?? ""),
    ...blocks,
    "\n",
  ]);
}

function slidesSection({ files }: ShownDeck): Element {
  const talk = files.get("talk.md")?.toString() ?? "";
  const length = /^(\d+):(\d\d) /m.exec(talk);
  const seconds = length && Number(length[1]) * 60 + Number(length[2]);
  const time = seconds ? `The talk takes ${formatClock(seconds)}. ` : "";
  return h("section#the-slides", [
    "\n",
    ...lines(
      h("h2", "Slides"),
      h("p.open", h("a", { href: "slides.html" }, "Open the slides")),
      h(
        "p.aside",
        `${time}On them, S opens the speaker's notes, and ? lists the keys.`,
      ),
    ),
  ]);
}

function questionsSection({ questions, lang }: ShownDeck): Element {
  return h("section#the-questions", [
    "\n",
    ...lines(
      h("h2", "Questions"),
      ...questions.map((each) => questionElement(each, lang)),
    ),
  ]);
}

function questionElement(
  { question, answer, slide }: Question,
  lang: string,
): Element {
  return h("section.question", [
    "\n",
    ...lines(
      h("h3", { lang }, question),
      ...answer.map((each) => h("p", { lang }, each)),
      slide === undefined
        ? undefined
        : h(
            "p.where",
            h("a", { href: `slides.html#${slide}` }, `Slide ${slide}`),
          ),
    ),
  ]);
}

function filesSection({ topic, deck, record, claim }: SiteTopic): Element {
  // In a folder of downloads it is the topic that tells them apart.
  const link = (name: string, words: string) =>
    h("li", [
      h("a", { href: name, download: `${topic.name}-${name}` }, name),
      ` ${words}`,
    ]);
  return h("section#the-files", [
    "\n",
    ...lines(
      h("h2", "Files"),
      h("ul.files", [
        "\n",
        ...lines(
          deck &&
            link(
              "deck.pptx",
              "the slides, for PowerPoint, Keynote or LibreOffice",
            ),
          deck && link("talk.md", "what is said, slide by slide"),
          record &&
            link("record.json", "every number, table and figure of the run"),
          claim?.deck === undefined
            ? undefined
            : h(
                "li",
                h("a", { href: claim.deck }, "The deck"),
                " where its author keeps it",
              ),
        ),
      ]),
    ),
  ]);
}

function footerOf({ before, after }: TopicPage): Element {
  const link = (shown: SiteTopic | undefined, words: string, rel: string) =>
    shown &&
    h("a", { href: `../${pageOf(shown.topic)}`, rel }, [
      h("span", words),
      ` ${shown.title}`,
    ]);
  return h("footer.around", [
    h("nav", { ariaLabel: "Other topics" }, [
      "\n",
      ...lines(
        link(before, "Before", "prev"),
        link(after, "Next", "next"),
        h("a", { href: "../index.html" }, "All topics"),
      ),
    ]),
  ]);
}

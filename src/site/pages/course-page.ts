import type { Element } from "hast";
import { h } from "hastscript";
import {
  numberColumns,
  statusCells,
  statusColumns,
} from "../../build/class/status-cells.ts";
import type { TopicStatus } from "../../build/class/topic-status.ts";
import {
  type Agenda,
  type Entry,
  formatSpan,
  sumUpAgenda,
} from "../../course/agenda.ts";
import { formatPerson } from "../../course/claim.ts";
import type { Course } from "../../course/course.ts";
import { languageOf } from "../../language.ts";
import { lines, type Part } from "../../page.ts";
import { formatSession } from "../../signature.ts";
import type { SiteTopic } from "../read/built.ts";
import { writeFrame } from "./frame.ts";
import { pageOf } from "./place.ts";

/** Everything that the course's page says. */
export interface CoursePage {
  readonly course: Course;
  /** What the site is called. */
  readonly name: string;
  readonly topics: readonly SiteTopic[];
  /** Undefined where there is no session, or none that fits. */
  readonly agenda: Agenda | undefined;
  /** For a mentor only: how far everybody is. */
  readonly status: readonly TopicStatus[] | undefined;
}

/** The first page: the topics and who has them, the days that count, and the agenda. */
export function writeCoursePage(page: CoursePage): string {
  const { course, name, topics, agenda, status } = page;
  return writeFrame({
    ...{ title: name, course: name, up: "", isPrivate: status !== undefined },
    description: `${topics.length} topics, their articles and talks`,
    main: [
      h("header.head", ["\n", ...lines(h("h1", name), daysOf(course))]),
      h("section", { ariaLabelledBy: "topics" }, [
        "\n",
        ...lines(
          h("h2#topics", "Topics"),
          h("ol.topics", "\n", ...lines(...topics.map(topicItem))),
        ),
      ]),
      agenda && agendaSection(agenda, topics),
      status && statusSection(status, topics),
    ],
    footer: h("footer.around", [
      h("p", [
        h("a", { href: "feed.xml" }, "Feed"),
        " of finished articles. Every number on these pages comes from a run of the code beside it.",
      ]),
    ]),
  });
}

/** The days that somebody has to know. */
function daysOf({ session, deadline }: Course): Element | undefined {
  const day = (words: string, date: string, time?: string): Part[] => [
    `${words} `,
    h("time", { dateTime: date }, formatSession({ date, time })),
  ];
  const days = [
    session && day("Session on", session.date, session.time),
    deadline === undefined ? undefined : day("Deadline", deadline),
  ].filter((each) => each !== undefined);
  return days.length === 0
    ? undefined
    : h(
        "p.by",
        days.flatMap((each, at) => (at === 0 ? each : [" · ", ...each])),
      );
}

function topicItem(shown: SiteTopic): Element {
  const { topic, title, article, deck, claim, address } = shown;
  const hasPage = article !== undefined || deck !== undefined;
  const lang = article?.lang;
  const isDraft = [article, deck].some((each) => each?.draft !== undefined);
  const links: Part[] = [
    deck &&
      h("a", { href: `${topic.name}/slides.html` }, ["Slides", unseen(title)]),
    address === undefined
      ? undefined
      : h("a", { href: address }, ["Published", unseen(title)]),
  ];
  const facts: Part[] = [
    claim ? formatPerson(claim) : hasPage ? undefined : "nobody has it yet",
    article && `${article.facts.reading.minutes} min read`,
    isDraft ? "draft" : claim && !hasPage ? "in the making" : undefined,
    ...links,
  ];
  return h("li", { className: hasPage ? [] : ["waiting"] }, [
    "\n",
    ...lines(
      h("span.number", { ariaHidden: "true" }, String(topic.number)),
      h(
        "h3",
        { lang },
        hasPage ? h("a", { href: pageOf(topic) }, title) : title,
      ),
      article?.facts.subtitle
        ? h("p.subtitle", { lang }, article.facts.subtitle)
        : undefined,
      h(
        "p.facts",
        facts
          .filter((each) => each !== undefined)
          .flatMap((each, at) => (at === 0 ? [each] : [" · ", each])),
      ),
      claim?.note === undefined ? undefined : h("p.note", claim.note),
    ),
  ]);
}

/** Of two links with one word, what they are about. */
function unseen(title: string): Element {
  return h("span.unseen", `: ${title}`);
}

function agendaSection(agenda: Agenda, topics: readonly SiteTopic[]): Element {
  const shown = new Map(topics.map((each) => [each.topic.name, each]));
  const row = (entry: Entry) => {
    const { date, time } = entry.start;
    const start = h(
      "td.time",
      h("time", { dateTime: `${date}T${time}` }, time),
    );
    if (entry.kind === "break")
      return h(
        "tr.break",
        start,
        h("td", { colSpan: 2 }, `Break, ${entry.minutes} min`),
      );
    const { number, topic, speaker } = entry;
    const title = `${number}. ${shown.get(topic)?.title ?? entry.title}`;
    const who = speaker === undefined ? "nobody yet" : formatPerson(speaker);
    return h("tr", start, h("td", title), h("td", who));
  };
  return h("section#agenda", [
    "\n",
    ...lines(
      h("h2", "Agenda"),
      h("p", [
        h(
          "time",
          { dateTime: agenda.start.date },
          formatSession({ date: agenda.start.date }),
        ),
        `, ${formatSpan(agenda, languageOf())}. `,
        h(
          "a",
          { href: "agenda.ics", download: "agenda.ics" },
          "For your calendar",
        ),
      ]),
      tableElement(["Time", "Title", "Who"], agenda.entries.map(row)),
      h("p.aside", sumUpAgenda(agenda, languageOf())),
    ),
  ]);
}

function statusSection(
  status: readonly TopicStatus[],
  topics: readonly SiteTopic[],
): Element {
  const notes = new Map(topics.map(({ topic, notes }) => [topic.name, notes]));
  const rows = status.map((each) => {
    const cells = statusCells(each).map((cell, at) => {
      const column = statusColumns[at] ?? "";
      if (at === 0) return h("th", { scope: "row" }, cell);
      const isAddress = column === "published" && each.published !== null;
      const right = numberColumns.includes(column) ? ".right" : "";
      return h(
        `td${right}`,
        isAddress ? h("a", { href: cell }, new URL(cell).hostname) : cell,
      );
    });
    return h("tr", cells);
  });
  const lacking = status.flatMap(({ topic, gaps }) => {
    const all = [...gaps, ...(notes.get(topic) ?? [])];
    return all.length === 0
      ? []
      : [h("li", h("b", topic), ` ${all.join("; ")}`)];
  });
  return h("section#status", [
    "\n",
    ...lines(
      h("h2", "How far everybody is"),
      tableElement(statusColumns.map(capital), rows),
      lacking.length > 0 ? h("h3", "What is missing") : undefined,
      lacking.length > 0
        ? h("ul.files", "\n", ...lines(...lacking))
        : undefined,
    ),
  ]);
}

function tableElement(
  heads: readonly string[],
  rows: readonly Element[],
): Element {
  const head = heads.map((each) => {
    const right = numberColumns.includes(each.toLowerCase()) ? ".right" : "";
    return h(`th${right}`, { scope: "col" }, each);
  });
  return h("div.table", { tabIndex: 0 }, [
    h("table", [
      "\n",
      ...lines(h("thead", h("tr", head)), h("tbody", "\n", ...lines(...rows))),
    ]),
  ]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import type { Element } from "hast";
import { h } from "hastscript";
import {
  type Agenda,
  type Entry,
  formatBreak,
  formatSpan,
  sumUpAgenda,
} from "../../course/agenda.ts";
import { formatPerson } from "../../course/claim.ts";
import type { WallClock } from "../../course/zone.ts";
import { type Language, primary } from "../../language.ts";
import { lines, policyOf, readAsset, writePage } from "../../page.ts";
import { formatSession } from "../../signature.ts";
import { agendaMark } from "./agenda-markdown.ts";

/** The agenda as one page that needs nothing beside it: light, dark and printed. */
export function writeAgendaPage(agenda: Agenda, language: Language): string {
  const { course, start, entries } = agenda;
  const { agenda: words } = language;
  const day = formatSession({ date: start.date }, language);
  const title = course ?? words.session;
  const columns = [words.time, words.talk, words.who];
  const rows = entries.map((entry) => rowOf(entry, language));
  const style = `\n${readAsset("course/agenda.css")}`;
  return writePage(
    policyOf({ styles: [style], images: [] }),
    [
      h("meta", {
        name: "viewport",
        content: "width=device-width, initial-scale=1",
      }),
      h("meta", { name: "generator", content: agendaMark }),
      h("title", `${title}: ${day}`),
      h("style", style),
    ],
    [
      h("main", [
        "\n",
        ...lines(
          h("h1", title),
          h("p.when", [
            h("time", { dateTime: start.date }, day),
            ", ",
            formatSpan(agenda, language),
          ]),
          h("table", [
            "\n",
            ...lines(
              h("caption", words.caption),
              h("thead", h("tr", columns.map(columnOf))),
              h("tbody", "\n", ...lines(...rows)),
            ),
          ]),
          h("p", sumUpAgenda(agenda, language)),
        ),
      ]),
    ],
    primary(language.language),
  );
}

function columnOf(name: string): Element {
  return h("th", { scope: "col" }, name);
}

function rowOf(entry: Entry, language: Language): Element {
  const time = h("td", timeOf(entry.start));
  if (entry.kind === "break")
    return h(
      "tr.break",
      time,
      h("td", { colSpan: 2 }, formatBreak(entry.minutes, language)),
    );
  const { speaker } = entry;
  return h(
    "tr",
    time,
    h("th", { scope: "row" }, `${entry.number}. ${entry.title}`),
    h(
      "td",
      speaker === undefined ? language.agenda.nobody : formatPerson(speaker),
    ),
  );
}

function timeOf({ date, time }: WallClock): Element {
  return h("time", { dateTime: `${date}T${time}` }, time);
}

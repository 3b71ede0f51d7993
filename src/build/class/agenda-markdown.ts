import type { PhrasingContent, Root, TableRow } from "mdast";
import { stringifyTree } from "../../article/markdown.ts";
import {
  type Agenda,
  formatBreak,
  formatSpan,
  sumUpAgenda,
} from "../../course/agenda.ts";
import { formatPerson } from "../../course/claim.ts";
import type { Language } from "../../language.ts";
import { formatSession } from "../../signature.ts";

/** What a file of ours is told by, in each form of an agenda. */
export const agendaMark = "lectern agenda";

/** The agenda as Markdown of GitHub's kind: day and time, a table, and how long it all takes. */
export function writeAgendaMarkdown(
  agenda: Agenda,
  language: Language,
): string {
  const { course, start } = agenda;
  const { session, time, talk, who } = language.agenda;
  const rows = agenda.entries.map((entry) =>
    entry.kind === "break"
      ? rowOf(
          [text(entry.start.time)],
          [pause(formatBreak(entry.minutes, language))],
          [],
        )
      : rowOf(
          [text(entry.start.time)],
          [text(`${entry.number}. ${entry.title}`)],
          entry.speaker === undefined
            ? []
            : [text(formatPerson(entry.speaker))],
        ),
  );
  const tree: Root = {
    type: "root",
    children: [
      {
        type: "heading",
        depth: 1,
        children: [text(course ?? session)],
      },
      paragraph(
        `${formatSession({ date: start.date }, language)}, ${formatSpan(agenda, language)}`,
      ),
      {
        type: "table",
        children: [rowOf([text(time)], [text(talk)], [text(who)]), ...rows],
      },
      paragraph(sumUpAgenda(agenda, language)),
      { type: "html", value: `<!-- made by ${agendaMark} -->` },
    ],
  };
  return stringifyTree(tree);
}

function pause(value: string): PhrasingContent {
  return { type: "emphasis", children: [text(value)] };
}

function rowOf(...cells: readonly PhrasingContent[][]): TableRow {
  return {
    type: "tableRow",
    children: cells.map((children) => ({ type: "tableCell", children })),
  };
}

function paragraph(value: string): Root["children"][number] {
  return { type: "paragraph", children: [text(value)] };
}

function text(value: string): PhrasingContent {
  return { type: "text", value };
}

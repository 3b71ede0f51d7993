import type { Heading, RootContent } from "mdast";
import { visit } from "unist-util-visit";
import { nameOf } from "../../article/node-names.ts";
import type { Language } from "../../language.ts";
import type { Record } from "../../record/record.ts";
import type { Evidence, Line, Question, Slide } from "../deck.ts";
import { placeOf, type Report } from "../report.ts";
import { chooseLayout, type ReadColumn } from "./choose.ts";
import { readEvidence } from "./evidence.ts";
import { toLine } from "./inline.ts";
import { loseInto } from "./lose.ts";
import type { Notes } from "./notes.ts";

/** What is known around a slide. */
export interface SlideContext {
  readonly number: number;
  readonly part: "talk" | "backup";
  readonly record: Record;
  readonly language: Language;
  readonly notes: ReadonlyMap<RootContent, Notes>;
  readonly report: Report;
}

/** What stands between two breaks, as a slide; its key comes from the text itself. */
export function readSlide(
  nodes: readonly RootContent[],
  context: SlideContext,
): Omit<Slide, "key"> {
  const { number, part, report } = context;
  const heading = readHeading(nodes, report);
  const place = placeOf(heading ?? nodes[0] ?? {});
  const notes = nodes.flatMap((node) => context.notes.get(node) ?? []);
  const shown = nodes.filter((node) => !context.notes.has(node));
  for (const node of shown) reportTyped(node, context.language, report);
  const at = heading === undefined ? 0 : shown.indexOf(heading);
  const question = readQuestion(shown.slice(0, at), context);
  const body = heading === undefined ? shown : shown.slice(at + 1);
  const { evidence, columns } = readBody(body, context);
  const arranged = chooseLayout(
    { first: number === 1, evidence, columns, place },
    report,
  );
  return {
    number,
    part,
    title: heading ? toLine(heading.children, loseInto(report, "slide")) : [],
    place,
    ...(question && { question }),
    ...arranged,
    notes: notes.flatMap((each) => each.lines),
    notesPlace: notes[0]?.place ?? place,
    ...(notes.some((each) => each.prompt !== undefined) && { asked: true }),
  };
}

/** A decimal or a percentage: what a run produces, and nobody types. Each digit is met once. */
function findMeasured(text: string, { decimal }: Language): string | undefined {
  const decimals = new RegExp(`(?<!\\d)\\d+[${decimal}]\\d+`);
  for (const { 0: run, index } of text.matchAll(/\d[\d.,]*/g)) {
    const end = index + run.length;
    const percent = /^\s?%/.exec(text.slice(end, end + 2));
    if (percent !== null) return run + percent[0];
    const decimal = decimals.exec(run);
    if (decimal !== null) return decimal[0];
  }
  return undefined;
}

/** DK-14: numbers on slides come from the record. */
function reportTyped(
  node: RootContent,
  language: Language,
  report: Report,
): void {
  if (node.type === "code") return;
  visit(node, "text", (text) => {
    if (text.data?.bound !== undefined) return;
    const typed = findMeasured(text.value, language);
    if (typed === undefined) return;
    report(placeOf(text), {
      rule: "DK-14",
      severity: "warning",
      message: `number typed by hand: ${typed}`,
      hint: "quote it from the run with :number[name] or :percent[name]",
    });
  });
}

function readHeading(
  nodes: readonly RootContent[],
  report: Report,
): Heading | undefined {
  const headings = nodes.filter(
    (node): node is Heading => node.type === "heading" && node.depth <= 2,
  );
  const [first, ...others] = headings;
  if (first === undefined && nodes[0] !== undefined) {
    report(placeOf(nodes[0]), {
      rule: "DK-01",
      message: "slide without a heading",
      hint: "begin it with # and a sentence that says what it shows",
    });
  }
  for (const other of others) {
    report(placeOf(other), {
      rule: "DK-01",
      message: "second heading on one slide",
      hint: "put --- between empty lines above it, or ### for a column",
    });
  }
  return first;
}

/** A paragraph above a heading that answers it; everything else up there is reported. */
function readQuestion(
  above: readonly RootContent[],
  { part, language, report }: SlideContext,
): Question | undefined {
  const [first] = above;
  const asks = part === "backup" && first?.type === "paragraph";
  for (const node of asks ? above.slice(1) : above) {
    report(placeOf(node), {
      rule: "DK-01",
      message: `${nameOf(node)} above the heading of a slide`,
      hint:
        part === "backup"
          ? "put it below the heading: above it stands a question, in one paragraph"
          : `put it below the heading: behind # ${language.questions} alone a question stands above its answer`,
    });
  }
  if (!asks) return undefined;
  const runs = toLine(first.children, loseInto(report, "slide"));
  const place = placeOf(first);
  return { runs, place, end: first.position?.end.line ?? place.line };
}

/** A heading of the third rank opens a column. */
function readBody(
  body: readonly RootContent[],
  context: SlideContext,
): { evidence: Evidence[]; columns: ReadColumn[] } {
  const groups: { heading: Line | undefined; nodes: RootContent[] }[] = [
    { heading: undefined, nodes: [] },
  ];
  for (const node of body) {
    if (node.type === "heading") {
      if (node.depth > 2) {
        const lose = loseInto(context.report, "slide");
        groups.push({ heading: toLine(node.children, lose), nodes: [] });
      }
    } else groups.at(-1)?.nodes.push(node);
  }
  const read = groups.map((group) => ({
    heading: group.heading,
    evidence: readEvidence(group.nodes, context.record, context.report),
  }));
  return {
    evidence: read[0]?.evidence ?? [],
    columns: read.flatMap(({ heading, evidence }) =>
      heading === undefined ? [] : [{ heading, evidence }],
    ),
  };
}

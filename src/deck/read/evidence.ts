import type {
  Blockquote,
  Code,
  List,
  Paragraph,
  RootContent,
  Table,
} from "mdast";
import { EXIT, visit } from "unist-util-visit";
import type { FigureNode } from "../../article/bound.ts";
import type { Record } from "../../record/record.ts";
import type {
  BodyLine,
  CodeEvidence,
  Evidence,
  FigureEvidence,
  LinesEvidence,
  PictureEvidence,
  TableEvidence,
} from "../deck.ts";
import { placeOf, type Report } from "../report.ts";
import { toLine, toPlainLine } from "./inline.ts";
import { type Lose, loseInto } from "./lose.ts";

/**
 * The evidence that `nodes` hold, in their order; paragraphs and lists that follow each other
 * are one piece. Reports what cannot stand on a slide.
 */
export function readEvidence(
  nodes: readonly RootContent[],
  record: Record,
  report: Report,
): Evidence[] {
  const found: Evidence[] = [];
  for (const node of nodes) {
    const evidence = readNode(node, record, report);
    const last = found.at(-1);
    if (evidence?.kind === "lines" && last?.kind === "lines") {
      const lines = [...last.lines, ...evidence.lines];
      found[found.length - 1] = { ...last, lines };
    } else if (evidence !== undefined) found.push(evidence);
  }
  return found;
}

function readNode(
  node: RootContent,
  record: Record,
  report: Report,
): Evidence | undefined {
  const lose = loseInto(report, "slide");
  switch (node.type) {
    case "figure":
      return readFigure(node, record, lose);
    case "table":
      return readTable(node, loseInto(report, "table"));
    case "code":
      return readCode(node, lose);
    case "list":
      return readList(node, loseInto(report, "list"));
    case "blockquote":
      return readQuote(node, lose);
    case "paragraph":
      return readParagraph(node, lose);
    default:
      lose(node);
      return undefined;
  }
}

function readFigure(
  node: FigureNode,
  record: Record,
  lose: Lose,
): FigureEvidence | PictureEvidence | undefined {
  const { name, alt, own, pointing } = node;
  const caption = toLine(node.children, lose);
  const place = placeOf(node);
  if (own) return { kind: "picture", name, picture: own, alt, caption, place };
  const figure = record.figures[name];
  if (figure === undefined) return undefined;
  const pointed = pointing && { pointing };
  return { kind: "figure", name, figure, ...pointed, caption, place };
}

function readTable(node: Table, lose: Lose): TableEvidence {
  const columns = node.children[0]?.children.length ?? 0;
  for (const cell of node.children.flatMap((row) =>
    row.children.slice(columns),
  ))
    lose(cell, "cell without a heading above it");
  const [header, ...rows] = node.children.map((row) =>
    row.children
      .slice(0, columns)
      .map((cell) => toPlainLine(cell.children, lose)),
  );
  return {
    kind: "table",
    name: node.data?.bound?.name ?? "",
    header: header ?? [],
    rows,
    ...pointedIn(node),
    align: (header ?? []).map((_, index) => node.align?.[index] ?? "left"),
    place: placeOf(node),
  };
}

/** The cells that are pointed at, where any is. */
function pointedIn({ children }: Table): Pick<TableEvidence, "pointed"> {
  const pointed = children.map((row) =>
    row.children.map((cell) => cell.data?.pointed === true),
  );
  return pointed.flat().includes(true) ? { pointed } : {};
}

function readCode(node: Code, lose: Lose): CodeEvidence {
  if (node.meta) lose(node, `words behind the language: ${node.meta}`);
  const { bound, lines } = node.data ?? {};
  return {
    kind: bound?.kind === "output" ? "output" : "listing",
    name: bound?.name ?? "",
    file: bound?.file,
    language: node.lang ?? undefined,
    code: node.value,
    ...(lines && { lines }),
    place: placeOf(node),
  };
}

function readList(node: List, lose: Lose): LinesEvidence {
  const lines = node.children.map((item, index): BodyLine => {
    const [first, ...rest] = item.children;
    const line = first?.type === "paragraph" ? first : undefined;
    if (typeof item.checked === "boolean") lose(item, "box to tick");
    if (first === undefined) lose(item, "item without words");
    for (const each of line ? rest : item.children) lose(each, inItem(each));
    const runs = line ? toLine(line.children, lose) : [];
    return node.ordered
      ? {
          runs: [{ text: `${(node.start ?? 1) + index}. ` }, ...runs],
          bullet: false,
        }
      : { runs, bullet: true };
  });
  return { kind: "lines", lines, place: placeOf(node) };
}

/** Somebody else's words: lines in italics. */
function readQuote(node: Blockquote, lose: Lose): LinesEvidence {
  const lines = node.children.flatMap((child): BodyLine[] => {
    if (child.type !== "paragraph") {
      lose(child);
      return [];
    }
    const runs = toLine(child.children, lose);
    const italic = runs.map((run) => ({ ...run, italic: true }));
    return [{ runs: italic, bullet: false }];
  });
  return { kind: "lines", lines, place: placeOf(node) };
}

/** What an item holds beside its line. */
function inItem(node: RootContent): string | undefined {
  if (node.type === "list") return "list inside an item";
  return node.type === "paragraph" ? "second paragraph of an item" : undefined;
}

/** The first name of the record that is quoted in a paragraph, or "". */
function quotedIn(paragraph: Paragraph): string {
  let name = "";
  visit(paragraph, "text", ({ data }) => {
    if (data?.bound === undefined) return undefined;
    name = data.bound.name;
    return EXIT;
  });
  return name;
}

/** A paragraph that is strong from end to end carries the slide. */
function readParagraph(node: Paragraph, lose: Lose): Evidence {
  const runs = toLine(node.children, lose);
  const place = placeOf(node);
  if (node.children.length === 1 && node.children[0]?.type === "strong") {
    return { kind: "big", name: quotedIn(node), runs, place };
  }
  return { kind: "lines", lines: [{ runs, bullet: false }], place };
}

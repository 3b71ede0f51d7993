import type { Code, List, Paragraph, RootContent, Table } from "mdast";
import type { FigureNode } from "../article/bound.ts";
import type { Record } from "../record/record.ts";
import type {
  BodyLine,
  CodeEvidence,
  Evidence,
  FigureEvidence,
  LinesEvidence,
  TableEvidence,
} from "./deck.ts";
import { toLine } from "./inline.ts";
import { placeOf, type Report } from "./report.ts";

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
  switch (node.type) {
    case "figure":
      return readFigure(node, record);
    case "table":
      return readTable(node);
    case "code":
      return readCode(node);
    case "list":
      return readList(node, report);
    case "paragraph":
      return readParagraph(node);
    default:
      report(placeOf(node), {
        rule: "DK-04",
        message: `cannot stand on a slide: ${node.type === "html" ? "HTML" : node.type}`,
        hint: "use a figure, a table, a listing, an output or up to four short lines",
      });
      return undefined;
  }
}

function readFigure(
  node: FigureNode,
  record: Record,
): FigureEvidence | undefined {
  const figure = record.figures[node.name];
  if (figure === undefined) return undefined;
  return {
    kind: "figure",
    name: node.name,
    figure,
    caption: toLine(node.children),
    place: placeOf(node),
  };
}

function readTable(node: Table): TableEvidence {
  const [header, ...rows] = node.children.map((row) =>
    row.children.map((cell) => toLine(cell.children)),
  );
  return {
    kind: "table",
    name: node.data?.bound?.name ?? "",
    header: header ?? [],
    rows,
    align: (header ?? []).map((_, index) => node.align?.[index] ?? "left"),
    place: placeOf(node),
  };
}

function readCode(node: Code): CodeEvidence {
  const bound = node.data?.bound;
  return {
    kind: bound?.kind === "output" ? "output" : "listing",
    name: bound?.name ?? "",
    file: bound?.file,
    language: node.lang ?? undefined,
    code: node.value,
    place: placeOf(node),
  };
}

function readList(node: List, report: Report): LinesEvidence {
  const lines = node.children.map((item): BodyLine => {
    const [first, ...rest] = item.children;
    if (rest[0] !== undefined || first?.type !== "paragraph") {
      report(placeOf(rest[0] ?? item), {
        rule: "DK-04",
        message: "list of more than one level",
        hint: "keep one short line an item",
      });
    }
    const runs = first?.type === "paragraph" ? toLine(first.children) : [];
    return { runs, bullet: true };
  });
  return { kind: "lines", lines, place: placeOf(node) };
}

/** A paragraph that is strong from end to end carries the slide. */
function readParagraph(node: Paragraph): Evidence {
  const runs = toLine(node.children);
  const place = placeOf(node);
  if (node.children.length === 1 && node.children[0]?.type === "strong") {
    return { kind: "big", runs, place };
  }
  return { kind: "lines", lines: [{ runs, bullet: false }], place };
}

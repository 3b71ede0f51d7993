import type { List, Paragraph, Root, RootContent, Table } from "mdast";
import type { Math as Formula } from "mdast-util-math";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { drawingOf } from "../../article/pointing.ts";
import { disclose } from "../disclosure.ts";
import { drawFormula } from "../formula/formula.ts";
import type { MediumInput } from "../input.ts";
import type { Settings } from "../settings.ts";
import { cleanCode } from "./code.ts";
import { type Definitions, readDefinitions } from "./definitions.ts";
import { lowerFootnotes } from "./footnotes.ts";
import { type Lose, type Loss, loseInto, type Where } from "./lose.ts";
import {
  loseInCaption,
  loseInList,
  loseInTable,
  loseMeta,
} from "./lose-parts.ts";
import { lowerMarks } from "./marks.ts";
import { linkedPicture, type Picture, picture } from "./picture.ts";
import { drawTable } from "./table-picture.ts";
import {
  cellsOf,
  formOf,
  pointedIn,
  type TableForm,
  tableAsList,
  tableAsText,
} from "./tables.ts";

/** What became of a table: printed in the report, so that nobody is surprised. */
interface LoweredTable {
  readonly table: Table;
  readonly form: TableForm;
}

/**
 * An article in Medium's own terms: paragraphs, headings of depth 2 and 3, flat lists, quotes,
 * code, pictures and separators, with bold, italic, link and inline code. Everything else that
 * the article holds is a loss, and an error.
 */
export interface Lowered {
  readonly tree: Root;
  readonly pictures: readonly Picture[];
  readonly tables: readonly LoweredTable[];
  readonly losses: readonly Loss[];
}

interface State {
  readonly input: MediumInput;
  readonly definitions: Definitions;
  readonly tables: LoweredTable[];
  readonly losses: Loss[];
  /** Takes what stands at the top level and cannot be shown. */
  readonly lose: Lose;
}

/** Lowers the article. Its own tree stays as it is. */
export function lower(input: MediumInput, settings: Settings): Lowered {
  const losses: Loss[] = [];
  const lose = loseInto(losses, "article");
  const source = lowerFootnotes(input.article.tree, lose);
  const definitions = readDefinitions(source, lose);
  const state: State = { input, definitions, tables: [], losses, lose };
  const children = source.children.flatMap((node) => lowerBlock(node, state));
  // Without assistance there is nothing to disclose, whatever the sentence.
  const disclosure =
    settings.assistance === "none" ? undefined : settings.disclosure;
  const tree: Root = { type: "root", children: disclose(children, disclosure) };
  const pictures = tree.children.filter((node) => node.type === "picture");
  return { tree, pictures, tables: state.tables, losses };
}

/** Node type → how it is lowered. What is not here goes to `lose`. */
function lowerBlock(node: RootContent, state: State): RootContent[] {
  const { lose } = state;
  switch (node.type) {
    case "paragraph":
      return lowerParagraph(node, state);
    case "heading":
      return [{ ...node, children: lowerMarks(node.children, state) }];
    case "blockquote":
      return [
        { ...node, children: lowerInside(node.children, "quote", state) },
      ];
    case "list":
      return [lowerList(node, state)];
    case "code":
      loseMeta(node, lose);
      return [{ ...node, value: cleanCode(node.value) }];
    case "thematicBreak":
      return [node];
    case "definition":
      // Where a link names it, its address is there.
      return [];
    case "figure": {
      const { name, alt, own } = node;
      const drawn = own ?? state.input.figures.get(drawingOf(node));
      const made = own ? "own" : "figure";
      const caption = lowerMarks(node.children, state);
      loseInCaption(caption, lose);
      return [picture(node, { made, name, alt, drawn }, caption)];
    }
    case "table":
      return lowerTable(node, state);
    case "math":
      loseMeta(node, lose);
      return lowerFormula(node, lose);
    default:
      lose(node);
      return [];
  }
}

function lowerList(node: List, state: State): List {
  loseInList(node, state.lose);
  // Medium counts from 1, and its items are lines: neither a first number nor a gap is left.
  return {
    ...{ ...node, start: null, spread: false },
    children: node.children.map((item) => ({
      ...{ ...item, checked: null, spread: false },
      children: lowerInside(item.children, "list item", state),
    })),
  };
}

/** What an item or a quote can hold: paragraphs. */
function lowerInside(
  nodes: readonly RootContent[],
  where: Where,
  { definitions, losses }: State,
): Paragraph[] {
  const lose = loseInto(losses, where);
  return nodes.flatMap((node): Paragraph[] => {
    if (node.type === "paragraph")
      return [
        { ...node, children: lowerMarks(node.children, { definitions, lose }) },
      ];
    if (node.type !== "definition") lose(node);
    return [];
  });
}

/** A paragraph of nothing but images becomes pictures. */
function lowerParagraph(node: Paragraph, state: State): RootContent[] {
  const images = node.children.filter(
    (child) => toText(child).trim() !== "" || child.type !== "text",
  );
  if (images.length > 0 && images.every((child) => child.type === "image"))
    return images.flatMap((image) => linkedPicture(image, state.lose) ?? []);
  return [{ ...node, children: lowerMarks(node.children, state) }];
}

function lowerTable(node: Table, state: State): RootContent[] {
  const table = structuredClone(node);
  visit(table, "tableCell", (cell) => {
    cell.children = lowerMarks(cell.children, state);
  });
  const form = formOf(table);
  state.tables.push({ table: node, form });
  loseInTable(table, form, state.lose);
  if (form === "list") return [tableAsList(table)];
  if (form === "text") return [tableAsText(table)];
  return tablePicture(table, state.tables.length);
}

/** Longest alternative text that Medium keeps. */
const longestAlt = 250;

/** A picture, and the table in words: in the alternative text, or where that is short, below. */
function tablePicture(table: Table, number: number): RootContent[] {
  const rows = cellsOf(table);
  const right = (table.align ?? []).map((each) => each === "right");
  const list = tableAsList(table);
  const words = list.children.map((item) => toText(item)).join(". ");
  const size = `Table of ${rows.length - 1} rows: ${(rows[0] ?? []).join(", ")}`;
  const whole = `Table. ${words}`;
  const alt = whole.length <= longestAlt ? whole : cut(size);
  const name = table.data?.bound?.name ?? `table-${number}`;
  const drawn = drawTable(rows, right, pointedIn(table));
  const shown = picture(table, { made: "table", name, alt, drawn });
  return alt === whole ? [shown] : [shown, list];
}

function lowerFormula(node: Formula, lose: Lose): RootContent[] {
  const formula = drawFormula(node.value);
  if ("problem" in formula) {
    lose(node, {
      rule: "MD-31",
      message: `formula: ${formula.problem}`,
      hint: "mend the LaTeX between the dollars",
    });
    return [];
  }
  const { drawn, words } = formula;
  const alt = cut(`Formula: ${words}`);
  return [picture(node, { made: "formula", name: "formula", alt, drawn })];
}

function cut(text: string): string {
  return text.length <= longestAlt ? text : `${text.slice(0, longestAlt - 1)}…`;
}

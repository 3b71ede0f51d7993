import type { Definition, Paragraph, Root, RootContent, Table } from "mdast";
import type {} from "mdast-util-math";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { cleanCode } from "./code.ts";
import { disclose } from "./disclosure.ts";
import { drawFormula } from "./formula.ts";
import type { MediumInput } from "./input.ts";
import { type Definitions, lowerMarks } from "./marks.ts";
import { type Picture, picture } from "./picture.ts";
import type { Settings } from "./settings.ts";
import { drawTable } from "./table-picture.ts";
import {
  cellsOf,
  formOf,
  type TableForm,
  tableAsList,
  tableAsText,
} from "./tables.ts";

/** What became of a table: printed in the report, so that nobody is surprised. */
export interface LoweredTable {
  readonly table: Table;
  readonly form: TableForm;
}

/**
 * An article in Medium's own terms: paragraphs, headings of depth 2 and 3, flat lists, quotes,
 * code, pictures and separators, with bold, italic, link and inline code. What Medium does not
 * have and the rules forbid (raw HTML, footnotes) is left out: the rules look at the source.
 */
export interface Lowered {
  readonly tree: Root;
  readonly pictures: readonly Picture[];
  readonly tables: readonly LoweredTable[];
  /** Formulas that could not be set, with MathJax's words. */
  readonly problems: readonly {
    readonly node: RootContent;
    readonly message: string;
  }[];
}

interface State {
  readonly input: MediumInput;
  readonly definitions: Definitions;
  readonly tables: LoweredTable[];
  readonly problems: { node: RootContent; message: string }[];
}

/** Lowers the article. Its own tree stays as it is. */
export function lower(input: MediumInput, settings: Settings): Lowered {
  const source = input.article.tree;
  const definitions = new Map<string, Definition>();
  visit(source, "definition", (node) => {
    definitions.set(node.identifier, node);
  });
  const state: State = { input, definitions, tables: [], problems: [] };
  const children = source.children.flatMap((node) => lowerBlock(node, state));
  // Without assistance there is nothing to disclose, whatever the sentence.
  const disclosure =
    settings.assistance === "none" ? undefined : settings.disclosure;
  const tree: Root = { type: "root", children: disclose(children, disclosure) };
  const pictures = tree.children.filter((node) => node.type === "picture");
  return { tree, pictures, tables: state.tables, problems: state.problems };
}

/** Node type → how it is lowered. What is not here is left out, and a rule names it. */
function lowerBlock(node: RootContent, state: State): RootContent[] {
  switch (node.type) {
    case "paragraph":
      return lowerParagraph(node, state);
    case "heading":
      return [
        { ...node, children: lowerMarks(node.children, state.definitions) },
      ];
    case "blockquote":
      return [{ ...node, children: lowerInside(node.children, state) }];
    case "list":
      return [
        {
          ...node,
          children: node.children.map((item) => ({
            ...item,
            children: lowerInside(item.children, state),
          })),
        },
      ];
    case "code":
      return [{ ...node, value: cleanCode(node.value) }];
    case "thematicBreak":
      return [node];
    case "figure": {
      const drawn = state.input.figures.get(node.name);
      const made = {
        made: "figure",
        name: node.name,
        alt: node.alt,
        drawn,
      } as const;
      return [
        picture(node, made, lowerMarks(node.children, state.definitions)),
      ];
    }
    case "table":
      return lowerTable(node, state);
    case "math":
      return lowerFormula(node, node.value, state);
    default:
      return [];
  }
}

/** What an item or a quote can hold: paragraphs. The rules name everything else. */
function lowerInside(nodes: readonly RootContent[], state: State): Paragraph[] {
  return nodes
    .filter((node) => node.type === "paragraph")
    .map((node) => ({
      ...node,
      children: lowerMarks(node.children, state.definitions),
    }));
}

/** A paragraph of nothing but images becomes pictures. */
function lowerParagraph(
  node: Extract<RootContent, { type: "paragraph" }>,
  state: State,
): RootContent[] {
  const images = node.children.filter(
    (child) => toText(child).trim() !== "" || child.type !== "text",
  );
  if (images.length > 0 && images.every((child) => child.type === "image")) {
    return images.map((image) =>
      picture(
        image,
        {
          made: "linked",
          name: "linked",
          alt: image.alt ?? "",
          url: image.url,
        },
        image.title ? [{ type: "text", value: image.title }] : [],
      ),
    );
  }
  return [{ ...node, children: lowerMarks(node.children, state.definitions) }];
}

function lowerTable(node: Table, state: State): RootContent[] {
  const table: Table = {
    ...node,
    children: node.children.map((row) => ({
      ...row,
      children: row.children.map((cell) => ({
        ...cell,
        children: lowerMarks(cell.children, state.definitions),
      })),
    })),
  };
  const form = formOf(table);
  state.tables.push({ table: node, form });
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
  const made = {
    made: "table",
    name: table.data?.bound?.name ?? `table-${number}`,
    alt,
    drawn: drawTable(rows, right),
  } as const;
  return alt === whole
    ? [picture(table, made, [])]
    : [picture(table, made, []), list];
}

function lowerFormula(
  node: RootContent,
  latex: string,
  state: State,
): RootContent[] {
  const formula = drawFormula(latex);
  if ("problem" in formula) {
    state.problems.push({ node, message: formula.problem });
    return [];
  }
  const alt = cut(`Formula: ${latex.replace(/\s+/g, " ").trim()}`);
  return [
    picture(
      node,
      { made: "formula", name: "formula", alt, drawn: formula.drawn },
      [],
    ),
  ];
}

function cut(text: string): string {
  return text.length <= longestAlt ? text : `${text.slice(0, longestAlt - 1)}…`;
}

import type { Paragraph, Parents, Root, Text } from "mdast";
import type { Node } from "unist";
import { SKIP, visit } from "unist-util-visit";
import { location } from "vfile-location";
import type { BoundArticle, Place } from "../input.ts";

/** Stands for what a directive wrote, and for code: no sign of it was typed as prose. */
export const hole = "\ufffc";

/** What a person wrote in one block: a paragraph, a heading, a cell or a caption. */
interface Passage {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A run of the text, and the node that it comes from. */
interface Piece {
  readonly text: string;
  readonly node: Node | undefined;
}

const types = ["paragraph", "heading", "tableCell", "figure"];

/** The passages of an article, in its order, without our own notes about the run. */
export function listPassages(tree: Root): Passage[] {
  const passages: Passage[] = [];
  visit(tree, (node) => {
    const kind = node.data?.bound?.kind;
    if (kind === "run" || (kind === "table" && node.type === "table"))
      return SKIP;
    if (!isPassage(node)) return undefined;
    const pieces = readPieces(node);
    passages.push({ text: pieces.map((each) => each.text).join(""), pieces });
    return SKIP;
  });
  return passages;
}

function isPassage(node: { readonly type: string }): node is Paragraph {
  return types.includes(node.type);
}

/** A claim's words and a caption were written by a person. */
const written = ["claim", "figure", "picture"];

function readPieces(parent: Parents): Piece[] {
  const pieces: Piece[] = [];
  visit(parent, (node) => {
    const kind = node.data?.bound?.kind;
    const isMade = kind !== undefined && !written.includes(kind);
    if (node.type === "text")
      pieces.push({ text: isMade ? hole : node.value, node });
    else if (!("children" in node))
      pieces.push({ text: hole, node: undefined });
  });
  return pieces;
}

/** Where `text`, which begins at `offset` of the passage, stands in the template. */
export function placeIn(
  { pieces }: Passage,
  offset: number,
  text: string,
  article: BoundArticle,
): Place | Node | undefined {
  let rest = offset;
  const piece = pieces.find((each) => {
    if (rest < each.text.length) return true;
    rest -= each.text.length;
    return false;
  });
  return placeOfText(piece?.node, rest, text, article);
}

/** Where `text`, which begins at `offset` of the node's value, stands in the template. */
export function placeOfText(
  node: Node | Text | undefined,
  offset: number,
  text: string,
  { path, template }: BoundArticle,
): Place | Node | undefined {
  const start = node?.position?.start;
  const end = node?.position?.end.offset;
  if (start?.offset === undefined || template === undefined) return node;
  // An escape or an indented line makes the source longer than the text, never shorter.
  const source = template.slice(start.offset + offset, end);
  const at = source.indexOf(text);
  if (at < 0) return node;
  if (known?.template !== template) known = { template, ...location(template) };
  const point = known.toPoint(start.offset + offset + at);
  return point && { file: path, line: point.line, column: point.column };
}

/** One article is looked at by many rules, one after the other. */
let known: (ReturnType<typeof location> & { template: string }) | undefined;

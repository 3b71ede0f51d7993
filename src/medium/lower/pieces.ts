import type { BlockContent, DefinitionContent, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { sha256 } from "../../files.ts";
import type { Lowered } from "./lower.ts";

/** What an article on Medium consists of, as far as one can say that it is another now. */
export interface Piece {
  readonly kind: "heading" | "sentence" | "item" | "quote" | "code" | "picture";
  /** As it is read; of a picture its alternative text and its caption, a line each. */
  readonly text: string;
  /** Of a picture's bytes, or its address: another picture has another. */
  readonly hash?: string | undefined;
  /** Index of the block in the article that it is part of. */
  readonly block: number;
}

/** The pieces of a lowered article in the order in which it is read. */
export function listPieces({ tree }: Lowered): Piece[] {
  return tree.children.flatMap((node, block) => piecesOf(node, block));
}

function piecesOf(node: RootContent, block: number): Piece[] {
  const each = (kind: Piece["kind"], texts: readonly string[]): Piece[] =>
    texts.map((text) => ({ kind, text, block }));
  switch (node.type) {
    case "heading":
      return each("heading", [read(node)]);
    case "paragraph":
      return each("sentence", splitSentences(read(node)));
    case "list":
      return each("item", node.children.map(read));
    case "blockquote":
      return each("quote", splitSentences(read(node)));
    case "code":
      return each("code", [node.value]);
    case "picture": {
      const { alt, children, drawn, url = "" } = node;
      const text = [alt, toText(children).trim()].join("\n");
      const hash = drawn ? sha256(drawn.bytes).slice(0, 16) : url;
      return [{ kind: "picture", text, hash, block }];
    }
    default:
      return [];
  }
}

function read(node: BlockContent | DefinitionContent | RootContent): string {
  return toText(node).replace(/\s+/g, " ").trim();
}

/** At a sign that ends a sentence, where another one begins behind it. */
function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?…:]["”’)\]]{0,2})\s+(?=["“‘([]?[\p{Lu}\p{N}−-])/u)
    .filter((each) => each !== "");
}

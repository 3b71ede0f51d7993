import type { Nodes } from "mdast";
import type {} from "mdast-util-math";
import type {} from "./directive.ts";

/** What an author calls a node that is named in a finding. */
const names: { readonly [type in Nodes["type"]]?: string } = {
  blockquote: "quote",
  break: "line break",
  code: "code block",
  containerDirective: "directive",
  definition: "address of a link",
  delete: "struck-out text",
  footnoteDefinition: "footnote",
  footnoteReference: "footnote",
  html: "HTML",
  imageReference: "image",
  inlineMath: "formula",
  leafDirective: "directive",
  linkReference: "link by name",
  math: "formula on its own line",
  textDirective: "directive",
  thematicBreak: "separator",
};

/** What an author calls `node`: "image", "quote", "code block". */
export function nameOf(node: Pick<Nodes, "type">): string {
  return names[node.type] ?? node.type;
}

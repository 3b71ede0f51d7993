import type { Code, PhrasingContent, Root, RootContent } from "mdast";
import type { Picture } from "../lower/picture.ts";

/** How one kind of page writes what differs between pages. */
export interface HtmlStyle {
  code(node: Code): string;
  picture(node: Picture): string;
  /** Element by heading depth. Default: the big and the small heading of Medium. */
  readonly headings?: { readonly [depth: number]: string };
}

/** Text for an element's content or a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The blocks of a lowered article as HTML, one a line. Throws at a node that lowering does not make. */
export function renderBlocks(tree: Root, style: HtmlStyle): string {
  return tree.children.map((node) => `${renderBlock(node, style)}\n`).join("");
}

/** The two levels that Medium has, by heading depth. */
const headings: { readonly [depth: number]: string } = { 2: "h2", 3: "h4" };

function renderBlock(node: RootContent, style: HtmlStyle): string {
  switch (node.type) {
    case "paragraph":
      return `<p>${renderMarks(node.children)}</p>`;
    case "heading": {
      const tag = (style.headings ?? headings)[node.depth] ?? "h4";
      return `<${tag}>${renderMarks(node.children)}</${tag}>`;
    }
    case "list": {
      const tag = node.ordered ? "ol" : "ul";
      const items = node.children.map(
        (item) =>
          `<li>${item.children.map((each) => renderInner(each, style)).join(" ")}</li>`,
      );
      return `<${tag}>\n${items.join("\n")}\n</${tag}>`;
    }
    case "blockquote":
      // One quote a paragraph: Medium's quote is a block of one paragraph.
      return node.children
        .map((each) => `<blockquote>${renderInner(each, style)}</blockquote>`)
        .join("\n");
    case "thematicBreak":
      return "<hr>";
    case "code":
      return style.code(node);
    case "picture":
      return style.picture(node);
    default:
      throw new Error(`no HTML for a node of type ${node.type}`);
  }
}

/** A block inside a list item or a quote: its text, without an element of its own. */
function renderInner(node: RootContent, style: HtmlStyle): string {
  if (node.type === "paragraph") return renderMarks(node.children);
  return renderBlock(node, style);
}

/** What stands inside a line. */
export function renderMarks(nodes: readonly PhrasingContent[]): string {
  return nodes.map(renderMark).join("");
}

function renderMark(node: PhrasingContent): string {
  switch (node.type) {
    case "text":
      return escapeHtml(node.value);
    case "strong":
      return `<strong>${renderMarks(node.children)}</strong>`;
    case "emphasis":
      return `<em>${renderMarks(node.children)}</em>`;
    case "inlineCode":
      return `<code>${escapeHtml(node.value)}</code>`;
    case "break":
      return "<br>";
    case "link":
      return `<a href="${escapeHtml(node.url)}">${renderMarks(node.children)}</a>`;
    default:
      throw new Error(`no HTML for a mark of type ${node.type}`);
  }
}

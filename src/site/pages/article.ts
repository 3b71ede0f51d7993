import type { Element, ElementContent, Root as Html } from "hast";
import { fromHtml } from "hast-util-from-html";
import { h } from "hastscript";
import hljs from "highlight.js/lib/common";
import type { Code, Image, Root } from "mdast";
import type { Math as Formula, InlineMath } from "mdast-util-math";
import { toHast } from "mdast-util-to-hast";
import { toString as toText } from "mdast-util-to-string";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { visit } from "unist-util-visit";
import { isHttps, isSafeAddress } from "../../article/address.ts";
import { replaceNodes } from "../../article/tree.ts";
import { isInside } from "../../files.ts";
import { languageOf } from "../../medium/lower/code.ts";
import type { PictureSize } from "../../picture.ts";
import type { ShownArticle } from "../read/built.ts";
import { bodyOf } from "./figures.ts";
import { type Depths, depthRules, formulaElement } from "./formula.ts";

/** An article as elements of a page. */
export interface Body {
  readonly blocks: readonly ElementContent[];
  /** What the page's style must say beside its sheet. */
  readonly rules: string;
  /** Whether pictures come from other places. */
  readonly isRemote: boolean;
}

const parser = remark().use(remarkGfm).use(remarkMath).freeze();

/** The pictures that a built article shows, as paths beside it. */
export function picturesOf(markdown: string): string[] {
  const found = new Set<string>();
  visit(parser.parse(markdown), "image", ({ url }) => {
    if (isBeside(url)) found.add(url);
  });
  return [...found];
}

/** Of a picture beside the page: what else there is has an address of its own, or is none. */
function isBeside(url: string): boolean {
  return isInside(url) && /^(?:figures|pictures)\//.test(url);
}

/**
 * A built article: headings that can be linked to, pictures from beside the page at their `sizes`,
 * code in colours, formulas as they are set, tables, footnotes with the way back.
 */
export function renderBody(
  { markdown, facts }: ShownArticle,
  sizes: ReadonlyMap<string, PictureSize>,
): Body {
  const tree = bodyOf(parser.parse(markdown), facts.subtitle);
  addIds(tree);
  dropAddresses(tree);
  const depths: Depths = new Set();
  let isRemote = false;
  const html = toHast(tree, {
    clobberPrefix: "",
    footnoteLabel: "Notes",
    footnoteLabelProperties: { className: ["notes-title"] },
    handlers: {
      code: (_: unknown, node: Code) => codeElement(node),
      inlineMath: (_: unknown, { value }: InlineMath) =>
        formulaElement(value, true, depths),
      math: (_: unknown, { value }: Formula) =>
        formulaElement(value, false, depths),
      image: (_: unknown, node: Image) => {
        isRemote ||= isHttps(node.url);
        return imageElement(node, sizes.get(node.url));
      },
    },
  }) as Html;
  visit(html, "element", (element, index, parent) => {
    if (element.tagName !== "table" || !parent || index === undefined) return;
    parent.children[index] = tableElement(element);
    return index + 1;
  });
  const blocks = html.children.filter(
    (node): node is ElementContent => node.type !== "doctype",
  );
  return { blocks, rules: depthRules(depths), isRemote };
}

/** Headings get the names that GitHub gives them. */
function addIds(tree: Root): void {
  const times = new Map<string, number>();
  visit(tree, "heading", (node) => {
    const name = toText(node)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    const id = time === 0 ? name : `${name}-${time}`;
    node.data = { ...node.data, hProperties: { id: id || "section" } };
  });
}

/** Links that lead nowhere keep their words. */
function dropAddresses(tree: Root): void {
  const ids = new Set<string>();
  visit(tree, "heading", ({ data }) => {
    ids.add(`#${data?.hProperties?.id}`);
  });
  const leads = (url: string) =>
    url.startsWith("#") ? ids.has(decode(url)) : isSafeAddress(url);
  const lost = new Set<string>();
  visit(tree, "definition", ({ identifier, url }) => {
    if (!leads(url)) lost.add(identifier);
  });
  replaceNodes(tree, (node) => {
    const isLost =
      (node.type === "link" && !leads(node.url)) ||
      (node.type === "linkReference" && lost.has(node.identifier));
    return isLost ? node.children : [node];
  });
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** A wide block scrolls: the keyboard must reach it. */
function codeElement({ value, lang }: Code): Element {
  const language = languageOf(lang);
  const code =
    language === undefined
      ? value
      : fromHtml(hljs.highlight(value, { language }).value, { fragment: true });
  return h("pre", { tabIndex: 0 }, h("code", code));
}

/** Small writing in a picture is read in the picture itself: a link leads there. */
function imageElement(
  { url, alt }: Image,
  size: PictureSize | undefined,
): Element {
  const image = h("img", { src: url, alt: alt ?? "", ...size });
  if (size !== undefined) return h("a.whole", { href: url }, image);
  return isHttps(url) ? image : h("span.lost", alt ?? "");
}

/** A table that scrolls by itself, its columns aligned by class, and no heading without words. */
function tableElement(table: Element): Element {
  visit(table, "element", (cell) => {
    if (cell.tagName !== "th" && cell.tagName !== "td") return;
    const { align } = cell.properties;
    cell.properties = align === undefined ? {} : { className: [String(align)] };
    if (cell.tagName === "td") return;
    if (cell.children.length === 0) cell.tagName = "td";
    else cell.properties.scope = "col";
  });
  return h("div.table", { tabIndex: 0 }, table);
}

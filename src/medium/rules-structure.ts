import type { List, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { listPassages, placeIn } from "./passages.ts";
import { readingTime } from "./reading.ts";
import { checkReferences } from "./references.ts";
import type { Reporter, Rule } from "./rule.ts";

/** What a node is called in a finding. */
const names: { readonly [type: string]: string } = {
  list: "list",
  code: "code block",
  image: "image",
  figure: "figure",
  blockquote: "quote",
  table: "table",
  heading: "heading",
  math: "formula on its own line",
  thematicBreak: "separator",
};

/** Rules on how an article is put together: Medium has few blocks, and none inside another. */
export const structureRules: readonly Rule[] = [
  {
    id: "MD-04",
    check({ article }, report) {
      visit(article.tree, "heading", (node) => {
        if (node.depth === 1)
          report.error(
            node,
            `heading of level 1: ${toText(node)}`,
            "write ## : the title stands in the front matter",
          );
        if (node.depth > 3)
          report.error(
            node,
            `heading of level ${node.depth}: ${toText(node)}`,
            "Medium has two levels: write ## or ###",
          );
      });
    },
  },
  {
    id: "MD-05",
    check({ lowered }, report) {
      const nodes = lowered.tree.children;
      let sections = 0;
      nodes.forEach((node, index) => {
        if (node.type !== "heading") return;
        const next = nodes[index + 1];
        if (next === undefined || next.type === "heading")
          report.error(
            node,
            `no text below the heading: ${toText(node)}`,
            "say in a sentence what the section shows",
          );
        if (node.depth === 3 && sections === 0)
          report.error(
            node,
            `subsection without a section: ${toText(node)}`,
            "write ##",
          );
        if (node.depth === 2) sections += 1;
      });
      const { prose } = readingTime(lowered);
      const headings = nodes.filter((node) => node.type === "heading").length;
      if (headings < Math.floor(prose / 400))
        report.warning(
          undefined,
          `${headings} headings for ${prose} words`,
          "give readers one for every 400 words",
        );
    },
  },
  {
    id: "MD-06",
    check({ article }, report) {
      visit(article.tree, "list", (list) => {
        checkList(list, report);
      });
    },
  },
  {
    id: "MD-07",
    check({ article }, report) {
      visit(article.tree, "blockquote", (quote) => {
        for (const child of quote.children)
          reportInside(child, "quote", report);
      });
    },
  },
  {
    id: "MD-08",
    check: ({ article }, report) => checkReferences(article, report),
  },
  {
    id: "MD-09",
    check({ article }, report) {
      visit(article.tree, (node) => {
        if (node.type === "html")
          report.error(
            node,
            `raw HTML: ${shorten(node.value)}`,
            "write markdown or a directive: Medium keeps no HTML",
          );
        if (node.type === "delete")
          report.error(
            node,
            `struck-out text: ${shorten(toText(node))}`,
            "Medium has none: take it out",
          );
      });
      for (const passage of listPassages(article.tree)) {
        for (const left of passage.text.matchAll(foreign))
          report.error(
            placeIn(passage, left.index, left[0], article),
            `not markdown that Medium knows: ${left[0]}`,
            "take it out, or set it as code",
          );
      }
    },
  },
];

/** Fences and attributes of other markdowns, and emoji by name. */
const foreign = /:::|\{[.#][\w-]+\}|:[a-z]+(?:_[a-z]+)*:(?!\w)/g;

function checkList(list: List, report: Reporter): void {
  for (const item of list.children) {
    for (const [index, child] of item.children.entries()) {
      if (child.type === "list")
        report.error(
          child,
          "list inside a list",
          "Medium has one level: make it a list of its own, or sentences",
        );
      else if (child.type !== "paragraph")
        reportInside(child, "list item", report);
      else if (index > 0)
        report.error(
          child,
          "second paragraph in a list item",
          "Medium's items have one: join them",
        );
      else reportInside(child, "list item", report);
    }
  }
}

/** Reports a block that may not stand in an item or a quote, and an image in its text. */
function reportInside(
  node: RootContent,
  where: string,
  report: Reporter,
): void {
  if (node.type !== "paragraph") {
    report.error(
      node,
      `${names[node.type] ?? node.type} inside a ${where}`,
      "put it below",
    );
    return;
  }
  const image = node.children.find((child) => child.type === "image");
  if (image !== undefined)
    report.error(image, `image inside a ${where}`, "put it below");
}

function shorten(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

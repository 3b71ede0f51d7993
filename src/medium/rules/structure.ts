import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { readingTime } from "../pages/reading.ts";
import { listPassages, placeIn } from "./passages.ts";
import { checkReferences } from "./references.ts";
import type { Rule } from "./rule.ts";

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
    check({ lowered }, report) {
      visit(lowered.tree, "listItem", (item) => {
        for (const child of item.children.slice(1))
          report.error(
            child,
            "second paragraph in a list item",
            "Medium's items have one: join them",
          );
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

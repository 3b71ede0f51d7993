import { visit } from "unist-util-visit";
import { isHttps } from "../../article/address.ts";
import { cellsOf } from "../lower/tables.ts";
import {
  findElements,
  listImports,
  placeInHtml,
  readHtml,
  textOfElement,
} from "./html-tree.ts";
import type { Rule } from "./rule.ts";

/** Element → its attributes, as Medium keeps them. */
const allowed = new Map<string, readonly string[]>([
  ..."p h2 h4 strong em code ul ol li blockquote hr figure figcaption br"
    .split(" ")
    .map((tag) => [tag, []] as const),
  ["a", ["href"]],
  ["pre", ["dataCodeBlockMode", "dataCodeBlockLang"]],
  ["img", ["src", "alt"]],
]);

/** Rules on the files themselves: the paste fragment, tables, formulas, hosted images. */
export const outputRules: readonly Rule[] = [
  {
    id: "MD-01",
    check(subject, report) {
      visit(readHtml(subject), (node) => {
        if (node.type === "comment")
          report.stale(placeInHtml(node), "comment in the paste fragment");
        if (node.type !== "element") return;
        const attributes = allowed.get(node.tagName);
        if (attributes === undefined) {
          report.stale(
            placeInHtml(node),
            `element that Medium drops: ${node.tagName}`,
          );
          return;
        }
        for (const name of Object.keys(node.properties)) {
          if (!attributes.includes(name))
            report.stale(
              placeInHtml(node),
              `attribute that Medium drops: ${name === "className" ? "class" : name}`,
            );
        }
      });
    },
  },
  {
    id: "MD-30",
    check(subject, report) {
      for (const table of findElements(subject, "table"))
        report.error(
          placeInHtml(table),
          "table in the paste fragment",
          "run lectern build: Medium has none",
        );
      for (const path of listImports(subject)) {
        for (const table of findElements(subject, "table", path))
          report.error(
            placeInHtml(table, path),
            "table in the import page",
            "run lectern build: Medium has none",
          );
      }
      const text = textOfElement(readHtml(subject));
      const alts = subject.lowered.pictures.map((each) => each.alt).join(" ");
      for (const { table, form } of subject.lowered.tables) {
        if (form !== "picture") continue;
        const lost = cellsOf(table)
          .flat()
          .find((cell) => !text.includes(cell) && !alts.includes(cell));
        if (lost !== undefined)
          report.error(
            table,
            `only in the picture of the table: ${lost}`,
            "run lectern build: its numbers stand in words below it",
          );
      }
    },
  },
  {
    id: "MD-31",
    check({ lowered }, report) {
      visit(lowered.tree, "text", (node) => {
        const left =
          /\\(?:frac|sum|alpha|beta|eta|theta|times|cdot|begin|sqrt|text|left|leq?|geq?)\b/.exec(
            node.value,
          )?.[0];
        if (left !== undefined && node.data?.bound === undefined)
          report.error(
            node,
            `LaTeX outside a formula: ${left}`,
            "put it between dollars: $…$",
          );
      });
    },
  },
  {
    id: "MD-41",
    check(subject, report) {
      for (const image of findElements(subject, "img")) {
        const src = String(image.properties.src ?? "");
        const place =
          subject.lowered.pictures.find((each) => each.url === src) ??
          placeInHtml(image);
        if (!isHttps(src))
          report.error(
            place,
            `image address: ${src.length > 60 ? `${src.slice(0, 59)}…` : src}`,
            "Medium fetches https only: record a figure, or host the image",
          );
        else if (!/[0-9a-f]{7}/.test(src))
          report.warning(
            place,
            `image address may change its content: ${src}`,
            "use one with a commit or a content hash in it",
          );
      }
    },
  },
];

import type { Link, Root, Text } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { placeOfText } from "./passages.ts";
import type { Rule } from "./rule.ts";
import { isHttps } from "./rules-settings.ts";

/** What must not be left in the text: a mark that did not become what it means, or a hole. */
const leftovers: readonly (readonly [RegExp, string])[] = [
  [
    /\]\(http/,
    "a link that did not become one: write [words](https://…) without a space",
  ],
  [/\*\*/, "bold that did not become bold: no spaces inside the asterisks"],
  [/^#+/, "a heading that did not become one: it needs an empty line above"],
  [
    /```/,
    "a code block that did not become one: the fence stands alone on its line",
  ],
  [
    /\$\$|\\\(|\\\[/,
    "a formula that did not become one: write $…$ or $$ on lines of their own",
  ],
  [
    /\|\s*:?-{3}/,
    "a table that did not become one: it needs an empty line above",
  ],
  [/- \[[ x]\]/, "Medium has no task lists: write a plain list"],
  [/\{\{/, "a template's hole: write what belongs there"],
  [
    /\bundefined\b/,
    "a value that is not there: set the word as code if you mean it",
  ],
  [/\bNaN\b/, "a value that is not there: set the word as code if you mean it"],
  [/\[object Object\]/, "a value that is not there"],
  [/\bTODO\b/, "something is still to be written"],
  [/\bTK\b/, "Medium takes TK for something still to come"],
];

/** What must not get out. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|[\s"'`(=])((?:\/(?:home|Users|root|tmp|mnt|work|private|var)\/|~\/|[A-Z]:\\(?:Users|home)\\)[^\s"'`)]*)/,
    "local path",
  ],
  [/\bfile:\/\/\S+/, "local path"],
  [
    /\bhttps?:\/\/(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w.-]+\.(?:local|internal|lan)\b)\S*/,
    "private address",
  ],
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|sk-[\w-]{20,}|AKIA[0-9A-Z]{16}|xox[abpr]-[\w-]{10,}|npm_\w{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.)/,
    "what looks like a token",
  ],
];

/** Rules on sentences, links and words. */
export const textRules: readonly Rule[] = [
  {
    id: "MD-10",
    check({ lowered, article }, report) {
      visitText(lowered.tree, (node) => {
        for (const [pattern, hint] of leftovers) {
          const found = pattern.exec(node.value);
          if (found === null) continue;
          report.error(
            placeOfText(node, found.index, found[0], article),
            `left in the text: ${found[0].trim()}`,
            hint,
          );
        }
      });
      visit(article.tree, "listItem", (node) => {
        if (node.checked !== null && node.checked !== undefined)
          report.error(
            node,
            "left in the text: - [ ]",
            "Medium has no task lists: write a plain list",
          );
      });
    },
  },
  {
    id: "MD-11",
    check({ lowered }, report) {
      visit(lowered.tree, "paragraph", (node) => {
        const text = toText(node).trim();
        if (text === "") {
          report.error(node, "empty paragraph", "take it out");
          return;
        }
        const words = text.split(/\s+/).length;
        const sentences = countSentences(text);
        if (words > 120)
          report.warning(
            node,
            `paragraph of ${words} words`,
            "break it up: 120 is long on a phone",
          );
        else if (sentences > 5)
          report.warning(
            node,
            `paragraph of ${sentences} sentences`,
            "break it up after the fifth",
          );
      });
    },
  },
  {
    id: "MD-25",
    check({ lowered }, report) {
      visit(lowered.tree, "inlineCode", (node) => {
        if (node.value.length > 60)
          report.warning(
            node,
            `inline code of ${node.value.length} characters`,
            "make it a code block, or shorten it",
          );
      });
    },
  },
  {
    id: "MD-50",
    check({ lowered }, report) {
      const targets = new Map<string, string>();
      visit(lowered.tree, "link", (node: Link) => {
        const text = toText(node).trim();
        if (!node.url.startsWith("#") && !isHttps(node.url))
          report.error(
            node,
            `link is no https address: ${node.url}`,
            "write it whole: https://…",
          );
        if (text === "" || /^(https?:\/\/|www\.)\S+$/.test(text))
          report.error(
            node,
            `link shows a bare address: ${node.url}`,
            "write [what it is](address)",
          );
        const other = targets.get(text);
        if (other !== undefined && other !== node.url)
          report.error(
            node,
            `same words, other address: ${text}`,
            `elsewhere they lead to ${other}: say what each is`,
          );
        targets.set(text, other ?? node.url);
      });
    },
  },
  {
    id: "MD-56",
    check({ article, lowered, options }, report) {
      const given = (options.secrets ?? []).filter((each) => each.length > 2);
      visit(lowered.tree, (node) => {
        const texts: string[] = [];
        if ("value" in node) texts.push(node.value);
        if ("url" in node && typeof node.url === "string") texts.push(node.url);
        if ("alt" in node && typeof node.alt === "string") texts.push(node.alt);
        for (const text of texts) {
          for (const [pattern, what] of secrets) {
            const match = pattern.exec(text);
            if (match !== null)
              report.error(
                placeOfText(node, match.index, match[1] ?? match[0], article),
                `${what}: ${(match[1] ?? match[0]).trim()}`,
                "take it out: the article is public",
              );
          }
          for (const secret of given) {
            if (
              new RegExp(`(?<!\\w)${escapeRegExp(secret)}(?!\\w)`, "i").test(
                text,
              )
            )
              report.error(
                node,
                `name of a user or a machine: ${secret}`,
                "take it out: the article is public",
              );
          }
        }
      });
    },
  },
];

function visitText(tree: Root, visitor: (node: Text) => void): void {
  visit(tree, "text", visitor);
}

function countSentences(text: string): number {
  return text.split(/(?<=[.!?]["”)\]]*)\s+(?=["“([]?\p{Lu})/u).length;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

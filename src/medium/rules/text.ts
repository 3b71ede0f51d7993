import type { Link } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { Node } from "unist";
import { visit } from "unist-util-visit";
import { isHttps } from "../../article/address.ts";
import { directivesIn, inCodeHint } from "../../article/read/in-code.ts";
import { textsIn } from "../../article/read/invisible.ts";
import type { Place } from "../input.ts";
import { placeOfSetting } from "../settings.ts";
import { placeOfText } from "./passages.ts";
import type { Reporter, Rule, Subject } from "./rule.ts";
import { findSecrets, type Secret } from "./secrets.ts";

/** What must not be left in the text: a mark that did not become what it means, or a hole. */
const leftovers: readonly (readonly [RegExp, string])[] = [
  [/!\[\[/, "an image that did not become one: write ![words](https://…)"],
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

/** Rules on sentences, links and words. */
export const textRules: readonly Rule[] = [
  {
    id: "MD-10",
    check({ lowered, article, settings }, report) {
      for (const key of ["title", "subtitle", "kicker"] as const) {
        for (const [pattern, hint] of leftovers) {
          const found = pattern.exec(settings[key] ?? "")?.[0];
          if (found !== undefined)
            report.error(
              placeOfSetting(article, key),
              `left in the ${key}: ${found.trim()}`,
              hint,
            );
        }
      }
      visit(lowered.tree, "text", (node) => {
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
      visit(lowered.tree, ["inlineCode", "code"], (node) => {
        if (node.type !== "inlineCode" && node.type !== "code") return;
        // What a run wrote or printed is its own.
        if (node.data?.bound !== undefined) return;
        for (const { text, index } of directivesIn(node.value))
          report.error(
            placeOfText(node, index, text, article),
            `left in the code: ${text}`,
            inCodeHint[node.type],
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
      visit(lowered.tree, "link", (node: Link, _, parent) => {
        const text = toText(node).trim();
        if (!node.url.startsWith("#") && !isHttps(node.url))
          report.error(
            node,
            `link is no https address: ${node.url}`,
            "write it whole: https://…",
          );
        // Alone on its line it is no sentence's word, but what Medium embeds there.
        const isAlone =
          parent?.type === "paragraph" &&
          parent.children.length === 1 &&
          lowered.tree.children.includes(parent);
        if (text === "" || (!isAlone && /^(https?:\/\/|www\.)\S+$/.test(text)))
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
  { id: "MD-56", check: checkSecrets },
];

function countSentences(text: string): number {
  const ends = text.matchAll(/[.!?]["”)\]]*\s+(?=["“([]?\p{Lu})/gu);
  return [...ends].length + 1;
}

/** Nothing of the machine gets out: in no text, address or picture, nor in the front matter. */
function checkSecrets(subject: Subject, report: Reporter): void {
  const { article, lowered, options, record, settings } = subject;
  const say = (at: Node | Place | undefined, { what, text }: Secret) =>
    report.error(
      at,
      `${what}: ${text.trim()}`,
      "take it out: the article is public",
    );
  for (const key of ["title", "subtitle", "kicker", "canonical"] as const) {
    for (const secret of findSecrets(settings[key] ?? "", options.machine))
      say(placeOfSetting(article, key), secret);
  }
  visit(lowered.tree, (node) => {
    const texts: string[] = [];
    if ("value" in node) texts.push(node.value);
    if ("url" in node && typeof node.url === "string") texts.push(node.url);
    if ("alt" in node && typeof node.alt === "string") texts.push(node.alt);
    for (const text of texts) {
      for (const secret of findSecrets(text, options.machine))
        say(placeOfText(node, secret.offset, secret.text, article), secret);
    }
    if (node.type !== "picture" || node.made !== "figure") return;
    for (const words of textsIn(record.figures[node.name])) {
      if (words === node.alt) continue;
      for (const secret of findSecrets(words, options.machine))
        say(node, secret);
    }
  });
}

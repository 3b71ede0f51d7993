import { expect, test } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { articleMarkdown } from "../../src/article/markdown.ts";
import { buildKit } from "../../src/medium/pages/kit.ts";
import { checkKit } from "../../src/medium/rules/check.ts";
import { showFinding } from "../article/sample.ts";
import { pathOf, readCase } from "./case.ts";

const common = readCase(pathOf("rules/MD-57-fresh/ok"));
const front = "---\ntitle: A\nsubtitle: B\ntags: [c]\n---\n";

/** What is made of an article, and what the rules on references say. */
function make(body: string) {
  const article = readArticle(front + body, "article.md", common.record, {});
  const input = { ...common, article };
  const kit = buildKit(input);
  const found = [...article.findings, ...checkKit(input, kit)];
  return {
    paste: String(kit.files.get("article.html")),
    markdown: articleMarkdown(article),
    said: found
      .filter(({ rule }) => /^MD-0[689]$|footnote/.test(rule))
      .map(showFinding),
  };
}

test("footnotes are numbered as the text meets them, and listed above our note about the run", () => {
  const { paste, markdown, said } = make(
    "First.[^b] Then.[^a] Again.[^b]\n\n[^a]: See *this*.\n\n[^b]: And that.\n",
  );
  expect(said).toEqual([]);
  expect(paste).toContain("First.[1] Then.[2] Again.[1]");
  expect(paste).toMatch(
    /<h2>References<\/h2>\n<ol>\n<li>And that.<\/li>\n<li>See <em>this<\/em>.<\/li>\n<\/ol>\n<hr>\n<p><strong>About/,
  );
  // There Markdown's own footnotes link there and back.
  expect(markdown).toContain("First.[^b] Then.[^a]");
  expect(markdown).toContain("[^b]: And that.");
});

test("footnotes follow the references that their author lists", () => {
  const { paste, said } = make(
    "First.[1] Then.[^a]\n\n## References\n\n1. The book.\n\n[^a]: A note.\n",
  );
  expect(said).toEqual([]);
  expect(paste).toContain("First.[1] Then.[2]");
  expect(paste).toContain("<li>The book.</li>\n<li>A note.</li>\n</ol>");
  expect(paste.match(/References/g)).toHaveLength(1);
});

test("a footnote without its text, or a text without its footnote, is an error at its line", () => {
  const write = "write its words on a line of their own, as";
  expect(make("First.\nThen.[^a] \\[^b] `[^c]`\n").said).toEqual([
    `7:6 unknown-footnote: footnote without text: [^a] (${write} [^a]: …)`,
  ]);
  expect(make("First.[^a]\n\n[^a]:\n").said).toEqual([
    `8:1 unknown-footnote: footnote without text: [^a] (${write} [^a]: …)`,
  ]);
  expect(
    make("First.[^a]\n\n[^a]: A.\n\n[^b]: B.\n\n[^a]: C.\n\n[^a]: - D.\n").said,
  ).toEqual([
    "10:1 MD-08: footnote that nothing refers to: [^b] (write [^b] where the text leans on it, or take it out)",
    "12:1 MD-08: second text of one footnote: [^a] (the first one counts: give this one another name)",
    "14:1 MD-08: second text of one footnote: [^a] (the first one counts: give this one another name)",
  ]);
  expect(make("First.[^a]\n\n[^a]: A.\n\n    - B.\n").said).toEqual([
    "10:5 MD-06: list inside a list item (Medium has one level: make it a list of its own, or sentences)",
  ]);
  expect(
    make("First.[^a]\n\n## References\n\n[1] The book.\n\n[^a]: A.\n").said,
  ).toContain(
    "8:1 MD-08: references that are no list (make them a numbered list: the footnotes follow in it)",
  );
});

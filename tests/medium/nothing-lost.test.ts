import fc from "fast-check";
import { expect, test } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { articleMarkdown } from "../../src/article/markdown.ts";
import { type Finding, formatFindings, stopsBuild } from "../../src/errors.ts";
import { buildKit } from "../../src/medium/pages/kit.ts";
import { checkKit } from "../../src/medium/rules/check.ts";
import { blocks, inLine, inline } from "../article/pieces.ts";
import { pathOf, readCase } from "./case.ts";

const common = readCase(pathOf("rules/MD-57-fresh/ok"));
const front = "---\ntitle: A\nsubtitle: B\ntags: [c]\n---\n\nWords.\n\n";

/** The lines of an article in which a piece stands, and where it begins. */
const linePlaces: { readonly [name: string]: (piece: string) => string } = {
  paragraph: (piece) => `Words ${piece} words.`,
  "start of a paragraph": (piece) => `${piece} words.`,
  heading: (piece) => `## A ${piece.replace("\\\n", " ")}\n\nWords.`,
  "list item": (piece) => `- A ${indented(piece, 2)}`,
  quote: (piece) => `> A ${piece.replaceAll("\n", "\n> ")}`,
  "small table": (piece) =>
    `| a | b |\n|---|---|\n| 1 | a ${piece.replace("\\\n", " ")} |`,
  "large table": (piece) =>
    `| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | a ${piece.replace("\\\n", " ")} | 3 | 4 | 5 |`,
  caption: (piece) => `:::figure{#loss}\nWords ${piece} words.\n:::`,
  bold: (piece) => `Words **bold ${piece} bold** words.`,
  link: (piece) => `Words [link ${piece} link](https://example.org/abcdef2).`,
};

const blockPlaces: { readonly [name: string]: (piece: string) => string } = {
  article: (piece) => piece,
  "list item": (piece) => `- ${indented(piece, 2)}`,
  quote: (piece) => `> ${piece.replaceAll("\n", "\n> ")}`,
};

function indented(piece: string, by: number): string {
  return piece.replaceAll("\n", `\n${" ".repeat(by)}`);
}

interface Made {
  readonly page: string;
  readonly markdown: string;
  readonly findings: readonly Finding[];
}

/** What the build makes of an article with `body`, and what it says. */
function make(body: string): Made {
  const article = readArticle(front + body, "article.md", common.record, {});
  if (article.findings.some(stopsBuild))
    return { page: "", markdown: "", findings: article.findings };
  const input = { ...common, article };
  const kit = buildKit(input);
  return {
    page: String(kit.files.get("index.html")),
    markdown: articleMarkdown(article),
    findings: [...article.findings, ...checkKit(input, kit)],
  };
}

/** A comment is the author's own note: it reaches nobody, wherever it stands. */
const notes = /^<!-- [a-z\d]+ -->$/;

const marker = "zq17xv";

/** `from` is the first line of the article at which an error may say that a piece is lost. */
function expectKept(piece: string, body: string, from?: number): void {
  if (notes.test(piece)) return;
  const { page, markdown, findings } = make(body);
  if (page.includes(marker) && markdown.includes(marker)) return;
  const lines = (front + body)
    .split("\n")
    .flatMap((line, index) => (line.includes(marker) ? [index + 1] : []));
  const first = from ?? Math.min(...lines) - piece.split("\n").length;
  const said = findings.filter(
    (each) =>
      stopsBuild(each) && each.line >= first && each.line <= Math.max(...lines),
  );
  expect(said, `${body}\n\n${formatFindings(findings)}`).not.toEqual([]);
}

test.each(
  Object.keys(inline).flatMap((name) =>
    Object.keys(linePlaces).map((place) => [name, place] as const),
  ),
)("in a line: %s, in a %s, is shown or an error", (name, place) => {
  const [piece, below] = inLine(name, marker);
  const body = `${linePlaces[place]?.(piece)}\n\n${below}\n`;
  expectKept(piece, body);
});

test.each(
  Object.keys(blocks).flatMap((name) =>
    Object.keys(blockPlaces).map((place) => [name, place] as const),
  ),
)("on lines of its own: %s, in a %s, is shown or an error", (name, place) => {
  const piece = blocks[name]?.(marker) ?? "";
  expectKept(piece, `${blockPlaces[place]?.(piece)}\n`);
});

test("whatever stands in whatever is shown or an error", () => {
  const line = fc.constantFrom(...Object.keys(inline));
  const place = fc.constantFrom(...Object.values(linePlaces));
  const around = fc.constantFrom(...Object.values(blockPlaces));
  fc.assert(
    fc.property(line, place, around, around, (name, put, inner, outer) => {
      const [piece, below] = inLine(name, marker);
      const body = `${outer(inner(put(piece)))}\n\n${below}\n`;
      expectKept(piece, body, front.split("\n").length);
    }),
    { numRuns: 150 },
  );
});

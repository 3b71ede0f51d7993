import { describe, expect, it } from "vitest";
import { readArticle } from "../../../src/article/article.ts";
import { findInvisible } from "../../../src/article/read/invisible.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { type Finding, stopsBuild } from "../../../src/errors.ts";
import { record } from "../sample.ts";

const front = `---
title: It is nearer
subtitle: What a baseline can do
tags: [A]
---
`;

/** Where signs are found, and which: by file, line and column. */
function told(findings: readonly Finding[]): string[] {
  const found = findings.filter(({ rule }) => rule === "invisible-sign");
  expect(found.every(stopsBuild)).toBe(true);
  return found.map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
  );
}

const inArticle = (text: string, sources = {}, run = record) =>
  told(readArticle(text, "article.md", run, sources).findings);
const inDeck = (text: string, sources = {}, run = record) =>
  told(readDeck(text, "deck.md", run, sources).findings);

describe("an invisible sign", () => {
  it.each([
    ["U+0085 next line", "\u0085"],
    ["U+061C Arabic letter mark", "\u061c"],
    ["U+200B zero width space", "\u200b"],
    ["U+200D zero width joiner", "\u200d"],
    ["U+200E left-to-right mark", "\u200e"],
    ["U+200F right-to-left mark", "\u200f"],
    ["U+2028 line separator", "\u2028"],
    ["U+2029 paragraph separator", "\u2029"],
    ["U+202A left-to-right embedding", "\u202a"],
    ["U+202E right-to-left override", "\u202e"],
    ["U+2066 left-to-right isolate", "\u2066"],
    ["U+2069 pop directional isolate", "\u2069"],
    ["U+FEFF zero width no-break space", "\ufeff"],
    ["U+E0041", "\u{e0041}"],
  ])("is an error wherever it is typed: %s", (name, sign) => {
    const here = `invisible sign: ${name}`;
    for (const [text, line, column] of [
      [`${front}\nIt is a${sign}b.\n`, 7, 8],
      [`${front}\n\`\`\`py\na${sign}b\n\`\`\`\n`, 8, 2],
      [`${front}\n| a |\n|---|\n| b${sign}c |\n`, 9, 4],
      [front.replace("nearer", `n${sign}earer`), 2, 15],
    ] as const) {
      expect(inArticle(text)).toEqual([`article.md:${line}:${column} ${here}`]);
    }
    for (const [text, line, column] of [
      [`${front}\n# It is a${sign}b\n`, 7, 10],
      [`${front}\n# It is\n\n<!-- One.\n\nTwo${sign}. -->\n`, 11, 4],
    ] as const) {
      expect(inDeck(text)).toEqual([`deck.md:${line}:${column} ${here}`]);
    }
  });

  it("is found where it is written as a number", () => {
    expect(inArticle(`${front}\nIt is a&#x202e;b.\n`)).toEqual([
      "article.md:7:1 invisible sign: U+202E right-to-left override",
    ]);
    const title = front.replace("It is nearer", '"It is \\u2028nearer"');
    for (const found of [inArticle(title), inDeck(title)])
      expect(found).toContainEqual(
        expect.stringContaining(":2:8 invisible sign: U+2028 line separator"),
      );
  });

  it("is found in a source that is quoted, where it stands there", () => {
    const sources = {
      "experiment.ts": [
        "// #region check",
        'const isAdmin = "user\u202e \u2066// only for admins\u2069 \u2066";',
        "// #endregion",
      ].join("\n"),
    };
    const article = `${front}\nIt is.\n\n::listing{#check}\n`;
    expect(inArticle(article, sources)).toEqual([
      "experiment.ts:2:22 invisible sign: U+202E right-to-left override",
    ]);
    const deck = `${front}\n# It is\n\n::listing{#check}\n`;
    expect(inDeck(deck, sources)).toEqual([
      "experiment.ts:2:22 invisible sign: U+202E right-to-left override",
    ]);
  });

  it("is found in what a run recorded, where it is quoted", () => {
    const run = {
      ...record,
      texts: { shape: "[28,\u2028 28]" },
      outputs: { printed: "a\n\u202eb" },
    };
    const text = `It is :text[shape].\n\n::output{#printed}\n`;
    const told = ["U+2028 line separator", "U+202E right-to-left override"];
    expect(inArticle(`${front}\n${text}`, {}, run)).toEqual([
      `article.md:7:7 invisible sign: ${told[0]}`,
      `article.md:9:1 invisible sign: ${told[1]}`,
    ]);
    expect(inDeck(`${front}\n# It is\n\n${text}`, {}, run)).toEqual([
      `deck.md:9:7 invisible sign: ${told[0]}`,
      `deck.md:11:1 invisible sign: ${told[1]}`,
    ]);
  });

  it("is found in a figure's own words", () => {
    const [name = "", figure] = Object.entries(record.figures)[0] ?? [];
    if (figure === undefined) throw new Error("the sample has no figure");
    const alt = `${figure.alt}\u202e`;
    const run = { ...record, figures: { [name]: { ...figure, alt } } };
    const text = `${front}\nIt is.\n\n:::figure{#${name}}\nA caption.\n:::\n`;
    expect(inArticle(text, {}, run)).toContain(
      "article.md:9:1 invisible sign: U+202E right-to-left override",
    );
  });

  it("is none where a script or an emoji needs it, nor at a file's beginning", () => {
    expect(findInvisible("\ufeffIt is 👩‍👩‍👧 and می‌خواهم, ❤️.")).toEqual([]);
    expect(findInvisible("a space\u00a0b, a thin\u202fone, a tab\t.")).toEqual(
      [],
    );
  });

  it("is told once a line, in time that grows with the text", () => {
    const signs = "a\u200b".repeat(500_000);
    expect(findInvisible(signs)).toHaveLength(1);
    expect(findInvisible("\u200b\n".repeat(300_000))).toHaveLength(300_000);
  });
});

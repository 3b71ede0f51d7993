import fc from "fast-check";
import type { Table } from "mdast";
import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../src/article/read/parse.ts";
import {
  cleanCode,
  hashCode,
  languageOf,
} from "../../src/medium/lower/code.ts";
import { lower } from "../../src/medium/lower/lower.ts";
import { formOf, tableAsText } from "../../src/medium/lower/tables.ts";
import { buildKit } from "../../src/medium/pages/kit.ts";
import { readingTime } from "../../src/medium/pages/reading.ts";
import { checkKit } from "../../src/medium/rules/check.ts";
import { readSettings } from "../../src/medium/settings.ts";
import { pathOf, readCase } from "./case.ts";

const common = readCase(pathOf("rules/MD-57-fresh/ok"));

/** The kit's input for an article of this markdown. */
function inputOf(markdown: string) {
  const article = {
    path: "article.md",
    frontmatter: {},
    words: 0,
    tree: parseTemplate(markdown),
  };
  return { ...common, article };
}

function pasteOf(markdown: string): string {
  return String(buildKit(inputOf(markdown)).files.get("article.html"));
}

describe("lowering", () => {
  it.each([
    ["## A\n\n### B", "<h2>A</h2>\n<h4>B</h4>\n"],
    [
      "a *b* **c** `d` [e](https://f.org)",
      '<p>a <em>b</em> <strong>c</strong> <code>d</code> <a href="https://f.org">e</a></p>\n',
    ],
    ["a  \nb\nc", "<p>a<br>b c</p>\n"],
    ["> a\n>\n> b", "<blockquote>a</blockquote>\n<blockquote>b</blockquote>\n"],
    ["1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"],
    ["a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"],
    ["[a][b]\n\n[b]: https://c.org", '<p><a href="https://c.org">a</a></p>\n'],
    [
      "$x^2 \\le \\alpha$ and $\\begin{matrix}1\\end{matrix}$",
      "<p>x² ≤ α and <code>\\begin{matrix}1\\end{matrix}</code></p>\n",
    ],
    [
      "```py\na < b\n\nc\n```",
      '<pre data-code-block-mode="2" data-code-block-lang="python">a &lt; b\n \nc</pre>\n',
    ],
    [
      "| a | b |\n|---|---|\n| 1 | **2** |",
      "<ul>\n<li>a: <strong>1</strong>; b: <strong>2</strong></li>\n</ul>\n",
    ],
    [
      "|  | b | c | d |\n|---|---|---|---|\n| 1 |  | 2 | 3 |",
      "<ul>\n<li><strong>1</strong>: c: 2; d: 3</li>\n</ul>\n",
    ],
  ])("makes of %j what Medium keeps", (markdown, html) => {
    expect(pasteOf(markdown)).toBe(html);
  });

  it("never throws, whatever an author writes, and never makes a forbidden element", () => {
    const pieces = fc.constantFrom(
      "## ",
      "#### ",
      "- ",
      "  - ",
      "1. ",
      "> ",
      "```\n",
      "$$\n",
      "$",
      "**",
      "_",
      "`",
      "| a |\n|---|\n| b |\n",
      "![x](y.png)",
      "[z](https://z.org)",
      "<b>",
      "<!-- -->",
      "[^1]",
      "[^1]: n\n",
      "word ",
      "3 ",
      "0.5 ",
      "\n",
      "\n\n",
      "    ",
      "\\",
      "&amp;",
      "~~",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
        const input = inputOf(parts.join(""));
        const kit = buildKit(input);
        const findings = checkKit(input, kit).filter(
          (each) => each.rule === "MD-01",
        );
        expect(findings).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 240_000);
});

describe("tables", () => {
  const table = (columns: number, rows: number, width: number): Table => {
    const row = `|${` ${"x".repeat(width)} |`.repeat(columns)}\n`;
    const rule = `|${"---|".repeat(columns)}\n`;
    const [first] = parseTemplate(row + rule + row.repeat(rows)).children;
    if (first?.type !== "table") throw new Error("no table");
    return first;
  };

  it.each([
    [4, 6, 30, "list"],
    [5, 6, 10, "text"],
    [4, 7, 18, "text"],
    [4, 7, 19, "picture"],
  ] as const)(
    "of %i columns and %i rows, cells %i wide: %s",
    (columns, rows, width, form) => {
      // 4 cells of 18 and three gaps of 2 are 78 wide: the widest that is set as text.
      expect(formOf(table(columns, rows, width))).toBe(form);
    },
  );

  it("keep their columns below each other as text", () => {
    const [node] = parseTemplate(
      "| a | long |\n|---|---:|\n| long | 1 |\n| b | 22 |",
    ).children;
    if (node?.type !== "table") throw new Error("no table");
    expect(tableAsText(node).value).toBe(
      "a     long\n----  ----\nlong     1\nb       22",
    );
  });
});

describe("code", () => {
  it("is without colours, control characters, tabs and trailing spaces", () => {
    expect(cleanCode("\n\u001b[1;31mred\u001b[0m \r\n\tx\u0007\n\n")).toBe(
      "red\n    x",
    );
  });

  it("has the same hash in the draft, with its no-break spaces", () => {
    expect(hashCode("a\n\u00a0\u00a0b\n\u00a0\nc")).toBe(
      hashCode("a\n  b\n\nc\n"),
    );
    expect(hashCode("a\n b")).not.toBe(hashCode("a\nb"));
  });

  it("has a language that Medium knows, or none", () => {
    expect([
      languageOf("TS"),
      languageOf("output"),
      languageOf(undefined),
      languageOf("constructor"),
    ]).toEqual(["typescript", undefined, undefined, undefined]);
  });
});

describe("the reading time", () => {
  const timeOf = (markdown: string) => {
    const input = inputOf(markdown);
    return readingTime(
      lower(input, readSettings(input.article, input.options)),
    );
  };

  it("is 265 words a minute", () => {
    expect(timeOf(Array(265).fill("word").join(" "))).toMatchObject({
      words: 265,
      seconds: 60,
      minutes: 1,
    });
    expect(timeOf(Array(266).fill("word").join(" "))).toMatchObject({
      minutes: 2,
    });
  });

  it("adds 12 seconds for the first picture, 11 for the second, 3 at least", () => {
    const image = "![A digit](https://example.org/a.png)\n\n";
    expect(timeOf(image).seconds).toBe(12);
    expect(timeOf(image.repeat(2)).seconds).toBe(23);
    // 12 + 11 + … + 3, and then 3 more.
    expect(timeOf(image.repeat(11)).seconds).toBe(78);
  });

  it("counts words of code, but not as prose", () => {
    expect(timeOf("one two\n\n```\nthree four\n```")).toMatchObject({
      words: 4,
      prose: 2,
    });
  });
});

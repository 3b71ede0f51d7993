import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { articleMarkdown, stringifyTree } from "../../src/article/markdown.ts";
import { bindSample, findingsOf, path, record, sources } from "./sample.ts";

const front = "---\ntitle: A title\nsubtitle: A subtitle\ntags: [a]\n---\n\n";

function readSample(body: string) {
  return readArticle(front + body, path, record, sources);
}

describe("a figure that is pointed at", () => {
  it("says its parts and its callouts, numbers bound", () => {
    const { tree, findings } = bindSample(
      ':::figure{#ideal-digits highlight="7 | 3"}\nA caption\n\n::callout[at :number[accuracy]{digits=2}]{at="7"}\n:::',
    );
    expect(findings).toEqual([]);
    expect(tree.children[0]).toMatchObject({
      pointing: {
        highlight: ["7", "3"],
        callouts: [{ at: "7", text: "at 0.92" }],
      },
    });
    expect(toText(tree.children[0], { includeImageAlt: false })).toBe(
      "A caption",
    );
  });

  it("may have callouts and no caption", () => {
    const { tree, findings } = bindSample(
      ':::figure{#ideal-digits}\n::callout[here]{at="7"}\n:::',
    );
    expect(findings).toEqual([]);
    expect(tree.children[0]).toMatchObject({ children: [] });
  });

  it.each([
    [
      '::figure{#ideal-digits highlight="distanse"}',
      "1:1 unknown-part: unknown part of figure ideal-digits: distanse (did you mean distance?)",
    ],
    [
      '::figure{#ideal-digits highlight="RMSE"}',
      "1:1 unknown-part: unknown part of figure ideal-digits: RMSE (it has 3 | 7 | distance)",
    ],
    [
      ':::figure{#ideal-digits}\n::callout[here]{at="9"}\n:::',
      "2:1 unknown-part: unknown part of figure ideal-digits: 9 (did you mean 3?)",
    ],
    [
      '::callout[here]{at="7"}',
      "1:1 callout: callout outside of a figure (write it between :::figure{#…} and :::, below the caption)",
    ],
    [
      ':::figure{#ideal-digits}\n::callout{at="7"}\n:::',
      "2:1 missing-label: missing label: callout (write ::callout[…], with both brackets and no space in front of them)",
    ],
    [
      ':::figure{#ideal-digits}\n::callout[0.92 of them]{at="7"}\n:::',
      "2:11 callout: number typed by hand in a callout: 0.92 (quote it from the run with :number[name] or :percent[name])",
    ],
  ])("is checked against the record: %s", (template, finding) => {
    expect(findingsOf(template)).toEqual([finding]);
  });

  it("has a file of its own beside the same figure as it is", () => {
    const article = readSample(
      'Words.\n\n:::figure{#ideal-digits}\nA\n:::\n\n:::figure{#ideal-digits highlight="7"}\nB\n:::',
    );
    expect(article.findings).toEqual([]);
    const files = article.figures.map(({ file }) => file);
    expect(files).toEqual([
      "ideal-digits",
      expect.stringMatching(/^ideal-digits-[0-9a-f]{8}$/),
    ]);
    for (const file of files)
      expect(articleMarkdown(article)).toContain(`](figures/${file}.png)`);
  });
});

/** The texts of the cells that are pointed at, row by row. */
function pointedCells(highlight: string): string[] {
  const { tree, findings } = bindSample(
    `::table{#results highlight="${highlight}"}`,
  );
  expect(findings).toEqual([]);
  const found: string[] = [];
  visit(tree, "tableCell", (cell) => {
    if (cell.data?.pointed !== true) return;
    expect(cell.children).toMatchObject([{ type: "strong" }]);
    found.push(toText(cell));
  });
  return found;
}

describe("a table that is pointed at", () => {
  it.each([
    ["linear/Loss", ["0.2000"]],
    ["linear", ["linear", "98.54%", "0.2000", "0.5"]],
    ["Loss", ["0.1114", "0.2000"]],
    ["pixel | similarity", ["pixel | similarity", "91.68%", "0.1114", "10"]],
    ["linear | Steps", ["10", "linear", "98.54%", "0.2000", "0.5"]],
  ])(
    "has bold cells in a row, a column or where both meet: %s",
    (name, said) => {
      expect(pointedCells(name)).toEqual(said);
    },
  );

  it("names the nearest row, column or cell", () => {
    expect(findingsOf('::table{#results highlight="linaer/Loss"}')).toEqual([
      "1:1 unknown-part: unknown part of table results: linaer/Loss (did you mean linear/Loss?)",
    ]);
  });
});

describe("a table that is written in the text, and pointed at", () => {
  const written = (highlight: string, table: string) =>
    `:::table{highlight="${highlight}"}\n${table}\n:::`;
  const table =
    "| | 3s missed | 7s |\n|---|--:|--:|\n| RMSE | :number[accuracy]{digits=2} | **4** |\n| L1 | 84 | |";

  it("has bold cells by the same names, numbers of the run among them", () => {
    const { tree, findings } = bindSample(
      written("RMSE/3s missed | 7s", table),
    );
    expect(findings).toEqual([]);
    expect(tree.children.map(({ type }) => type)).toEqual(["table"]);
    const found: string[] = [];
    visit(tree, "tableCell", (cell) => {
      if (cell.data?.pointed === true) found.push(toText(cell));
    });
    expect(found).toEqual([expect.stringMatching(/^\d\.\d\d$/), "4", ""]);
    // A cell that is bold already, and one without words, are written no bolder.
    expect(stringifyTree(tree)).toMatch(/\*\*\d\.\d\d\*\* +\| +\*\*4\*\* \|/);
    expect(stringifyTree(tree)).not.toContain("****");
  });

  it("names the cells that there are where none is called so", () => {
    expect(findingsOf(written("KL/speed", table))).toEqual([
      "1:1 unknown-part: unknown part of the table: KL/speed (it has RMSE | RMSE/3s missed | RMSE/7s | L1 | L1/3s missed | L1/7s | …)",
    ]);
  });

  it("is one table, and nothing beside it is lost in silence", () => {
    const said = `:::table{highlight="L1"}\n${table}\n\nWords.\n:::`;
    expect(findingsOf(said)).toEqual([
      expect.stringContaining("not one table between the fences: 2 blocks"),
    ]);
    expect(findingsOf('::table{highlight="L1"}')[0]).toContain("#name");
  });
});

describe("a listing that is pointed at", () => {
  it("knows its lines", () => {
    const { tree, findings } = bindSample(
      '::listing{#ideal-digits highlight="3-4, 1"}',
    );
    expect(findings).toEqual([]);
    expect(tree.children[0]).toMatchObject({ data: { lines: [1, 3, 4] } });
  });

  it.each(["5", "0", "3-2", "two", ""])("has no line %j", (lines) => {
    expect(findingsOf(`::listing{#ideal-digits highlight="${lines}"}`)).toEqual(
      [
        `1:1 unknown-line: no such lines in region ideal-digits: ${lines || "nothing"} (it has lines 1 to 4: write 2 or 2-3,5)`,
      ],
    );
  });

  it("is refused in an article, whose code has one look", () => {
    const { findings } = readSample(
      'Words.\n\n::listing{#ideal-digits highlight="2"}',
    );
    expect(findings).toMatchObject([{ rule: "listing-highlight", line: 9 }]);
  });
});

import { describe, expect, test } from "vitest";
import { plain } from "../../../src/deck/deck.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { torturePath, tortureRecord, tortureSources } from "../torture.ts";

const front = "---\ntitle: A talk\nsubtitle: About it\n---\n\n";

const read = (body: string) =>
  readDeck(front + body, torturePath, tortureRecord, tortureSources);

const layouts = (body: string) =>
  read(body).slides.map((slide) => slide.layout);

describe("deck.md", () => {
  test("is split at --- into slides with a title and notes", () => {
    const deck = read(
      "# One is a claim\n\n<!-- Hello. -->\n\n---\n\n# Two is more\n",
    );
    expect(deck.findings).toEqual([]);
    expect(deck.title).toBe("A talk");
    expect(deck.subtitle).toBe("About it");
    expect(deck.slides.map((slide) => plain(slide.title))).toEqual([
      "One is a claim",
      "Two is more",
    ]);
    expect(deck.slides[0]?.notes.map(plain)).toEqual(["Hello."]);
  });

  test("binds directives in titles, lines and notes, and keeps the notes' paragraphs", () => {
    const deck = read(
      "# It gets :percent[accuracy]{digits=1}\n\n<!--\nWe get :percent[accuracy]{digits=1}.\n\nIt is :claim[close]{#close}.\n-->\n",
    );
    const [slide] = deck.slides;
    expect(slide && plain(slide.title)).toBe("It gets 95.1%");
    expect(slide?.notes.map(plain)).toEqual(["We get 95.1%.", "It is close."]);
  });

  test("binds a spread in titles, lines and notes, and takes it for no typed number", () => {
    const spreads = { runs: { mean: 0.967, least: 0.951, most: 0.981, n: 20 } };
    const body = `${front}# It gets :spread[runs]{digits=2}\n\n- at :spread[runs]\n\n<!--\nWe get :spread[runs]{digits=1}.\n\n:spread[rums]\n-->\n`;
    const record = { ...tortureRecord, spreads };
    const deck = readDeck(body, torturePath, record, tortureSources);
    const [slide] = deck.slides;
    expect(slide && plain(slide.title)).toBe(
      "It gets 0.97 (0.95–0.98, n\u00A0=\u00A020)",
    );
    expect(JSON.stringify(slide?.evidence)).toContain(
      "at 0.9670 (0.9510–0.9810, n\u00A0=\u00A020)",
    );
    expect(slide?.notes.map(plain)[0]).toBe(
      "We get 1.0 (1.0–1.0, n\u00A0=\u00A020).",
    );
    expect(deck.findings).toMatchObject([
      { line: 13, rule: "unknown-spread", hint: "did you mean runs?" },
    ]);
  });

  test("sets a formula as its letters, in title, line and notes, or names its line", () => {
    const { slides, findings } = read(
      "# It is $x^2 \\le \\alpha$\n\n- **So $n \\to \\infty$**\n\n$\\begin{matrix}1\\end{matrix}$\n\n<!-- At $\\theta$. -->\n",
    );
    const [slide] = slides;
    expect(slide && plain(slide.title)).toBe("It is x² ≤ α");
    expect(slide?.evidence[0]).toMatchObject({
      lines: [{ runs: [{ text: "So n → ∞", bold: true }] }, {}],
    });
    expect(slide?.notes.map(plain)).toEqual(["At θ."]);
    expect(findings).toMatchObject([
      { line: 10, message: "cannot stand on a slide: formula" },
    ]);
  });

  test("sets a quote in italics, and nothing else of it", () => {
    const { slides, findings } = read(
      "# It is so\n\n> All models are **wrong**.\n>\n> Some are useful.\n>\n> - No list\n",
    );
    expect(slides[0]?.evidence).toMatchObject([
      {
        kind: "lines",
        lines: [
          {
            runs: [
              { text: "All models are ", italic: true },
              { text: "wrong", italic: true, bold: true },
              { text: ".", italic: true },
            ],
          },
          { runs: [{ text: "Some are useful.", italic: true }] },
        ],
      },
    ]);
    expect(findings).toMatchObject([
      { line: 12, message: "cannot stand on a slide: list" },
    ]);
  });

  test("names the line of an unknown name inside the notes", () => {
    const deck = read(
      "# It works\n\n<!--\nWell.\n\nIt is :number[acuracy].\n-->\n",
    );
    expect(deck.findings).toMatchObject([
      { line: 11, severity: "error", hint: "did you mean accuracy?" },
    ]);
  });

  test("chooses the layout by what a slide holds", () => {
    const body = [
      "# Claim is made\n\nand a line",
      "# Only a heading is here",
      "# Number is big\n\n**many**\n\nof all",
      "# Figure is alone\n\n::figure{#shift}",
      "# Figure is beside words\n\n::figure{#shift}\n\n- one\n- two",
      "# Figures are two\n\n::figure{#shift}\n\n::figure{#mistakes}",
      "# Columns are two\n\n### Left\n\n- a\n\n### Right\n\n- b",
      "# Code is shown\n\n::listing{#distance}\n\n::output{#distances}",
      "# Table is shown\n\n::table{#scores}",
      "# Questions",
      "# Why is that?\n\nBecause.",
    ].join("\n\n---\n\n");
    expect(read(body).findings).toEqual([]);
    expect(layouts(body)).toEqual([
      "title",
      "statement",
      "statement",
      "figure",
      "figure-text",
      "comparison",
      "comparison",
      "code",
      "table",
      "divider",
      "statement",
    ]);
  });

  test("stops the talk at # Questions", () => {
    const parts = read(
      "# It is so\n\n---\n\n# Questions\n\n---\n\n# Why?\n\n---\n\n# Questions\n",
    ).slides;
    expect(parts.map((slide) => slide.part)).toEqual([
      "talk",
      "divider",
      "backup",
      "backup",
    ]);
  });

  test("says what no layout shows together", () => {
    const deck = read("# It is so\n\n::table{#scores}\n\n::figure{#shift}\n");
    expect(deck.findings).toMatchObject([
      {
        rule: "DK-04",
        line: 6,
        message: "no layout shows this together: table, figure",
      },
    ]);
  });

  test("says where a heading is missing, or one too many", () => {
    const deck = read("Only words\n\n---\n\n# One is here\n\n# Two is here\n");
    expect(deck.findings).toMatchObject([
      { rule: "DK-01", line: 6, message: "slide without a heading" },
      { rule: "DK-01", line: 12, message: "second heading on one slide" },
    ]);
  });

  test("explains --- right below a line, which makes that line a heading", () => {
    const deck = read("# One is here\n\nSome words\n---\n\n# Two is here\n");
    expect(deck.findings[0]).toMatchObject({ line: 8, rule: "DK-01" });
    expect(deck.findings[0]?.hint).toContain("--- between empty lines");
  });

  test("refuses what cannot stand on a slide", () => {
    const deck = read(
      "# It is so\n\n$$\nx\n$$\n\n---\n\n# It nests\n\n- a\n  - b\n",
    );
    expect(deck.findings.map((each) => each.message)).toEqual([
      "cannot stand on a slide: formula on its own line",
      "cannot stand in a list on a slide: list inside an item",
    ]);
  });

  test("says where a comment is not ended, and once what is no directive", () => {
    const deck = read(
      "# It is so\n\n<!--\nWords.\n\n---\n\n# It goes on\n\n<!--\nMore.\n-->\n\n---\n\n# It ends\n\n::nope{#x}\n",
    );
    expect(deck.findings).toMatchObject([
      { line: 8, hint: "end the comment: write --> below its words" },
      { line: 23, rule: "unknown-directive" },
    ]);
  });

  test("lets the slide that ends the talk hold its heading only", () => {
    const deck = read("# It is so\n\n---\n\n# Questions\n\n- one\n");
    expect(deck.findings).toMatchObject([{ rule: "DK-04", line: 12 }]);
  });

  test("numbers a list that is numbered", () => {
    const deck = read(
      "# It is so\n\n---\n\n# It has steps\n\n3. a\n4. b\n\n<!--\n1. c\n2. d\n-->\n",
    );
    expect(deck.findings).toEqual([]);
    const [, slide] = deck.slides;
    expect(slide?.notes.map(plain)).toEqual(["1. c", "2. d"]);
    const [lines] = slide?.evidence ?? [];
    expect(
      lines?.kind === "lines" && lines.lines.map(({ runs }) => plain(runs)),
    ).toEqual(["3. a", "4. b"]);
  });

  test("warns of numbers typed by hand, and not of quoted or small whole ones", () => {
    const deck = read(
      "# It is 95.1% of 2038\n\nL1 is :number[l1]{digits=4}, not 0.1114\n\n<!-- In 0.5 seconds. -->\n",
    );
    expect(deck.findings).toMatchObject([
      {
        rule: "DK-14",
        severity: "warning",
        message: "number typed by hand: 95.1%",
      },
      { rule: "DK-14", line: 8, message: "number typed by hand: 0.1114" },
    ]);
  });

  test("asks for a title in the front matter", () => {
    const deck = readDeck("# It is so\n", torturePath, tortureRecord, {});
    expect(deck.findings).toMatchObject([
      { rule: "frontmatter", message: "missing in the front matter: title" },
    ]);
  });
});

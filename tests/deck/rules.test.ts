import { describe, expect, test } from "vitest";
import { arrange } from "../../src/deck/layout/arrange.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { checkDeck, checkPlaced } from "../../src/deck/rules/check.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { clock, type Talk, timeDeck } from "../../src/deck/timing.ts";
import type { Axis, Figure } from "../../src/figure/figure.ts";
import { torturePath, tortureRecord } from "./torture.ts";

const front = "---\ntitle: A talk\n---\n\n";
const theme = readTheme("light");

/** Messages of one rule for a deck of these slides, after a first one that is right. */
function findings(rule: string, ...slides: string[]): string[] {
  return findingsOf(rule, {}, slides);
}

/** The same for a talk that may take what a course says. */
function findingsOf(rule: string, talk: Talk, slides: string[]): string[] {
  const text =
    front +
    ["# It is a claim\n\n<!-- Hello there. -->", ...slides].join("\n\n---\n\n");
  const deck = readDeck(text, torturePath, tortureRecord, sources);
  expect(deck.findings).toEqual([]);
  const placed = deck.slides.map((slide) => arrange(slide, deck, theme));
  return [
    ...checkDeck(deck, timeDeck(deck, talk)),
    ...checkPlaced(placed, deck, theme),
  ]
    .filter((each) => each.rule === rule)
    .map((each) => `${each.line} ${each.severity}: ${each.message}`);
}

const region = (name: string, lines: readonly string[]) => [
  `// #region ${name}`,
  ...lines,
  "// #endregion",
];
const sources = {
  "experiment.ts": [
    ...region(
      "long",
      Array.from({ length: 13 }, (_, index) => `const a${index} = ${index};`),
    ),
    ...region("six", Array(6).fill("const a = 1;")),
    ...region("wide", [`const wide = "${"x".repeat(55)}";`]),
    ...region(
      "full",
      Array.from(
        { length: 12 },
        (_, index) => `const a${index} = "${"x".repeat(40)}";`,
      ),
    ),
  ].join("\n"),
};

const words = (count: number) =>
  Array.from({ length: count }, () => "word").join(" ");

describe("what does not fit is an error that names slide and box", () => {
  test("a title over two lines", () => {
    expect(
      findings(
        "DK-11",
        "# Incomprehensibilities characterize internationalization misunderstandings, telecommunications notwithstanding, is counterrevolutionary",
      ),
    ).toEqual([
      expect.stringMatching(
        /^\d+ error: does not fit on slide 2, title: 3 lines where 2 fit$/,
      ),
    ]);
  });

  test("a word wider than its box", () => {
    expect(
      findings(
        "DK-11",
        `# It is so\n\n::figure{#shift}\n\n- ${"W".repeat(40)}`,
      ),
    ).toEqual([expect.stringContaining("word too wide on slide 2, text: WWW")]);
  });

  test("words that are higher than their box", () => {
    expect(
      findings("DK-11", `# It is so\n\n::table{#scores}\n\n${words(60)}`),
    ).toEqual([
      expect.stringMatching(
        /does not fit on slide 2, text: \d lines where 2 fit$/,
      ),
    ]);
  });

  test("but three lines below evidence that leaves them their room", () => {
    const told = `${words(28)}\n\nand one more`;
    expect(
      findings("DK-11", `# It is so\n\n::listing{#six}\n\n${told}`),
    ).toEqual([]);
  });

  test("lines with air between them: fewer fit than without", () => {
    const answers = Array.from({ length: 10 }, (_, index) => `# Why ${index}?`);
    const [said = ""] = findings("DK-11", "# Questions", ...answers);
    const [, there, fit] =
      /text: (\d+) lines where (\d+) fit$/.exec(said) ?? [];
    expect(Number(there)).toBe(10);
    expect(Number(fit)).toBeLessThan(10);
  });

  test("code of more than twelve lines or seventy columns", () => {
    expect(findings("DK-09", "# It is so\n\n::listing{#long}")).toEqual([
      "13 error: code too long on slide 2, listing long: 13 lines where 12 fit",
    ]);
    expect(findings("DK-09", "# It is so\n\n::listing{#wide}")).toEqual([
      expect.stringContaining(
        "code too wide on slide 2, listing wide: 71 columns where 70 fit",
      ),
    ]);
    expect(findings("DK-09", "# It is so\n\n::listing{#full}")).toEqual([]);
  });

  test("a listing of twelve lines with an output below it", () => {
    expect(
      findings(
        "DK-11",
        "# It is so that a title of two whole lines leaves far less room below it\n\n::listing{#full}\n\n::output{#distances}",
      ),
    ).toEqual([
      expect.stringMatching(
        /does not fit on slide 2, output distances: \d\.\d\d inches too high/,
      ),
    ]);
  });

  test("a table of too many rows", () => {
    const table = `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(14)}`;
    expect(findings("DK-11", `# It is so\n\n${table}`)).toEqual([
      expect.stringMatching(
        /does not fit on slide 2, table: \d\.\d\d inches too high/,
      ),
    ]);
  });
});

describe("a slide", () => {
  test("has a title of its own", () => {
    expect(findings("DK-01", "# It is so", "# It is so")).toEqual([
      expect.stringContaining("title of slide 2 again: It is so"),
    ]);
  });

  test("has a sentence for a title, of fifteen words at most", () => {
    expect(findings("DK-02", "# Results")).toEqual([
      expect.stringContaining("warning: title may be no sentence: Results"),
    ]);
    expect(findings("DK-02", `# It is ${words(14)}`)).toEqual([
      expect.stringContaining("warning: title of 16 words where 15 are read"),
    ]);
  });

  test("has few words, and four lines", () => {
    expect(findings("DK-04", `# It is so\n\n${words(26)}`)).toEqual([
      expect.stringContaining("warning: 26 words"),
    ]);
    expect(findings("DK-04", `# It is so\n\n${words(41)}`)).toEqual([
      expect.stringContaining("warning: 41 words"),
    ]);
    expect(findings("DK-04", "# It is so\n\n- a\n- b\n- c\n- d\n- e")).toEqual([
      expect.stringContaining("warning: 5 lines on slide 2"),
    ]);
  });

  test("links to https only", () => {
    expect(
      findings(
        "PX-13",
        "# It is so\n\n[a](mailto:a@a.org) and [b](#there) and [c](https://c.org)",
      ),
    ).toHaveLength(2);
    expect(
      findings(
        "PX-13",
        "# It is [a](mailto:a@a.org)\n\n:::figure{#shift}\n[b](mailto:b@b.org)\n:::",
        "# It is so\n\n### [c](#there)\n\n- c\n\n### D\n\n- d",
      ),
    ).toHaveLength(3);
  });

  test("says something", () => {
    expect(findings("DK-03", "# Thanks are due")).toContainEqual(
      expect.stringContaining("slide that says nothing: Thanks are due"),
    );
  });
});

describe("a chart", () => {
  const messages = (figure: Figure) => {
    const record = { ...tortureRecord, figures: { figure } };
    const deck = readDeck(
      `${front}# It is so\n\n::figure{#figure}\n`,
      torturePath,
      record,
      {},
    );
    return checkDeck(deck, timeDeck(deck))
      .filter((each) => each.rule === "DK-07")
      .map((each) => each.message);
  };
  const axis = { label: "value" };
  const alt = "A figure that is only looked at for its form.";

  test("has bars from zero", () => {
    const bar = (y: Axis): Figure => ({
      kind: "bar",
      alt,
      category: axis,
      y,
      categories: ["a"],
      series: [{ name: "s", values: [95] }],
    });
    expect(messages(bar(axis))).toEqual([]);
    expect(messages(bar({ ...axis, min: 90 }))).toEqual([
      "bars that do not begin at zero: figure",
    ]);
  });

  test("has four series at most, references not counted", () => {
    const line = (count: number): Figure => ({
      kind: "line",
      alt,
      x: axis,
      y: axis,
      series: Array.from({ length: count }, (_, index) => ({
        name: `s${index}`,
        points: [
          [0, index],
          [1, index],
        ],
      })),
      references: [{ y: 1, label: "one" }],
    });
    expect(messages(line(4))).toEqual([]);
    expect(messages(line(5))).toEqual([
      "5 series in figure figure where 4 are told apart",
    ]);
  });
});

describe("five minutes", () => {
  const talk = (...counts: number[]) =>
    counts.map(
      (count, index) => `# Slide ${index} is here\n\n<!-- ${words(count)} -->`,
    );

  test("are kept by 560 to 700 words at 140 a minute", () => {
    expect(findings("DK-12", ...talk(199, 199, 198))).toEqual([]);
    expect(findings("DK-12", ...talk(200, 200, 200, 99))).toEqual([
      expect.stringContaining(
        "error: talk takes 5:00 (701 words at 140 a minute): more than 5:00",
      ),
    ]);
    expect(findings("DK-12", ...talk(200, 200, 150))).toEqual([
      expect.stringContaining("warning: talk takes 3:57"),
    ]);
  });

  test("are ten where the course says so, for as many slides and words", () => {
    const ten = { minutes: 10 };
    const long = talk(...Array.from({ length: 9 }, () => 140));
    expect(findingsOf("DK-12", ten, long)).toEqual([]);
    expect(findingsOf("DK-03", ten, long)).toEqual([]);
    expect(findings("DK-03", ...long)).toEqual([
      expect.stringMatching(
        /warning: talk of 10 slides where 5 to 7 fit 5 min/,
      ),
    ]);
    expect(findingsOf("DK-12", ten, talk(199, 199, 198))).toEqual([
      expect.stringMatching(/talk takes 4:16 .*: less than 8:00/),
    ]);
    expect(findingsOf("DK-03", { ...ten, slides: [2, 4] }, long)).toEqual([
      expect.stringMatching(/error: .* where 2 to 4 fit 10 min/),
    ]);
    expect(
      findingsOf("DK-12", { ...ten, pace: 70 }, talk(100, 100, 100, 100, 100)),
    ).toEqual([expect.stringMatching(/talk takes 7:10 .*70 a minute/)]);
  });

  test("are not asked of a slide where a draft's prompt waits", () => {
    const text = `${front}# It is so\n\n<!-- in your words: why? -->\n\n---\n\n# Questions\n\n---\n\n# Why?\n\n<!-- in your words: because? -->`;
    const deck = readDeck(text, torturePath, tortureRecord, {});
    expect(deck.findings.map(({ rule }) => rule)).toEqual([
      "unwritten",
      "unwritten",
    ]);
    const said = checkDeck(deck, timeDeck(deck)).map((each) => each.message);
    expect(said.filter((each) => each.startsWith("no spoken"))).toEqual([]);
  });

  test("give a slide ninety seconds at most", () => {
    expect(findings("DK-12", ...talk(211, 200, 180))).toEqual([
      expect.stringContaining(
        "warning: slide 2 takes 90 s where 90 are enough",
      ),
    ]);
  });

  test("count four seconds for each thing to look at, and nothing after # Questions", () => {
    const text = `${front}# It is so\n\n::figure{#shift}\n\n<!-- ${words(70)} -->\n\n---\n\n# Questions\n\n---\n\n# Why?\n\n<!-- ${words(70)} -->`;
    const timing = timeDeck(readDeck(text, torturePath, tortureRecord, {}));
    expect(timing.seconds).toBeCloseTo(34);
    expect(timing.words).toBe(70);
    expect(timing.answers.map((each) => each.seconds)).toEqual([30]);
  });

  test("ask for words on every slide, and answers of half a minute", () => {
    const why = `# Why is it?\n\n<!-- ${words(80)} -->`;
    expect(
      findings(
        "DK-12",
        "# It is silent",
        ...talk(200, 200, 190),
        "# Questions",
        "# How is it?",
        why,
      ),
    ).toEqual([
      expect.stringContaining("no spoken words on slide 2"),
      expect.stringContaining("no spoken answer on slide 7"),
      expect.stringContaining(
        "warning: answer on slide 8 takes 34 s where 30 are enough",
      ),
    ]);
  });

  test("are told as on a clock", () => {
    expect([0, 59.6, 125].map(clock)).toEqual(["0:00", "1:00", "2:05"]);
  });
});

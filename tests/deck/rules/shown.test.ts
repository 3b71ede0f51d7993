import { expect, test } from "vitest";
import { readDeck } from "../../../src/deck/read/read.ts";
import { checkDeck } from "../../../src/deck/rules/check.ts";
import { type Talk, timeDeck } from "../../../src/deck/timing.ts";
import { torturePath, tortureRecord } from "../torture.ts";

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `const a${index} = ${index};`);
const region = (count: number) => [
  `// #region lines-${count}`,
  ...lines(count),
  "// #endregion",
];
const sources = { "experiment.ts": [3, 4, 10, 11].flatMap(region).join("\n") };

const words = (count: number) =>
  Array.from({ length: count }, () => "word").join(" ");

/** The slide's number and rule of every warning on what is shown. */
function found(slides: readonly string[], talk: Talk = {}): string[] {
  const all = ["# It is a claim", ...slides];
  const text = `---\ntitle: A talk\n---\n\n${all.join("\n\n---\n\n")}\n`;
  const deck = readDeck(text, torturePath, tortureRecord, sources);
  expect(deck.findings).toEqual([]);
  return checkDeck(deck, timeDeck(deck, talk))
    .filter(({ rule = "" }) => /^DS-(08|09|10|16)$/.test(rule))
    .map(({ rule, severity, line }) => {
      const { number } =
        deck.slides.findLast(({ place }) => place.line <= line) ?? {};
      return `${number} ${severity} ${rule}`;
    });
}

const figure = "# It is drawn here\n\n::figure{#shift}";
const questions = "# Questions";

test("a talk ends on a figure, a number, a table or code, never on words alone", () => {
  const ends = [
    figure,
    "# It is a number\n\n**many**\n\nof all",
    "# It is a table\n\n::table{#scores}",
    "# It is two things\n\n### One\n\n::figure{#shift}\n\n### Two\n\nWords",
  ];
  for (const end of ends) expect(found([end, questions])).toEqual([]);
  const bare = "# It is words\n\n- one\n- two";
  expect(found([figure, bare, questions, figure])).toEqual(["3 warning DS-08"]);
  expect(found(["# It is its title"])).toEqual(["2 warning DS-08"]);
  expect(found([])).toEqual([]);
});

test("a title behind the questions answers; the question above it may ask", () => {
  const asked = "# Why is that?\n\n::figure{#shift}";
  expect(found([figure, questions, asked])).toEqual(["4 warning DS-09"]);
  const answered = `Why is that?\n\n${figure.replace("here", "there")}`;
  expect(found([figure, questions, answered])).toEqual([]);
  // A talk may ask on its way.
  expect(found([asked, figure])).toEqual([]);
});

test("words below the titles are few for the minutes of a talk, and on any slide", () => {
  const slide = (count: number, n: number) =>
    `# It is said ${n}\n\n${words(count)}`;
  const full = [slide(20, 1), slide(20, 2), figure];
  expect(found(full, { minutes: 2 })).toEqual([]);
  expect(found([slide(21, 1), slide(20, 2), figure], { minutes: 2 })).toEqual([
    "2 warning DS-10",
  ]);
  const table = (count: number) =>
    `# It is a table\n\n| ${words(20)} | 1 2 3 |\n|---|---|\n| ${words(count)} | 4 5 6 |`;
  expect(found([table(26), figure])).toEqual([]);
  expect(found([table(27), figure])).toEqual(["2 warning DS-10"]);
});

test("a listing of a talk is short, and points at its line where it has more than three", () => {
  const listing = (count: number, more = "") =>
    `# It is code of ${count}${more}\n\n::listing{#lines-${count}${more}}`;
  expect(found([listing(3), listing(4, ' highlight="2"'), figure])).toEqual([]);
  expect(found([listing(4), figure])).toEqual(["2 warning DS-16"]);
  expect(found([listing(11, ' highlight="2"'), figure])).toEqual([
    "2 warning DS-16",
  ]);
  // Who asks has time to read.
  expect(found([figure, questions, listing(11)])).toEqual([]);
});

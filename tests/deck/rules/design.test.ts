import { createCanvas, loadImage } from "canvas";
import { describe, expect, test } from "vitest";
import { planDeck } from "../../../src/deck/build.ts";
import { plain } from "../../../src/deck/deck.ts";
import type { PageSize } from "../../../src/deck/layout/masters.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { bodiesOf } from "../../../src/deck/rules/fill.ts";
import type { Figure } from "../../../src/figure/figure.ts";
import { figures as samples } from "../../figure/samples.ts";
import { drawSlide, torturePath, tortureRecord } from "../torture.ts";

/** A grid whose numbers nobody could read in half a slide. */
const crowded: Figure = {
  kind: "numbers",
  alt: "Thirty columns of long numbers, far too many for half of a slide.",
  rows: [Array.from({ length: 30 }, (_, index) => 100_000 + index)],
};

const record = {
  ...tortureRecord,
  figures: {
    ...tortureRecord.figures,
    ...Object.fromEntries(samples),
    crowded,
  },
};

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `const a${index} = ${index};`);
const sources = {
  "experiment.ts": [
    ...["// #region long", ...lines(10), "// #endregion"],
    ...["// #region short", ...lines(1), "// #endregion"],
  ].join("\n"),
};

async function planOf(slides: readonly string[], size?: PageSize) {
  const all = ["# It is a claim", ...slides].map(
    (slide) => `${slide}\n\n<!-- Hello there. -->`,
  );
  const text = `---\ntitle: A talk\n---\n\n${all.join("\n\n---\n\n")}\n`;
  const deck = readDeck(text, torturePath, record, sources);
  expect(deck.findings).toEqual([]);
  return planDeck(deck, record, drawSlide, { size });
}

const table = `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(5)}`;

/** Slides that a designer lets pass, no layout of them three times in a row. */
const good = [
  "# A figure fills its slide, also below a title that has words for two lines\n\n::figure{#images}",
  `# A table fills its slide\n\n${table}`,
  "# A number says it all\n\n**nearly all**\n\nof what nobody has seen",
  '# Ten lines of code are enough\n\n::listing{#long highlight="2"}',
  "# A picture of a loop has rows\n\n:::figure{#diagram}\nWhat it does\n:::",
];

/** The same kind of slides, each with one defect. */
const seeded: readonly (readonly [rule: string, slide: string])[] = [
  ["DS-01", "# One point is no evidence\n\n- it is so"],
  ["DS-01", "# One line of code is none\n\n::listing{#short}"],
  ["DS-01", "# A sentence is no evidence\n\nIt is so"],
  [
    "DS-02",
    "# Nobody reads half a slide of numbers\n\n### Before\n\n::figure{#crowded}\n\n### After\n\nIt is so",
  ],
  [
    "DS-07",
    // No other break would leave two lines of one length.
    `# IncomprehensibilitiesOfCharacterizationsEverywhereWe clash\n\n${table}`,
  ],
];

const rulesOf = ({ findings }: Awaited<ReturnType<typeof planOf>>) =>
  findings.filter(({ rule }) => rule.startsWith("DS"));

describe("the rules on design", () => {
  test("let good slides pass, and find each defect that was seeded among them", async () => {
    const slides = [...good, ...seeded.map(([, slide]) => slide)];
    const plan = await planOf(slides);
    const titles = new Map(
      plan.deck.slides.map(({ place, title }) => [place.line, plain(title)]),
    );
    const found = rulesOf(plan).map(({ rule, line }) => {
      const at = [...titles].findLast(([start]) => start <= line);
      return `${rule} ${at?.[1]}`;
    });
    const wanted = seeded.map(
      ([rule, slide]) => `${rule} ${/^# (.*)$/m.exec(slide)?.[1]}`,
    );
    const right = found.filter((each) => wanted.includes(each));
    const precision = right.length / found.length;
    const recall = new Set(right).size / wanted.length;
    expect({ precision, recall, found }).toEqual({
      ...{ precision: 1, recall: 1 },
      found: wanted,
    });
  });

  test("ask for another layout the third time, once", async () => {
    const slides = ["bar", "line", "scatter", "images"].map(
      (name) => `# This is the ${name} of it\n\n::figure{#${name}}`,
    );
    const found = rulesOf(await planOf(slides));
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      "DS-13 layout a third time in a row on slide 4: figure",
    ]);
    const [first = "", second = "", ...others] = slides;
    const mixed = [first, second, good[2] ?? "", ...others];
    expect(rulesOf(await planOf(mixed))).toEqual([]);
  });
});

describe.each(["16:9", "4:3"] as const)("figures on slides of %s", (size) => {
  test("fill three fifths of the body, begin right below the title or stand in the middle, on the slide's very ground", async () => {
    const long = " below a title that needs two whole lines of words";
    const slides = samples.map(
      ([name], index) =>
        `# A ${name} is shown${index % 2 === 0 ? long : ""}\n\n::figure{#${name}}`,
    );
    const plan = await planOf(slides, size);
    for (const { slide, room, shown, fill } of bodiesOf(plan)) {
      const name = slide.items[1]?.name ?? "";
      expect.soft(fill, `${slide.number} ${name}`).toBeGreaterThan(0.6);
      const top = Math.min(...shown.map(({ y }) => y)) - room.y;
      const low = Math.max(...shown.map(({ y, h }) => y + h));
      const below = room.y + room.h - low;
      const off = Math.abs(top - below) / 2 / room.h;
      expect.soft(top <= 0.3 || off <= 0.06, `${name}: ${top}`).toBe(true);
    }
    const ground = [255, 255, 255, 255];
    for (const [item, { bytes, width }] of plan.pictures) {
      // The slide shows through an ornament.
      if (item.kind === "picture" && item.decorative === true) continue;
      const context = createCanvas(width, 2).getContext("2d");
      context.drawImage(await loadImage(bytes), 0, 0);
      expect([...context.getImageData(0, 0, 1, 1).data]).toEqual(ground);
    }
  });
});

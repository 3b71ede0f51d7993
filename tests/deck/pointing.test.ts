import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import validate from "@ooxml-tools/validate";
import { beforeAll, describe, expect, test } from "vitest";
import { plotOf } from "../../src/deck/browser/chart/plot-chart.ts";
import { type BuiltDeck, buildDeck } from "../../src/deck/build.ts";
import { arrange } from "../../src/deck/layout/arrange.ts";
import { all, type Element, parseXml } from "../../src/deck/package/xml.ts";
import { type Parts, textOf, unzip } from "../../src/deck/package/zip.ts";
import { placeCallouts } from "../../src/deck/pointing/callouts.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { checkDeck } from "../../src/deck/rules/check.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import {
  hexOf,
  hexOfPaint,
  pointedGround,
  pointedTokenColor,
  quietPaint,
} from "../../src/deck/scheme.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { timeDeck } from "../../src/deck/timing.ts";
import { contrast, parseHex } from "../../src/figure/paint/colors.ts";
import type { Record } from "../../src/record/record.ts";
import { home } from "../../src/topic/topic.ts";
import {
  drawSlide,
  pptxOf,
  torturePath,
  tortureRecord,
  tortureSources,
} from "./torture.ts";

/** A deck of these slides behind a first one. */
function read(slides: readonly string[], front = "", record = tortureRecord) {
  const text = [
    `---\ntitle: T\n${front}---\n\n# It is a claim`,
    ...slides,
  ].join("\n\n---\n\n");
  return readDeck(text, torturePath, record, tortureSources);
}

const slides = [
  '# Downwards is better\n\n:::figure{#shift highlight="downwards"}\nA caption\n\n::callout[:number[l1]{digits=2} left]{at="downwards@3"}\n:::',
  '# Threes are missed\n\n::figure{#mistakes highlight="threes"}',
  '# The root loses\n\n::table{#scores highlight="L1, mean absolute difference/accuracy"}',
  '# The mean does it\n\n::listing{#distance highlight="3"}',
  '# A table that is written points, too\n\n:::table{highlight="RMSE/3s missed"}\n| | 3s missed | 7s missed |\n|---|--:|--:|\n| L1 | many | few |\n| RMSE | none | some |\n:::',
];

describe("slides that point at something", () => {
  let built: BuiltDeck;
  let pptx: Buffer;
  let parts: Parts;
  beforeAll(async () => {
    const deck = read(slides);
    expect(deck.findings).toEqual([]);
    built = await buildDeck(deck, tortureRecord, drawSlide);
    pptx = pptxOf(built);
    parts = await unzip(pptx);
  });

  /** The colour of each series' line or bars, and how wide its line is. */
  function looksIn(chart: number): string[] {
    const document = parseXml(textOf(parts, `ppt/charts/chart${chart}.xml`));
    return all(document, "c:ser").map((series) => {
      const [look] = all(series, "c:spPr");
      const [color] = look ? all(look, "a:schemeClr") : [];
      const [line] = look ? all(look, "a:ln") : [];
      return `${color?.getAttribute("val")} ${line?.getAttribute("w")}`;
    });
  }

  test("give the accent and a thicker line to one series of a native chart, and grey to the rest", () => {
    const [other, pointed] = looksIn(1);
    expect([other, pointed]).toEqual(["tx2 19050", "accent1 38100"]);
    const document = parseXml(textOf(parts, "ppt/charts/chart1.xml"));
    const names = all(document, "c:dLbl").map((label) =>
      all(label, "a:schemeClr")[0]?.getAttribute("val"),
    );
    const legend = all(document, "c:legendEntry").length;
    expect(names.slice(0, 2).join(" ") || legend).toEqual(
      legend > 0 ? legend : "tx2 accent1",
    );
  });

  test("turn the other bars grey", () => {
    const document = parseXml(textOf(parts, "ppt/charts/chart2.xml"));
    const greys = all(document, "c:dPt").map((point) => [
      all(point, "c:idx")[0]?.getAttribute("val"),
      all(point, "a:schemeClr")[0]?.getAttribute("val"),
    ]);
    expect(greys).toEqual([["1", "tx2"]]);
  });

  test("say a callout in a text box of its own beside axes that keep their place", () => {
    const slide = textOf(parts, "ppt/slides/slide2.xml");
    expect(slide).toMatch(/name="callout:figure-shift".*0\.11 left/s);
    expect(slide).toContain('name="callout:figure-shift-line"');
    const chart = textOf(parts, "ppt/charts/chart1.xml");
    expect(chart).toContain('<c:layoutTarget val="inner"/>');
  });

  test.each([
    ["of the record", 4, "95.11%"],
    ["of the deck", 6, "none"],
  ])("fill one cell of a table %s, in bold", (_, slide, said) => {
    const document = parseXml(textOf(parts, `ppt/slides/slide${slide}.xml`));
    const filled = all(document, "a:tc").filter((cell) =>
      all(cell, "a:tcPr").some((each) =>
        all(each, "a:schemeClr").some(
          (color) => color.getAttribute("val") === "accent1",
        ),
      ),
    );
    expect(filled.map(textIn)).toEqual([said]);
    const bold = filled.flatMap((cell) => all(cell, "a:rPr"));
    expect(bold.every((run) => run.getAttribute("b") === "1")).toBe(true);
  });

  test("lay the accent behind a line of code, and step the others back", () => {
    const slide = textOf(parts, "ppt/slides/slide5.xml");
    expect(slide.match(/name="ground:listing:distance:\d+"/g)).toEqual([
      'name="ground:listing:distance:3"',
    ]);
    const page = String(built.files.get("slides.html"));
    const [, line = ""] =
      /<span class="pointed"[^>]*>(.*?)<\/span>\n/s.exec(page) ?? [];
    expect(line.replace(/<[^>]+>/g, "")).toContain("digits.sub(ideal)");
  });

  test.each(["light", "dark"] as const)(
    "keep every word of such a line readable on it: %s",
    (name) => {
      const theme = readTheme(name);
      const ground = parseHex(pointedGround(theme, "bg2"));
      for (const token of ["plain", "keyword", "string", "number"] as const) {
        const color = hexOf(pointedTokenColor(token, theme), theme);
        expect(contrast(parseHex(color), ground)).toBeGreaterThanOrEqual(4.5);
      }
      const page = String(built.files.get("slides.html"));
      const [line = ""] =
        /<span class="pointed".*?<\/span>\n/s.exec(page) ?? [];
      const colors = [...line.matchAll(/[";]color:(#\w{6})/g)];
      expect(colors.length).toBeGreaterThan(0);
      const light = parseHex(pointedGround(readTheme("light"), "bg2"));
      for (const [, color = ""] of colors)
        expect(
          contrast(parseHex(color as `#${string}`), light),
        ).toBeGreaterThanOrEqual(4.5);
    },
  );

  test("show the same in the browser", () => {
    const page = String(built.files.get("slides.html"));
    const theme = readTheme("light");
    expect(page).toContain(`stroke="${hexOfPaint(quietPaint(theme), theme)}"`);
    expect(page).toContain("0.11 left");
    expect(page).toMatch(/<td style="[^"]*background:#/);
  });

  test("make a package without a fault, and the same bytes again", async () => {
    expect(await lintPackage(pptx)).toEqual([]);
    expect(await validate(new Uint8Array(pptx), "pptx")).toEqual([]);
    const again = await buildDeck(read(slides), tortureRecord, drawSlide);
    expect(pptxOf(again).equals(pptx)).toBe(true);
  });
});

test("a callout keeps off the name above an upright reference line", () => {
  const line = {
    kind: "line",
    alt: "A line that peaks right beside an upright reference at its top.",
    x: { label: "step", digits: 0 },
    y: { label: "loss", min: 0, max: 10, digits: 0 },
    series: [
      {
        name: "loss",
        points: [
          [0, 1],
          [4, 9.8],
          [10, 1],
        ],
      },
    ],
    references: [{ x: 5, label: "the reference that is named" }],
  } as const;
  const record = { ...tortureRecord, figures: { line } } as unknown as Record;
  const deck = read(
    [
      '# It is so\n\n:::figure{#line}\n::callout[the top of it]{at="loss@4"}\n:::',
    ],
    "",
    record,
  );
  expect(deck.findings).toEqual([]);
  const theme = readTheme("light");
  const [, slide] = deck.slides;
  if (slide === undefined) throw new Error("no slide");
  const { items } = placeCallouts(arrange(slide, deck, theme), theme);
  const chart = items.find((each) => each.kind === "chart");
  const said = items.find(
    (each) => each.name.startsWith("callout") && each.kind === "text",
  );
  if (chart?.kind !== "chart" || said === undefined)
    throw new Error("nothing said");
  const plot = plotOf(chart, theme);
  expect(chart.chart.names).toMatchObject({ sides: ["right", "top"] });
  expect(said.box.y).toBeGreaterThanOrEqual(chart.box.y + plot.y / 72 - 0.02);
});

function textIn(element: Element): string {
  return all(element, "a:t")
    .map((each) => each.textContent)
    .join("");
}

test.each(["light", "dark"] as const)(
  "what steps back is still seen on the %s theme: 3:1",
  (name) => {
    const theme = readTheme(name);
    const grey = hexOfPaint(quietPaint(theme), theme);
    const ground = parseHex(`#${theme.colors.background}`);
    expect(contrast(parseHex(grey), ground)).toBeGreaterThanOrEqual(3);
  },
);

describe("the art of the title slide", () => {
  const titleSlide = async (front: string, more: readonly string[]) => {
    const deck = read(more, front);
    const pptx = pptxOf(await buildDeck(deck, tortureRecord, drawSlide));
    return textOf(await unzip(pptx), "ppt/slides/slide1.xml");
  };

  test.each([
    ["is the figure of the front matter", "art: bowl\n", "art:bowl"],
    ["is the first figure of the deck where none is named", "", "art:means"],
  ])("%s, and nothing that has to be read", async (_, front, name) => {
    const slide = await titleSlide(front, ["# It shows\n\n::figure{#means}"]);
    expect(slide).toContain(`name="${name}" descr=""`);
    expect(slide).toContain("<adec:decorative");
  });

  test("is the theme's mark where no figure is", async () => {
    expect(await titleSlide("", ["# It is\n\nWords"])).not.toContain("art:");
  });

  test("names the nearest figure for one that the record lacks", () => {
    const { findings } = read([], "art: bowel\n");
    expect(findings).toMatchObject([
      { rule: "DS-14", hint: "did you mean bowl?" },
    ]);
  });

  test("is another in each of the ten topics", () => {
    const topics = readdirSync(join(home, "topics"), { withFileTypes: true });
    const arts = topics.flatMap((topic) => {
      if (!topic.isDirectory() || !/^\d\d-/.test(topic.name)) return [];
      const path = join(home, "topics", topic.name, "example/deck.md");
      return /^art: (.*)$/m.exec(readFileSync(path, "utf8"))?.[1] ?? topic.name;
    });
    expect(arts).toHaveLength(10);
    expect(new Set(arts).size).toBe(10);
    for (const art of arts) expect(art).not.toMatch(/^\d\d-/);
  });
});

/** Messages of one rule for a deck of one slide behind the first. */
function warned(rule: string, slide: string, record: Record = tortureRecord) {
  const deck = read([slide], "", record);
  expect(deck.findings).toEqual([]);
  return checkDeck(deck, timeDeck(deck, {}))
    .filter((each) => each.rule === rule)
    .map(({ severity, message }) => `${severity}: ${message}`);
}

describe("DS-03: what a title names stands out", () => {
  test.each([
    [
      "a series",
      "# Moved downwards it does better\n\n::figure{#shift}",
      "downwards",
    ],
    ["a bar", "# Threes are missed more\n\n::figure{#mistakes}", "threes"],
    [
      "a column",
      "# The accuracy is nearly the same\n\n::table{#scores}",
      "accuracy",
    ],
  ])("%s", (_, slide, part) => {
    expect(warned("DS-03", slide)).toEqual([
      `warning: title of slide 2 names a part that does not stand out: ${part}`,
    ]);
  });

  test.each([
    '# Moved downwards it does better\n\n::figure{#shift highlight="downwards"}',
    // Both are named: the title compares them.
    "# Threes are missed more than sevens\n\n::figure{#mistakes}",
    // A part of a word is no name.
    "# The inaccuracy is nearly the same\n\n::table{#scores}",
    // Labels of one letter or digit stand in titles for other reasons.
    "# A 3 is taken for a 7\n\n::figure{#confusion}",
  ])("and is no matter in %j", (slide) => {
    expect(warned("DS-03", slide)).toEqual([]);
  });
});

describe("DS-04: a number of a title is shown on its evidence", () => {
  test("or is a warning", () => {
    const slide =
      "# It loses :percent[accuracy]{digits=0} of them\n\n::figure{#shift}";
    expect(warned("DS-04", slide)).toEqual([
      "warning: number in the title of slide 2, and nothing on its evidence points at it: 95%",
    ]);
  });

  test.each([
    '# It loses :percent[accuracy]{digits=0}\n\n:::figure{#shift}\n::callout[here]{at="downwards@3"}\n:::',
    '# It gets :percent[accuracy]{digits=0}\n\n::table{#scores highlight="accuracy"}',
    "# It gets :percent[accuracy]{digits=0}\n\nWords alone",
    "# It has 784 pixels\n\n::figure{#shift}",
  ])("and is no matter in %j", (slide) => {
    expect(warned("DS-04", slide)).toEqual([]);
  });
});

import validate from "@ooxml-tools/validate";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type BuiltDeck,
  buildDeck,
  type DrawFigure,
} from "../../src/deck/build.ts";
import { type Deck, plain } from "../../src/deck/deck.ts";
import { sourceDate } from "../../src/deck/package/date.ts";
import { finish } from "../../src/deck/package/passes.ts";
import {
  all,
  child,
  children,
  type Element,
  parseXml,
} from "../../src/deck/package/xml.ts";
import {
  namesOf,
  type Parts,
  textOf,
  unzip,
} from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import { readTheme } from "../../src/deck/theme.ts";
import type { ThemeName } from "../../src/deck/theme-file.ts";
import { stopsBuild } from "../../src/errors.ts";
import { drawFigure } from "../../src/figure/draw.ts";
import {
  buildTorture,
  drawSlide,
  pptxOf,
  torturePath,
  tortureRecord,
  tortureSources,
} from "./torture.ts";

/** Nothing is planned: all that is done is mending. */
const nothing = (theme: ThemeName) => ({
  slides: [],
  theme: readTheme(theme),
  language: "en-US",
  date: "2026-01-01T00:00:00Z",
});

describe.each(["light", "dark"] as const)("the torture deck, %s", (theme) => {
  let deck: Deck;
  let built: BuiltDeck;
  let pptx: Buffer;
  let parts: Parts;
  beforeAll(async () => {
    ({ deck, built, pptx } = await buildTorture(theme));
    parts = await unzip(pptx);
  });

  test("reads and builds without an error", () => {
    expect(deck.findings).toEqual([]);
    expect(built.findings.filter(stopsBuild)).toEqual([]);
    expect([...built.files.keys()].sort()).toEqual([
      "deck.pptx",
      "questions.md",
      "slides.html",
      "talk.md",
    ]);
  });

  test("gives the Open XML SDK nothing to say", async () => {
    expect(await validate(new Uint8Array(pptx), "pptx")).toEqual([]);
  });

  test("passes the package lint", async () => {
    expect(await lintPackage(pptx)).toEqual([]);
  });

  test("is in normal form: finishing it again changes no byte", async () => {
    expect((await finish(pptx, nothing(theme))).equals(pptx)).toBe(true);
  });

  test("has a title placeholder first on every slide, with the heading's words", () => {
    const titles = namesOf(parts, /^ppt\/slides\/slide\d+\.xml$/).map(
      (name) => {
        const [shape] = all(parseXml(textOf(parts, name)), "p:sp");
        const placeholder = shape && all(shape, "p:ph")[0];
        expect(placeholder?.getAttribute("type")).toBe("title");
        expect(placeholder?.hasAttribute("idx")).toBe(false);
        return shape ? words(shape) : "";
      },
    );
    expect(titles).toEqual(deck.slides.map((slide) => plain(slide.title)));
  });

  test("leaves size, place and colour of placeholders to the layout", () => {
    const statement = parseXml(textOf(parts, "ppt/slides/slide2.xml"));
    const [shape] = all(statement, "p:sp");
    expect(shape && all(shape, "a:xfrm")).toEqual([]);
    expect(shape && all(shape, "a:rPr")[0]?.hasAttribute("sz")).toBe(false);
    const layouts = namesOf(parts, /^ppt\/slideLayouts\//).map((name) =>
      textOf(parts, name),
    );
    expect(
      layouts.filter((layout) => layout.includes('type="title"')),
    ).toHaveLength(12);
    const master = parseXml(textOf(parts, "ppt/slideMasters/slideMaster1.xml"));
    expect(
      all(master, "p:ph").map((each) => each.getAttribute("type")),
    ).toEqual(["title", "body", "sldNum"]);
  });

  test("speaks in paragraphs in the notes", () => {
    const notes = parseXml(textOf(parts, "ppt/notesSlides/notesSlide1.xml"));
    const body = all(notes, "p:sp").find(
      (shape) => all(shape, "p:ph")[0]?.getAttribute("type") === "body",
    );
    const paragraphs = body ? all(body, "a:p").map(words) : [];
    expect(paragraphs).toEqual(deck.slides[0]?.notes.map(plain));
    expect(paragraphs).toHaveLength(2);
  });

  test("colours everything through the theme: no fixed colour on slides, layouts, charts", () => {
    for (const name of namesOf(
      parts,
      /^ppt\/(slides|slideLayouts|charts)\/[^/]+\.xml$/,
    )) {
      expect(textOf(parts, name)).not.toContain("srgbClr");
    }
  });

  test("keeps the theme's ground and ink in the theme part, where the master looks", () => {
    const { colors } = readTheme(theme);
    const scheme = textOf(parts, "ppt/theme/theme1.xml");
    const master = parseXml(textOf(parts, "ppt/slideMasters/slideMaster1.xml"));
    const slot = (name: string) =>
      all(master, "p:clrMap")[0]?.getAttribute(name);
    for (const [name, color] of [
      ["bg1", colors.background],
      ["tx1", colors.ink],
      ["bg2", colors.surface],
      ["tx2", colors.muted],
    ] as const) {
      expect(scheme).toContain(`<a:${slot(name)}><a:srgbClr val="${color}"/>`);
    }
  });

  test("leaves no page of notes empty", () => {
    for (const name of namesOf(
      parts,
      /^ppt\/notesSlides\/notesSlide\d+\.xml$/,
    )) {
      const [, body] = all(parseXml(textOf(parts, name)), "p:sp");
      expect(body && words(body)).not.toBe("");
    }
  });

  test("puts the words below a table right under it, not where the layout has them", () => {
    const slide = parseXml(textOf(parts, "ppt/slides/slide6.xml"));
    const [table] = all(slide, "p:graphicFrame");
    const below = all(slide, "p:sp").find((shape) =>
      words(shape).startsWith("The difference"),
    );
    const [at] = below ? all(below, "a:off") : [];
    const [from] = table ? all(table, "a:off") : [];
    const [size] = table ? all(table, "a:ext") : [];
    const end =
      Number(from?.getAttribute("y")) + Number(size?.getAttribute("cy"));
    expect((Number(at?.getAttribute("y")) - end) / 914400).toBeCloseTo(0.3, 2);
  });

  test("links the index of questions to their slides", () => {
    const divider =
      deck.slides.findIndex((slide) => slide.part === "divider") + 1;
    const rels = textOf(parts, `ppt/slides/_rels/slide${divider}.xml.rels`);
    const targets = [...rels.matchAll(/Target="slide(\d+)\.xml"/g)].map(
      (found) => Number(found[1]),
    );
    expect(targets).toEqual(
      deck.slides
        .filter((slide) => slide.part === "backup")
        .map((slide) => slide.number),
    );
  });

  test("says on the last slide of the talk and of all where the numbers come from", () => {
    const source =
      "MNIST, 14,434 images · TensorFlow.js 4.22.0 (WebAssembly) · seed 42";
    const saying = namesOf(parts, /^ppt\/slides\/slide\d+\.xml$/).filter(
      (name) => textOf(parts, name).includes(source),
    );
    const last = [
      deck.slides.findLast(({ part }) => part === "talk"),
      deck.slides.at(-1),
    ];
    expect(saying).toEqual(
      last.map((slide) => `ppt/slides/slide${slide?.number}.xml`),
    );
    for (const name of namesOf(parts, /^ppt\/slideLayouts\/[^/]+\.xml$/))
      expect(textOf(parts, name)).not.toContain(source);
  });
});

describe("native charts", () => {
  test("show and hold exactly the record's series", async () => {
    const { pptx } = await buildTorture("light");
    const parts = await unzip(pptx);
    const shown = namesOf(parts, /^ppt\/charts\/chart\d+\.xml$/).map((name) =>
      readChart(textOf(parts, name)),
    );
    const { distances, shift, mistakes, piles, loss, models } =
      tortureRecord.figures;
    const reference = {
      coin: [
        [0, 50],
        [4, 50],
      ],
      "equally far": [
        [0.08, 0.08],
        [0.2, 0.2],
      ],
      target: [
        [0, 0.05],
        [29, 0.05],
      ],
    };
    const expected = [distances, shift, mistakes, piles, loss, models].map(
      (figure) => {
        switch (figure?.kind) {
          case "line":
          case "scatter":
            return Object.fromEntries(
              figure.series.map((each) => [each.name, each.points]),
            );
          case "bar":
            return Object.fromEntries(
              figure.series.map((each) => [each.name, each.values]),
            );
          case "histogram":
            return Object.fromEntries(
              figure.series.map((each) => [each.name, each.counts]),
            );
          default:
            throw new Error("not a chart");
        }
      },
    );
    Object.assign(expected[0] ?? {}, {
      "equally far": reference["equally far"],
    });
    Object.assign(expected[1] ?? {}, { coin: reference.coin });
    Object.assign(expected[4] ?? {}, { target: reference.target });
    expect(shown).toEqual(expected);
    // PX-08 compares every shown value with the workbook's cell.
    expect(
      (await lintPackage(pptx)).filter((each) => each.rule === "PX-08"),
    ).toEqual([]);
  });
});

describe("the same deck gives the same bytes", () => {
  const small = (title: string) =>
    readDeck(
      `---\ntitle: ${title}\n---\n\n# It is ${title}\n\n<!-- Hello. -->\n\n---\n\n# It moves\n\n::figure{#shift}\n\n<!-- So. -->\n\n---\n\n# It is shown twice\n\n::figure{#confusion}\n\n<!-- So. -->\n\n---\n\n# It is shown twice, again\n\n::figure{#confusion}\n\n<!-- So. -->\n`,
      torturePath,
      tortureRecord,
      tortureSources,
    );
  const build = async (title: string) =>
    pptxOf(await buildDeck(small(title), tortureRecord, drawSlide));

  test("twice, and in whatever order two decks are built", async () => {
    const one = await build("one");
    const two = await build("two");
    expect((await build("two")).equals(two)).toBe(true);
    expect((await build("one")).equals(one)).toBe(true);
    expect(one.equals(two)).toBe(false);
  });

  test("and stores a picture once that two slides show, beside the title's art", async () => {
    const parts = await unzip(await build("one"));
    expect(namesOf(parts, /^ppt\/media\//)).toHaveLength(2);
  });

  test("dated by SOURCE_DATE_EPOCH, never by the clock", () => {
    const before = process.env.SOURCE_DATE_EPOCH;
    process.env.SOURCE_DATE_EPOCH = "86400";
    expect(sourceDate()).toBe("1970-01-02T00:00:00Z");
    delete process.env.SOURCE_DATE_EPOCH;
    expect(sourceDate()).toBe("2026-01-01T00:00:00Z");
    if (before !== undefined) process.env.SOURCE_DATE_EPOCH = before;
  });
});

describe("a deck with an error that leaves a hole", () => {
  test("has its sheets and its findings, and no presentation", async () => {
    const deck = readDeck(
      `---\ntitle: T\n---\n\n# It is short\n\n---\n\n# It is not\n\n${"far ".repeat(300)}too long\n`,
      torturePath,
      tortureRecord,
      {},
    );
    const built = await buildDeck(deck, tortureRecord, drawSlide);
    expect(built.findings).toContainEqual(
      expect.objectContaining({ rule: "DK-11", severity: "error" }),
    );
    expect([...built.files.keys()].sort()).toEqual(["questions.md", "talk.md"]);
  });
});

describe("a title that does not fit its box", () => {
  test.each([
    [
      "of 300 characters, on a slide",
      "# It is short\n\n---\n\n# It is not ",
      290,
    ],
    ["of 300 characters, on the first", "# It is not ", 290],
    ["of one word", "# It is short\n\n---\n\n# ", 0],
  ])("is an error, and there is no deck: %s", async (_, start, count) => {
    const title = count === 0 ? "W".repeat(60) : "wide ".repeat(count / 5);
    const deck = readDeck(
      `---\ntitle: T\n---\n\n${start}${title}\n`,
      torturePath,
      tortureRecord,
      {},
    );
    const built = await buildDeck(deck, tortureRecord, drawSlide);
    const errors = built.findings.filter(stopsBuild);
    expect(errors).toContainEqual(
      expect.objectContaining({
        rule: "DK-11",
        message: expect.stringMatching(/, title: /),
        line: start.split("\n").length + 4,
      }),
    );
    expect([...built.files.keys()]).not.toContain("deck.pptx");
  });
});

describe("a deck in another language", () => {
  test("says so of every text, in notes and charts too", async () => {
    const deck = readDeck(
      "---\ntitle: T\n---\n\n# Es ist so\n\n<!-- Hallo. -->\n\n---\n\n# Es bewegt sich\n\n::figure{#shift}\n\n<!-- So. -->\n",
      torturePath,
      tortureRecord,
      {},
      { language: "de-DE" },
    );
    const pptx = pptxOf(await buildDeck(deck, tortureRecord, drawSlide));
    expect(await lintPackage(pptx)).toEqual([]);
    const parts = await unzip(pptx);
    for (const name of namesOf(
      parts,
      /^ppt\/(slides|notesSlides|charts|slideLayouts)\/[^/]+\.xml$/,
    )) {
      expect(textOf(parts, name).match(/lang="(?!de-DE)[^"]*"/g)).toBeNull();
    }
  });
});

describe("a slide in its file", () => {
  const boxes = (parts: Parts, number: number) =>
    all(parseXml(textOf(parts, `ppt/slides/slide${number}.xml`)), "a:xfrm")
      .filter((each) => all(each, "a:ext")[0]?.getAttribute("cx") !== "0")
      .map((each) => {
        const at = (tag: string, name: string) =>
          Number(all(each, tag)[0]?.getAttribute(name)) / 914400;
        const top = at("a:off", "y");
        return { top, bottom: top + at("a:ext", "cy") };
      });
  const build = async (slides: string) => {
    const text = `---\ntitle: T\n---\n\n# It is so\n\n<!-- So. -->\n\n---\n\n${slides}`;
    const deck = readDeck(text, torturePath, tortureRecord, tortureSources);
    return unzip(pptxOf(await buildDeck(deck, tortureRecord, drawSlide)));
  };

  test("has the caption right below its picture, and both in the middle", async () => {
    const parts = await build(
      "# It is flat\n\n:::figure{#parts}\nFrom left to right\n:::\n\n<!-- So. -->\n",
    );
    const [picture, caption] = boxes(parts, 2);
    if (picture === undefined || caption === undefined) throw new Error("gone");
    expect(caption.top - picture.bottom).toBeCloseTo(0.12, 2);
    expect(picture.top).toBeGreaterThan(1.2);
    expect(caption.top).toBeLessThan(6.5);
  });

  test("sets the number of an answer in a placeholder of its own, large", async () => {
    const parts = await build(
      "# Questions\n\n---\n\n# How many are there?\n\n**1,454**\n\nof them\n\n<!-- So. -->\n",
    );
    const rels = textOf(parts, "ppt/slides/_rels/slide3.xml.rels");
    const layout = /slideLayout\d+\.xml/.exec(rels)?.[0];
    const text = textOf(parts, `ppt/slideLayouts/${layout}`);
    expect(text).toContain('name="Question with number"');
    expect(text).toMatch(/sz="4800"/);
    const slide = parseXml(textOf(parts, "ppt/slides/slide3.xml"));
    const filled = all(slide, "p:sp").filter((each) => words(each) === "1,454");
    expect(filled.map((each) => all(each, "p:ph").length)).toEqual([1]);
  });

  test("tells of a table what it shows and what is in it, under a short title too", async () => {
    const parts = await build("# It is\n\n::table{#scores}\n\n<!-- So. -->\n");
    const slide = parseXml(textOf(parts, "ppt/slides/slide2.xml"));
    const [frame] = all(slide, "p:graphicFrame");
    expect(frame && all(frame, "p:cNvPr")[0]?.getAttribute("descr")).toBe(
      "It is. A table of 2 rows: distance, accuracy, threes, sevens.",
    );
  });

  test("carries the source's date in its properties", async () => {
    const before = process.env.SOURCE_DATE_EPOCH;
    process.env.SOURCE_DATE_EPOCH = "86400";
    const parts = await build("# It is\n\n<!-- So. -->\n");
    if (before === undefined) delete process.env.SOURCE_DATE_EPOCH;
    else process.env.SOURCE_DATE_EPOCH = before;
    expect(
      textOf(parts, "docProps/core.xml").match(/1970-01-02T00:00:00Z/g),
    ).toHaveLength(2);
  });
});

describe("a picture", () => {
  test("of fewer than 150 pixels an inch is warned of", async () => {
    const text =
      "---\ntitle: T\n---\n\n# It is so\n\n<!-- So. -->\n\n---\n\n# It is blurred\n\n::figure{#confusion}\n\n<!-- So. -->\n";
    const deck = readDeck(text, torturePath, tortureRecord, {});
    const coarse: DrawFigure = (figure) =>
      drawFigure(figure, { purpose: "slide", width: 600 });
    const built = await buildDeck(deck, tortureRecord, coarse);
    expect(built.findings).toContainEqual(
      expect.objectContaining({ rule: "DK-16", severity: "warning", line: 13 }),
    );
  });
});

describe("a quick run and handwriting", () => {
  test("are marked on the slides and on the sheets", async () => {
    const record = {
      ...tortureRecord,
      profile: "quick" as const,
      provenance: {
        ...tortureRecord.provenance,
        data: {
          ...tortureRecord.provenance.data,
          name: "handwriting" as const,
        },
      },
    };
    const deck = readDeck(
      "---\ntitle: T\n---\n\n# It is so\n\n<!-- So. -->\n",
      torturePath,
      record,
      {},
    );
    const built = await buildDeck(deck, record, drawSlide);
    const mark = /quick run.*handwriting \(generated, not MNIST\)/;
    const parts = await unzip(pptxOf(built));
    expect(textOf(parts, "ppt/slideLayouts/slideLayout2.xml")).toMatch(mark);
    expect(built.files.get("talk.md")).toMatch(mark);
    expect(built.files.get("questions.md")).toMatch(mark);
  });
});

const words = (node: Element) =>
  all(node, "a:t")
    .map((each) => each.textContent ?? "")
    .join("");

/** Series by name: values, or pairs where the chart has an x for each y. */
function readChart(xml: string): Record<string, unknown> {
  return Object.fromEntries(
    all(parseXml(xml), "c:ser").map((series) => {
      const name =
        all(series, "c:tx")[0]?.getElementsByTagName("c:v")[0]?.textContent ??
        "";
      const values = points(series, "c:val");
      if (values.size > 0) return [name, [...values.values()]];
      const xs = points(series, "c:xVal");
      return [
        name,
        [...points(series, "c:yVal")].map(([index, y]) => [xs.get(index), y]),
      ];
    }),
  );
}

function points(series: Element, name: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const holder of children(series, name)) {
    for (const point of all(holder, "c:pt")) {
      found.set(
        point.getAttribute("idx") ?? "",
        Number(child(point, "c:v")?.textContent),
      );
    }
  }
  return found;
}

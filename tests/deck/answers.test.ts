import { beforeAll, describe, expect, test } from "vitest";
import { buildDeck } from "../../src/deck/build.ts";
import { type Deck, headOf, plain } from "../../src/deck/deck.ts";
import type { PageSize } from "../../src/deck/layout/masters.ts";
import { all, type Element, parseXml } from "../../src/deck/package/xml.ts";
import { type Parts, textOf, unzip } from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import {
  drawSlide,
  pptxOf,
  torturePath,
  tortureRecord,
  tortureSources,
} from "./torture.ts";

const read = (body: string, front = "title: A talk") =>
  readDeck(
    `---\n${front}\n---\n\n${body}`,
    torturePath,
    tortureRecord,
    tortureSources,
  );

const question =
  "Wie viele der Ziffern erkennt das Verfahren ohne jedes Lernen?";
const long =
  "Welche Ziffern verfehlt das Verfahren am häufigsten, und woran liegt das, wenn man sie einzeln ansieht?";

const answers = `# Das Verfahren erkennt fast alles

<!-- So ist es. -->

---

# Fragen

---

${question}

# Es sind :percent[accuracy]{digits=1}, und zwar ohne ein einziges gelerntes Gewicht, bei jedem neuen Lauf

::table{#scores}

<!-- Kurz gesagt: fast alle. -->

---

${long}

# Die schmalen Ziffern

::figure{#shift}

<!-- Die schmalen. -->

---

# Warum steht hier die Frage selbst?

Sie hat keine Antwort im Titel

<!-- Darum. -->
`;

describe.each(["16:9", "4:3"] as const)("an answer on %s", (size: PageSize) => {
  let deck: Deck;
  let files: ReadonlyMap<string, Buffer | string>;
  let pptx: Buffer;
  let parts: Parts;
  beforeAll(async () => {
    deck = read(answers, "title: Ein Vortrag\nlang: de");
    const built = await buildDeck(deck, tortureRecord, drawSlide, { size });
    files = built.files;
    pptx = pptxOf(built);
    parts = await unzip(pptx);
  });

  test("is the slide's title, and its question a placeholder above it", async () => {
    const shapes = shapesOf(parts, 3);
    expect([...shapes.keys()].slice(0, 2)).toEqual(["title", "question"]);
    expect(shapes.get("title")?.words).toMatch(/^Es sind 95,1.%, und zwar/);
    expect(shapes.get("question")).toMatchObject({
      words: question,
      placeholder: "body",
    });
    expect(await lintPackage(pptx)).toEqual([]);
  });

  test("stands below its question, of one line or two, and over its evidence", () => {
    const html = String(files.get("slides.html"));
    for (const number of [3, 4]) {
      const [title, asked, shown] = [
        "title",
        "question",
        "(?:table|figure):\\w+",
      ].map((name) => placeIn(html, number, name));
      if (!title || !asked || !shown) throw new Error("not all there");
      expect(title.top).toBeGreaterThanOrEqual(asked.top + asked.height);
      expect(shown.top).toBeGreaterThan(title.top + 0.4);
    }
  });

  test("is listed by its question on the slide of questions and in the sheet", () => {
    const asked = [question, long, "Warum steht hier die Frage selbst?"];
    expect(deck.slides.slice(2).map((each) => plain(headOf(each)))).toEqual(
      asked,
    );
    const listed = shapesOf(parts, 2).get("text")?.words ?? "";
    const sheet = String(files.get("questions.md"));
    for (const [index, each] of asked.entries()) {
      expect(listed).toContain(each);
      expect(sheet).toContain(`## ${index + 1}. ${each}\n`);
    }
  });
});

test("a slide keeps its name in the file when its question gets an answer", () => {
  const keyOf = (slide: string) =>
    read(`# One is a claim\n\n---\n\n# Questions\n\n---\n\n${slide}\n`)
      .slides[2]?.key;
  expect(keyOf("Why is\nthat so?\n\n# Because it is")).toBe(
    keyOf("# Why is that so?"),
  );
});

test.each([
  [
    "above a talk's heading",
    "Words\n\n# One is a claim",
    5,
    "behind # Questions",
  ],
  [
    "a second time",
    "# One is\n\n---\n\n# Questions\n\n---\n\nWhy?\n\nAnd how?\n\n# So",
    15,
    "in one paragraph",
  ],
  [
    "as a figure",
    "# One is\n\n---\n\n# Questions\n\n---\n\n::figure{#shift}\n\n# So",
    13,
    "put it below the heading",
  ],
])("a question %s is refused at its line", (_, body, line, hint) => {
  expect(read(body).findings).toMatchObject([
    {
      rule: "DK-01",
      severity: "error",
      line,
      hint: expect.stringContaining(hint),
    },
  ]);
});

interface Shape {
  readonly words: string;
  readonly placeholder: string | undefined;
}

/** The shapes of a slide by their names, in reading order. */
function shapesOf(parts: Parts, number: number): Map<string, Shape> {
  const xml = parseXml(textOf(parts, `ppt/slides/slide${number}.xml`));
  return new Map(
    all(xml, "p:sp").map((shape: Element) => [
      all(shape, "p:cNvPr")[0]?.getAttribute("name") ?? "",
      {
        words: all(shape, "a:t")
          .map((each) => each.textContent)
          .join(""),
        placeholder: all(shape, "p:ph")[0]?.getAttribute("type") ?? undefined,
      },
    ]),
  );
}

/** Inches from the top, and inches high, as the browser places it. */
function placeIn(html: string, number: number, name: string) {
  const slide = html.split(/<section class="slide"/)[number] ?? "";
  const [, style = ""] =
    new RegExp(`data-name="${name}"[^>]*style="([^"]*)"`).exec(slide) ?? [];
  const inches = (key: string) =>
    Number(new RegExp(`(?:^|;)${key}:([\\d.]+)in`).exec(style)?.[1]);
  return { top: inches("top"), height: inches("height") };
}

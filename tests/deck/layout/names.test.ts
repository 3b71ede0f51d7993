import { describe, expect, test } from "vitest";
import { arrange } from "../../../src/deck/layout/arrange.ts";
import { nameOnce, shapeName } from "../../../src/deck/layout/names.ts";
import { all, parseXml } from "../../../src/deck/package/xml.ts";
import { namesOf, textOf, unzip } from "../../../src/deck/package/zip.ts";
import { placeSource } from "../../../src/deck/pointing/source.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { readTheme } from "../../../src/deck/theme.ts";
import {
  buildTorture,
  torturePath,
  tortureRecord,
  tortureSources,
} from "../torture.ts";

const theme = readTheme("light");

/** The names of what is placed on the second slide, whose body is `text`. */
function names(text: string): string[] {
  const whole = `---\ntitle: T\n---\n\n# It is so\n\n---\n\n# It is\n\n${text}\n`;
  const deck = readDeck(whole, torturePath, tortureRecord, tortureSources);
  const slide = deck.slides[1];
  if (slide === undefined) throw new Error("no second slide");
  return arrange(slide, deck, theme).items.map((each) => each.name);
}

describe("a shape is called after what it shows", () => {
  test.each([
    ["- one\n- two", ["title", "text"]],
    ["**:number[l1]** or so", ["title", "text"]],
    ["**:percent[accuracy]**\n\nof them", ["title", "number:accuracy", "text"]],
    ["**many**", ["title", "number"]],
    [
      ":::figure{#shift}\nA caption\n:::",
      ["title", "figure:shift", "caption:shift"],
    ],
    ["::table{#scores}\n\nBelow", ["title", "table:scores", "text"]],
    ["| a |\n|---|\n| 1 |", ["title", "table"]],
    ["::output{#distances}", ["title", "output:distances"]],
    ["```ts\nlet a;\n```", ["title", "listing"]],
    [
      "### A\n\n::figure{#shift}\n\n### B\n\n::figure{#shift}",
      ["title", "heading", "figure:shift", "heading-2", "figure:shift-2"],
    ],
    [
      "### A\n\n- a\n\n### B\n\n- b",
      ["title", "heading", "text", "heading-2", "text-2"],
    ],
  ])("%j", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test("whatever stands beside it", () => {
    expect(names("::figure{#shift}")).toContain("figure:shift");
    expect(names("- a line\n\n::figure{#shift}")).toContain("figure:shift");
  });
});

test("a name that is wanted by something else is not taken for what comes again", () => {
  const wanted = ["figure:a", "figure:a", "figure:a-2", "figure:a"];
  const given = nameOnce(wanted.map((name) => ({ name })));
  expect(given.map((each) => each.name)).toEqual([
    "figure:a",
    "figure:a-3",
    "figure:a-2",
    "figure:a-4",
  ]);
  expect(nameOnce([{ name: "slide-number" }])).toEqual([
    { name: "slide-number-2" },
  ]);
});

test("whatever a region is called, its shape's name is letters, digits and dashes", () => {
  expect(shapeName("listing", 'a<b> & "c"')).toBe("listing:a-b-c-");
  expect(shapeName("listing", "")).toBe("listing");
});

test("every shape of every slide and page of notes has its name in the file, once", async () => {
  const { deck, pptx } = await buildTorture("light");
  const parts = await unzip(pptx);
  const written = (kind: string) =>
    namesOf(parts, new RegExp(`^ppt/${kind}/[^/]+\\.xml$`)).map((part) =>
      all(parseXml(textOf(parts, part)), "p:cNvPr")
        // The first is that of the slide itself.
        .slice(1)
        .map((each) => each.getAttribute("name")),
    );
  const placed = placeSource(
    deck.slides.map((slide) => arrange(slide, deck, theme)),
    deck,
    "where the numbers come from",
    theme,
  );
  expect(written("slides")).toEqual(
    placed.map(({ items }) => [
      ...items.map((each) => each.name),
      "slide-number",
    ]),
  );
  for (const each of written("slides"))
    expect(new Set(each).size).toBe(each.length);
  expect(new Set(written("notesSlides").map(String))).toEqual(
    new Set(["slide-image,notes,slide-number"]),
  );
});

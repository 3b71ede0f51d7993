import validate from "@ooxml-tools/validate";
import { beforeAll, describe, expect, test } from "vitest";
import { finish } from "../../../src/deck/package/passes.ts";
import { readSheet } from "../../../src/deck/package/sheet.ts";
import { all, child, parseXml } from "../../../src/deck/package/xml.ts";
import {
  bytesOf,
  namesOf,
  type Parts,
  textOf,
  unzip,
} from "../../../src/deck/package/zip.ts";
import { lintPackage } from "../../../src/deck/rules/package.ts";
import { readTheme } from "../../../src/deck/theme.ts";
import { newPresentation } from "../../../src/deck/write/pptxgen.ts";

/** No slide of it is planned: all that is done is mending. */
const plan = {
  slides: [],
  theme: readTheme("light"),
  language: "de-DE",
  date: "2001-02-03T04:05:06Z",
};

/** What pptxgenjs gets wrong, in one deck: charts, tables, mixed runs, fills, sections, notes. */
async function careless(): Promise<Buffer> {
  const pptx = newPresentation();
  pptx.title = "Careless";
  pptx.defineSlideMaster({
    title: "Master",
    background: { color: "FFFFFF" },
    objects: [
      {
        placeholder: {
          options: { name: "title", type: "title", x: 1, y: 0.2, w: 8, h: 1 },
          text: "Title",
        },
      },
    ],
  });
  const slide = pptx.addSlide({ masterName: "Master" });
  slide.addText("A title", { placeholder: "title" });
  slide.addText(
    [
      { text: "mixed ", options: { align: "left" } },
      { text: "bold", options: { bold: true, align: "left" } },
    ],
    { x: 1, y: 1, w: 4, h: 1 },
  );
  slide.addShape("rect", { x: 5, y: 1, w: 1, h: 1, fill: { color: "CCCCCC" } });
  slide.addTable(
    [
      [{ text: "a" }, { text: "b" }],
      [{ text: "1" }, { text: "2" }],
    ],
    { x: 1, y: 2, w: 4, h: 1 },
  );
  slide.addNotes("First.\nSecond.");
  const data = [
    { name: "one", labels: ["a", "b", "c"], values: [1, 0, 3] },
    { name: "two", labels: ["a", "b", "c"], values: [3, 2, 1] },
  ];
  pptx.addSlide({ masterName: "Master" });
  for (const title of ["one", "two", "three"]) {
    const charted = pptx.addSlide({
      masterName: "Master",
    });
    charted.addText(title, { placeholder: "title" });
    charted.addChart("bar", data, {
      x: 1,
      y: 1,
      w: 6,
      h: 4,
      altText: "A chart of three values, twice",
    });
  }
  const colored = pptx.addSlide({ masterName: "Master" });
  colored.addText("scatter", { placeholder: "title" });
  colored.addChart("bar", data.slice(0, 1), {
    x: 1,
    y: 1,
    w: 4,
    h: 4,
    chartColors: ["FF0000", "00FF00", "0000FF"],
    altText: "Three bars of three colours",
  });
  colored.addChart(
    "scatter",
    [
      { name: "x", values: [1, 2, 3] },
      { name: "y", values: [1, Number.NaN, 0] },
    ],
    { x: 5, y: 1, w: 4, h: 4, altText: "Two points and a gap between" },
  );
  return Buffer.from(
    (await pptx.write({ outputType: "nodebuffer" })) as Uint8Array,
  );
}

describe("finish", () => {
  let raw: Buffer;
  let done: Buffer;
  let parts: Parts;
  beforeAll(async () => {
    raw = await careless();
    done = await finish(raw, plan);
    parts = await unzip(done);
  });
  const slide = (number: number) =>
    parseXml(textOf(parts, `ppt/slides/slide${number}.xml`));
  const chart = (number: number) =>
    parseXml(textOf(parts, `ppt/charts/chart${number}.xml`));

  test("leaves the Open XML SDK nothing of what it says about the same deck before", async () => {
    expect(
      (await validate(new Uint8Array(raw), "pptx")).length,
    ).toBeGreaterThan(5);
    expect(await validate(new Uint8Array(done), "pptx")).toEqual([]);
  });

  test("leaves the package lint nothing", async () => {
    const rules = (bytes: Buffer) =>
      lintPackage(bytes).then((found) =>
        found.filter((each) => each.rule.startsWith("PX")),
      );
    expect((await rules(raw)).length).toBeGreaterThan(10);
    expect(await rules(done)).toEqual([]);
  });

  test("changes nothing when done again", async () => {
    expect((await finish(done, plan)).equals(done)).toBe(true);
  });

  test("gives the same bytes for the same deck later in the process", async () => {
    expect((await finish(await careless(), plan)).equals(done)).toBe(true);
  });

  test("keeps paragraph properties once, in front", () => {
    for (const paragraph of all(slide(1), "a:p")) {
      expect(all(paragraph, "a:pPr").length).toBeLessThanOrEqual(1);
    }
  });

  test("gives the title placeholder no index", () => {
    const [title] = all(slide(1), "p:ph");
    expect(title?.getAttribute("type")).toBe("title");
    expect(title?.hasAttribute("idx")).toBe(false);
    expect(title?.hasAttribute("hasCustomPrompt")).toBe(false);
  });

  test("drops a placeholder that nobody filled", () => {
    expect(all(slide(2), "p:ph")).toEqual([]);
  });

  test("marks the first row of a table as its head", () => {
    expect(all(slide(1), "a:tblPr")[0]?.getAttribute("firstRow")).toBe("1");
  });

  test("makes a paragraph of each line of the notes, in the deck's language", () => {
    const notes = parseXml(textOf(parts, "ppt/notesSlides/notesSlide1.xml"));
    const texts = all(notes, "a:p").map((each) =>
      all(each, "a:t")
        .map((text) => text.textContent)
        .join(""),
    );
    expect(texts).toEqual(expect.arrayContaining(["First.", "Second."]));
    expect(
      all(notes, "a:rPr").every(
        (each) => each.getAttribute("lang") === "de-DE",
      ),
    ).toBe(true);
  });

  test("gives every chart two axes, and bars alone what is theirs", () => {
    for (const number of [1, 2, 3, 4, 5])
      expect(all(chart(number), "c:axId").length).toBe(4);
    expect(all(chart(5), "c:invertIfNegative")).toEqual([]);
  });

  test("leaves a gap out of cache and sheet, and keeps a zero in both", async () => {
    const [cache] = all(chart(5), "c:yVal");
    expect(
      cache &&
        all(cache, "c:pt").map((each) => child(each, "c:v")?.textContent),
    ).toEqual(["1", "0"]);
    const scatter = await readSheet(
      bytesOf(parts, "ppt/embeddings/Microsoft_Excel_Worksheet5.xlsx"),
    );
    expect([scatter.get("B2"), scatter.get("B3"), scatter.get("B4")]).toEqual([
      1,
      undefined,
      0,
    ]);
    const bars = await readSheet(
      bytesOf(parts, "ppt/embeddings/Microsoft_Excel_Worksheet2.xlsx"),
    );
    expect(bars.get("B3")).toBe(0);
  });

  test("dates the file and its workbooks as told, and names the language", async () => {
    expect(textOf(parts, "docProps/core.xml")).toContain(
      "<dc:language>de-DE</dc:language>",
    );
    const workbooks = namesOf(parts, /\.xlsx$/).map((name) =>
      unzip(bytesOf(parts, name)),
    );
    for (const each of [parts, ...(await Promise.all(workbooks))]) {
      const dates = textOf(each, "docProps/core.xml").match(
        /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
      );
      expect(dates).toEqual([plan.date, plan.date]);
    }
  });
});

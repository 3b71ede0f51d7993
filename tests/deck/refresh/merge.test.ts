import validate from "@ooxml-tools/validate";
import { expect, test } from "vitest";
import { Package } from "../../../src/deck/package/package.ts";
import { readSheet } from "../../../src/deck/package/sheet.ts";
import {
  all,
  child,
  children,
  fragment,
  remove,
} from "../../../src/deck/package/xml.ts";
import { mergeDeck } from "../../../src/deck/refresh/merge.ts";
import { formatReport } from "../../../src/deck/refresh/report.ts";
import { before, now } from "./decks.ts";
import { edits, slidesOf } from "./edits.ts";
import { checkScripts } from "./script.ts";

/** The words of every slide of a deck, in its order. */
async function wordsOf(bytes: Buffer): Promise<string[]> {
  const deck = await Package.open(bytes);
  return slidesOf(deck).map((part) =>
    all(deck.document(part), "a:r")
      .map((each) => each.textContent)
      .join("|"),
  );
}

/** The bytes of every picture of a deck, slide by slide. */
async function picturesOf(bytes: Buffer): Promise<unknown[]> {
  const deck = await Package.open(bytes);
  return slidesOf(deck).map((part) =>
    all(deck.document(part), "a:blip").map((each) => {
      const id = each.getAttribute("r:embed") ?? "";
      return deck.content(deck.related(part, { id }));
    }),
  );
}

/** Merges what a person made of the deck of before. */
async function refreshed(change: (deck: Package) => void) {
  const deck = await Package.open(await before);
  change(deck);
  const hers = await deck.save();
  const done = await mergeDeck(hers, await before, await now);
  return {
    ...done,
    hers: await Package.open(hers),
    merged: await Package.open(done.bytes),
    report: formatReport(done),
    words: await wordsOf(done.bytes),
  };
}

/** A shape of a slide, by its name. */
function shapeOn(deck: Package, part: string, name: string) {
  const found = all(deck.document(part), "p:cNvPr").find(
    (each) => each.getAttribute("name") === name,
  );
  const shape = found?.parentNode?.parentNode;
  if (!shape) throw new Error(`no ${name} on ${part}`);
  return shape as ReturnType<Package["root"]>;
}

const slide = (number: number) => `ppt/slides/slide${number}.xml`;

function say(deck: Package, number: number, name: string, text: string) {
  const [first, ...others] = all(shapeOn(deck, slide(number), name), "a:t");
  for (const each of others) each.textContent = "";
  if (first !== undefined) first.textContent = text;
}

test("whatever a person did, the merged deck is sound, holds all of it, and is done at once", () =>
  checkScripts(12));

test("after everything that a person may do, the Open XML SDK has nothing to say", async () => {
  const { bytes } = await refreshed((deck) => {
    // A comment names its author in a part that the edit does not make.
    for (const [index, [name, edit]] of Object.entries(edits).entries())
      if (name !== "comment") edit(deck, index * 9 + 3);
  });
  expect(await validate(new Uint8Array(bytes), "pptx")).toEqual([]);
});

test("a deck that nobody touched says and shows what the new one does", async () => {
  const { bytes, words, slides } = await refreshed(() => {});
  expect(words).toEqual(await wordsOf(await now));
  const pictures = await picturesOf(bytes);
  // The art of the title, and two figures that are no charts.
  expect(pictures.flat()).toHaveLength(3);
  expect(pictures).toEqual(await picturesOf(await now));
  const kinds = slides.flatMap((each) => each.notices.map(({ kind }) => kind));
  expect(new Set(kinds)).toEqual(new Set(["renewed"]));
});

test("words of hers stay; a number in them changes where it stands once, and what she must decide is listed first", async () => {
  const { words, report } = await refreshed((deck) => {
    say(deck, 1, "title", "95.1% of all digits, and nothing learned");
    say(deck, 2, "title", "It is all the same");
    say(deck, 6, "number:l1", "0.1114, or 0.1114 again");
  });
  expect(words[0]).toMatch(/^87\.6% of all digits, and nothing learned\|/);
  expect(words[1]).toMatch(/^It is all the same\|/);
  expect(words[1]).toContain("Both call 1999 digits");
  expect(words[6]).toMatch(/0\.1114, or 0\.1114 again/);
  expect(report).toMatch(
    /^# [^#]+## Titles for you to decide\n\n- slide 2 “It is all the same”, title: now says “One distance is better”\n\n## Could not be placed\n\n- slide 7 [^\n]+, number:l1: now says “0\.2222”\n/,
  );
});

test("what she moved stays there with the new picture in it, and what she deleted stays deleted", async () => {
  const { merged, report } = await refreshed((deck) => {
    const picture = shapeOn(deck, slide(5), "figure:means");
    for (const each of all(picture, "a:off")) each.setAttribute("x", "777777");
    remove(shapeOn(deck, slide(3), "caption:shift"));
    for (const each of all(deck.document("ppt/presentation.xml"), "p:sldId"))
      if (each.getAttribute("id") === "261") remove(each);
    for (const each of deck.relations("ppt/presentation.xml"))
      if (each.getAttribute("Target") === "slides/slide6.xml") remove(each);
  });
  const picture = shapeOn(merged, slide(5), "figure:means");
  expect(all(picture, "a:off")[0]?.getAttribute("x")).toBe("777777");
  const id = all(picture, "a:blip")[0]?.getAttribute("r:embed") ?? "";
  const fresh = await Package.open(await now);
  const wanted = shapeOn(fresh, slide(6), "figure:means");
  const wantedId = all(wanted, "a:blip")[0]?.getAttribute("r:embed") ?? "";
  expect(merged.content(merged.related(slide(5), { id }))).toEqual(
    fresh.content(fresh.related(slide(6), { id: wantedId })),
  );
  expect(() => shapeOn(merged, slide(3), "caption:shift")).toThrow();
  expect(slidesOf(merged)).not.toContain(slide(6));
  expect(report).toContain("figure:means: its place");
  expect(report).toContain("caption:shift: deleted by you");
});

test("a chart gets its numbers in cache and workbook, and keeps colour and range of hers", async () => {
  const { merged } = await refreshed((deck) => {
    const chart = deck.root("ppt/charts/chart1.xml");
    for (const each of all(chart, "c:max").slice(-1))
      each.setAttribute("val", "123");
    const [color] = all(chart, "a:schemeClr");
    color?.parentNode?.replaceChild(
      fragment(color, '<a:srgbClr val="ABCDEF"/>'),
      color,
    );
  });
  const part = "ppt/charts/chart1.xml";
  const chart = merged.root(part);
  expect(all(chart, "c:max").at(-1)?.getAttribute("val")).toBe("123");
  expect(String(chart)).toContain("ABCDEF");
  const values = all(chart, "c:yVal").flatMap((each) => all(each, "c:v"));
  const shown = values.map((each) => Number(each.textContent));
  expect(shown[0]).toBeCloseTo(95.1 * 0.9);
  const workbook = merged.related(part, { type: "package" });
  const sheet = await readSheet(Buffer.from(merged.content(workbook)));
  expect([...sheet.values()]).toEqual(expect.arrayContaining(shown));
});

test("a table keeps the look of hers, and a new row takes it from the row above", async () => {
  const { merged, words } = await refreshed((deck) => {
    const table = shapeOn(deck, slide(4), "table:scores");
    for (const each of all(table, "a:tcPr")) {
      for (const fill of children(each, "a:solidFill")) remove(fill);
      each.appendChild(
        fragment(each, '<a:solidFill><a:srgbClr val="ABCDEF"/></a:solidFill>'),
      );
    }
    const [, row] = all(table, "a:tr");
    const [cell] = row === undefined ? [] : all(row, "a:t");
    if (cell !== undefined) cell.textContent = "L1, as I call it";
  });
  const rows = all(shapeOn(merged, slide(4), "table:scores"), "a:tr");
  expect(rows).toHaveLength(4);
  for (const cell of rows.flatMap((each) => all(each, "a:tcPr")))
    expect(String(child(cell, "a:solidFill"))).toContain("ABCDEF");
  expect(words[4]).toContain(
    "L1, as I call it|87.65%|91.68%|98.54%|RMSE, root of the mean square|84.76%|91.19%|98.25%|L4, for those who ask|80.11%",
  );
});

test("a slide that is gone from deck.md stays where she changed it, and parts of her own keep their bytes", async () => {
  const { hers, merged, words, report } = await refreshed((deck) => {
    say(deck, 7, "title", "This slide is mine");
    deck.set("customXml/item9.xml", "<hers/>");
  });
  expect(words.at(-1)).toMatch(/^This slide is mine/);
  expect(report).toContain("“This slide is mine”, slide: no longer in deck.md");
  expect(merged.content("customXml/item9.xml")).toBe("<hers/>");
  expect(merged.content(slide(7))).toEqual(hers.content(slide(7)));
});

test("sections of hers name every slide, the new one and no slide that went", async () => {
  const ids = (deck: Package, name: string) =>
    all(deck.document("ppt/presentation.xml"), name).map((each) =>
      each.getAttribute("id"),
    );
  const { bytes, merged } = await refreshed((deck) => {
    const listed = ids(deck, "p:sldId").map((id) => `<p14:sldId id="${id}"/>`);
    const part = "ppt/presentation.xml";
    const text = String(deck.content(part)).replace(
      "</p:presentation>",
      `<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Mine" id="{11111111-2222-4333-8444-555555555555}"><p14:sldIdLst>${listed.join("")}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>`,
    );
    deck.set(part, text);
  });
  expect(ids(merged, "p14:sldId")).toEqual(ids(merged, "p:sldId"));
  expect(await validate(new Uint8Array(bytes), "pptx")).toEqual([]);
});

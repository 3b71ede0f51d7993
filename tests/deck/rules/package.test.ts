import JSZip from "jszip";
import { beforeAll, describe, expect, test } from "vitest";
import { buildDeck } from "../../../src/deck/build.ts";
import {
  bytesOf,
  type Parts,
  textOf,
  unzip,
  zip,
} from "../../../src/deck/package/zip.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { lintPackage } from "../../../src/deck/rules/package.ts";
import { newPresentation } from "../../../src/deck/write/pptxgen.ts";
import {
  drawSlide,
  pptxOf,
  torturePath,
  tortureRecord,
  tortureSources,
} from "../torture.ts";

const text = `---
title: A talk
---

# It is a claim

<!-- Hello. -->

---

# It moves

::figure{#shift}

<!-- So. -->

---

# It is counted

::figure{#confusion}

<!-- So. -->
`;

let sound: Buffer;
beforeAll(async () => {
  const deck = readDeck(text, torturePath, tortureRecord, tortureSources);
  sound = pptxOf(await buildDeck(deck, tortureRecord, drawSlide));
});

/** The rules that the sound package breaks once `change` was made to it. */
async function broken(change: (parts: Parts) => void): Promise<string[]> {
  const parts = await unzip(sound);
  change(parts);
  return rules(await zip(parts));
}

async function rules(bytes: Buffer): Promise<string[]> {
  return [
    ...new Set((await lintPackage(bytes)).map((each) => each.rule)),
  ].sort();
}

const replace =
  (name: string, from: string | RegExp, to: string) => (parts: Parts) => {
    const before = textOf(parts, name);
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    parts.set(name, after);
  };

const slide = "ppt/slides/slide1.xml";
const chart = "ppt/charts/chart1.xml";

describe("the package lint", () => {
  test("finds nothing in a package of ours", async () => {
    expect(await broken(() => {})).toEqual([]);
  });

  test.each<[string, string, (parts: Parts) => void]>([
    [
      "a type for a part that is not there",
      "PX-02",
      replace(
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/ppt/slideMasters/slideMaster2.xml" ContentType="x"/></Types>',
      ),
    ],
    [
      "a type for an ending that no part has",
      "PX-02",
      replace(
        "[Content_Types].xml",
        "</Types>",
        '<Default Extension="m4v" ContentType="video/mp4"/></Types>',
      ),
    ],
    [
      "a relation that leads nowhere",
      "PX-03",
      replace(
        "ppt/slides/_rels/slide1.xml.rels",
        "notesSlide1.xml",
        "notesSlide9.xml",
      ),
    ],
    [
      "a part that nothing leads to",
      "PX-03",
      (parts) => parts.set("ppt/slides/slide9.xml", textOf(parts, slide)),
    ],
    [
      "an id that its relations lack",
      "PX-03",
      replace("ppt/slides/slide3.xml", /r:embed="[^"]+"/, 'r:embed="rId99"'),
    ],
    ["a control character", "PX-04", replace(slide, "</a:t>", "\u0001</a:t>")],
    ["a tag that is not closed", "PX-04", replace(slide, "</p:sp>", "")],
    [
      "an id used twice",
      "PX-05",
      replace(slide, /<p:cNvPr id="2"/, '<p:cNvPr id="1"'),
    ],
    [
      "a name used twice",
      "PX-05",
      replace(
        "ppt/slides/slide3.xml",
        /name="figure:confusion"/,
        'name="title"',
      ),
    ],
    [
      "notes that share the slides' theme",
      "PX-06",
      replace(
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        "theme2",
        "theme1",
      ),
    ],
    [
      "a presentation out of order",
      "PX-06",
      replace(
        "ppt/presentation.xml",
        /(<p:notesMasterIdLst>.*<\/p:notesMasterIdLst>)(<p:sldIdLst>.*<\/p:sldIdLst>)/,
        "$2$1",
      ),
    ],
    [
      "paragraph properties behind a run",
      "PX-07",
      replace(slide, "</a:r>", "</a:r><a:pPr/>"),
    ],
    [
      "a shape without a text body",
      "PX-07",
      replace(
        "ppt/slideLayouts/slideLayout2.xml",
        /<p:txBody>(?:(?!<p:txBody>).)*<\/p:txBody><\/p:sp><\/p:spTree>/,
        "</p:sp></p:spTree>",
      ),
    ],
    [
      "a chart that shows what its sheet does not hold",
      "PX-08",
      replace(chart, "<c:v>95.1</c:v>", "<c:v>96.1</c:v>"),
    ],
    [
      "a chart value that is no number",
      "PX-08",
      replace(chart, "<c:v>95.1</c:v>", "<c:v>NaN</c:v>"),
    ],
    [
      "a chart with three axes",
      "PX-08",
      replace(chart, "</c:scatterChart>", '<c:axId val="3"/></c:scatterChart>'),
    ],
    [
      "a picture that is none",
      "PX-09",
      (parts) =>
        parts.set(
          [...parts.keys()].find((name) => name.endsWith(".png")) ?? "",
          Buffer.from("<svg/>"),
        ),
    ],
    [
      "a file without a language",
      "PX-11",
      replace("docProps/core.xml", /<dc:language>.*<\/dc:language>/, ""),
    ],
    [
      "a path of a machine",
      "PX-12",
      replace(
        "ppt/slides/slide3.xml",
        /descr="/,
        'descr="/home/someone/picture.png ',
      ),
    ],
    [
      "a link that is not https",
      "PX-13",
      replace(
        "ppt/slides/_rels/slide1.xml.rels",
        "</Relationships>",
        '<Relationship Id="rId77" Type="x" Target="http://a.org" TargetMode="External"/></Relationships>',
      ),
    ],
    [
      "a slide without a title",
      "DK-01",
      replace(slide, 'type="title"', 'type="body"'),
    ],
    [
      "text of eight points",
      "DK-05",
      replace(slide, "<a:rPr", '<a:rPr sz="800"'),
    ],
    [
      "a picture without words",
      "DK-08",
      replace("ppt/slides/slide3.xml", /descr="[^"]*"/, 'descr="figure"'),
    ],
    [
      "a chart that leaves the slide",
      "DK-11",
      replace(
        "ppt/slides/slide2.xml",
        /<p:xfrm><a:off x="\d+"/,
        '<p:xfrm><a:off x="9000000"',
      ),
    ],
    [
      "a font that a reader may lack",
      "DK-13",
      replace(
        slide,
        /<a:rPr lang="en-US" dirty="0"\/>/,
        '<a:rPr lang="en-US"><a:latin typeface="Papyrus"/></a:rPr>',
      ),
    ],
    [
      "text that shrinks",
      "DK-10",
      replace(slide, "<a:bodyPr/>", "<a:bodyPr><a:normAutofit/></a:bodyPr>"),
    ],
    ["two languages", "DK-15", replace(slide, 'lang="en-US"', 'lang="de-DE"')],
    [
      "notes in another language",
      "DK-15",
      replace(
        "ppt/notesSlides/notesSlide2.xml",
        'lang="en-US"',
        'lang="de-DE"',
      ),
    ],
    [
      "a chart in another language",
      "DK-15",
      replace(chart, 'lang="en-US"', 'lang="de-DE"'),
    ],
    [
      "a picture that is stretched",
      "DK-16",
      replace("ppt/slides/slide3.xml", /(<p:pic>.*?<a:ext cx="\d+)/, "$10"),
    ],
    [
      "a chart at the slide's edge",
      "DK-11",
      replace(
        "ppt/slides/slide2.xml",
        /<p:xfrm><a:off x="\d+"/,
        '<p:xfrm><a:off x="100000"',
      ),
    ],
    [
      "a shape smaller than nothing",
      "PX-07",
      replace("ppt/slides/slide3.xml", /(<p:pic>.*?<a:ext cx=")/, "$1-"),
    ],
    [
      "two kinds of chart in one",
      "PX-08",
      replace(chart, "</c:scatterChart>", "</c:scatterChart><c:barChart/>"),
    ],
    [
      "a company",
      "DK-10",
      replace(
        "docProps/app.xml",
        "<Company/>",
        "<Company>Somebody Ltd</Company>",
      ),
    ],
    [
      "a relation to a path of a machine",
      "PX-12",
      replace(
        "ppt/slides/_rels/slide3.xml.rels",
        "../media/",
        "/home/someone/media/",
      ),
    ],
  ])("finds %s", async (_, rule, change) => {
    expect(await broken(change)).toContain(rule);
  });

  test("finds folders, stored entries and dates of the clock in the archive", async () => {
    const archive = await JSZip.loadAsync(sound);
    archive.folder("ppt/empty");
    const bytes = await archive.generateAsync({
      type: "nodebuffer",
      compression: "STORE",
    });
    const messages = (await lintPackage(bytes)).map((each) => each.message);
    expect(messages).toContain("it lists folders");
    expect(messages).toContain("an entry is not deflated");
  });

  test("finds a part of every kind that is taken away, and any file that is none", async () => {
    const kinds = new Map(
      [...(await unzip(sound)).keys()].map((name) => [
        name.replace(/\d+/g, ""),
        name,
      ]),
    );
    for (const [kind, name] of kinds) {
      const found = await broken((without) => without.delete(name));
      // What a part leads to it may do without.
      if (!kind.endsWith(".rels")) expect(found, name).not.toEqual([]);
    }
    for (const bytes of [Buffer.alloc(0), sound.subarray(0, 5000)])
      expect(await rules(bytes)).toEqual(["PX-03"]);
  });

  test("finds a workbook whose sheet cannot be read", async () => {
    const book = "ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx";
    const sheets = await unzip(bytesOf(await unzip(sound), book));
    sheets.set("xl/worksheets/sheet1.xml", "<worksheet>");
    const bytes = await zip(sheets);
    expect(await broken((parts) => parts.set(book, bytes))).not.toEqual([]);
  });

  test("finds in what pptxgenjs writes what PowerPoint would repair", async () => {
    const pptx = newPresentation();
    pptx.addSlide().addText([
      { text: "one", options: { bullet: true } },
      { text: "two", options: { align: "left" } },
    ]);
    pptx.addSlide().addText("two");
    const bytes = await pptx.write({ outputType: "nodebuffer" });
    expect(await rules(Buffer.from(bytes as Uint8Array))).toEqual(
      expect.arrayContaining(["PX-01", "PX-02", "PX-06", "PX-11"]),
    );
  });
});

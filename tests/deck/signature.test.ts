import { expect, test } from "vitest";
import { buildDeck } from "../../src/deck/build.ts";
import { bytesOf, namesOf, textOf, unzip } from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import type { Signature } from "../../src/signature.ts";
import { drawSlide, pptxOf, torturePath, tortureRecord } from "./torture.ts";

const course: Signature = {
  course: "Deep Learning, spring",
  session: { date: "2026-12-03", time: "18:30" },
};

/** The parts of a deck with these keys in its front matter, and these settings. */
async function build(keys: string, settings: Signature) {
  const text = `---\ntitle: T\nsubtitle: S\n${keys}---\n\n# It is so\n\n<!-- So. -->\n\n---\n\n# It moves\n\n::figure{#shift}\n\n<!-- So. -->\n`;
  const deck = readDeck(text, torturePath, tortureRecord, {}, settings);
  expect(deck.findings).toEqual([]);
  const pptx = pptxOf(await buildDeck(deck, tortureRecord, drawSlide));
  return { pptx, parts: await unzip(pptx) };
}

test("a title slide says who speaks, for which course and when, as far as it is known", async () => {
  const { parts } = await build("", { ...course, author: "Ada Lovelace" });
  const slide = textOf(parts, "ppt/slides/slide1.xml");
  expect(slide).toContain(
    "Ada Lovelace · Deep Learning, spring · 3 December 2026<",
  );
  expect(slide).toContain('name="signature"');
  const short = await build("", { author: "Ada", handle: "@ada" });
  expect(textOf(short.parts, "ppt/slides/slide1.xml")).toContain(
    ">Ada (@ada)<",
  );
});

test("front matter says it for one deck, and wins", async () => {
  const { parts } = await build(
    "author: Grace\ncourse: COBOL\nsession: 2026-12-10\n",
    { ...course, author: "Ada" },
  );
  expect(textOf(parts, "ppt/slides/slide1.xml")).toContain(
    ">Grace · COBOL · 10 December 2026<",
  );
});

test("the file's properties, and its workbooks', name the author", async () => {
  const { parts } = await build("", { author: "Ada & Co" });
  const core = textOf(parts, "docProps/core.xml");
  expect(core).toContain("<dc:creator>Ada &amp; Co</dc:creator>");
  expect(core).toContain("<cp:lastModifiedBy>Ada &amp; Co<");
  const [book = ""] = namesOf(parts, /\.xlsx$/);
  const inside = await unzip(bytesOf(parts, book));
  expect(textOf(inside, "docProps/core.xml")).toContain("Ada &amp; Co<");
});

test("a deck that nobody signs is the same bytes, whatever its course", async () => {
  const unsigned = await build("", {});
  expect((await build("", course)).pptx.equals(unsigned.pptx)).toBe(true);
});

test("a signature that is too long for its line is an error, and nothing is cut", async () => {
  await expect(
    build("", { author: "A. ".repeat(33), course: "B. ".repeat(33) }),
  ).rejects.toThrow("does not fit on slide 1, signature: 2 lines where 1 fit");
});

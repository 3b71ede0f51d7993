import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { all, parseXml } from "../../src/deck/package/xml.ts";
import { namesOf, textOf, unzip } from "../../src/deck/package/zip.ts";
import { buildTorture } from "./torture.ts";

const run = promisify(execFile);

function missing(): string | undefined {
  for (const [program, flag] of [
    ["soffice", "--version"],
    ["pdftotext", "-v"],
  ] as const) {
    try {
      execFileSync(program, [flag], { stdio: "ignore" });
    } catch {
      return program;
    }
  }
  return undefined;
}

const lacking = missing();
if (lacking !== undefined)
  console.warn(`render tests skipped: ${lacking} is not installed`);

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

describe.skipIf(lacking !== undefined)("rendered by LibreOffice", () => {
  test.each([
    ["light", "16:9"],
    ["dark", "4:3"],
  ] as const)(
    "the %s deck of %s keeps every word on its page and in its box",
    async (theme, size) => {
      const { deck, pptx } = await buildTorture(theme, size);
      const folder = await mkdtemp(join(tmpdir(), "lectern-render-"));
      try {
        const pages = await renderWords(pptx, folder);
        expect(pages).toHaveLength(deck.slides.length);
        const boxes = await readBoxes(pptx);
        for (const [index, page] of pages.entries()) {
          expect(page.words.length).toBeGreaterThan(3);
          const room = boxes[index] ?? [];
          const lost = page.words.filter(
            (word) => !room.some((box) => inside(word.rect, box)),
          );
          expect(
            lost.map((word) => `slide ${index + 1}: ${word.text}`),
          ).toEqual([]);
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});

interface Page {
  readonly words: readonly { readonly text: string; readonly rect: Rect }[];
}

async function renderWords(pptx: Buffer, folder: string): Promise<Page[]> {
  await writeFile(join(folder, "deck.pptx"), pptx);
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  await run("soffice", [
    profile,
    "--headless",
    "--convert-to",
    "pdf",
    "--outdir",
    folder,
    join(folder, "deck.pptx"),
  ]);
  await run("pdftotext", [
    "-bbox",
    join(folder, "deck.pdf"),
    join(folder, "words.html"),
  ]);
  const html = await readFile(join(folder, "words.html"), "utf8");
  return html
    .split("<page ")
    .slice(1)
    .map((page) => ({
      words: [
        ...page.matchAll(
          /<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)/g,
        ),
      ].map(([, left, top, right, bottom, text = ""]) => ({
        text,
        rect: {
          left: Number(left),
          top: Number(top),
          right: Number(right),
          bottom: Number(bottom),
        },
      })),
    }));
}

/** Points in which a word may stand: the boxes of the slide and those of its layout, by slide. */
async function readBoxes(pptx: Buffer): Promise<Rect[][]> {
  const parts = await unzip(pptx);
  return namesOf(parts, /^ppt\/slides\/slide\d+\.xml$/).map((name) => {
    const rels = textOf(
      parts,
      name.replace("slides/", "slides/_rels/").concat(".rels"),
    );
    const layout = /slideLayout\d+\.xml/.exec(rels)?.[0];
    return [name, `ppt/slideLayouts/${layout}`].flatMap((part) =>
      rects(textOf(parts, part)),
    );
  });
}

/** EMU to points; LibreOffice hyphenates nothing, but hints glyphs: two points are allowed. */
function rects(xml: string): Rect[] {
  const document = parseXml(xml);
  return [...all(document, "a:xfrm"), ...all(document, "p:xfrm")].flatMap(
    (place) => {
      const number = (tag: string, name: string) =>
        Number(all(place, tag)[0]?.getAttribute(name)) / 12700;
      const [left, top] = [number("a:off", "x") - 2, number("a:off", "y") - 2];
      const [width, height] = [
        number("a:ext", "cx") + 4,
        number("a:ext", "cy") + 4,
      ];
      return width > 4
        ? [{ left, top, right: left + width, bottom: top + height }]
        : [];
    },
  );
}

/** pdftotext gives a word the height of the font's tallest glyph; an eighth is air. */
function inside(word: Rect, box: Rect): boolean {
  const air = (word.bottom - word.top) / 8;
  return (
    word.left >= box.left &&
    word.right <= box.right &&
    word.top + air >= box.top &&
    word.bottom - air <= box.bottom
  );
}

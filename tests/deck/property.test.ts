import fc from "fast-check";
import { expect, test } from "vitest";
import { clean } from "../../src/deck/clean.ts";
import type { Deck, Line, Slide } from "../../src/deck/deck.ts";
import { highlight } from "../../src/deck/highlight.ts";
import { arrange } from "../../src/deck/layout/arrange.ts";
import { finish } from "../../src/deck/package/passes.ts";
import { readDocument } from "../../src/deck/rules/archive.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { present } from "../../src/deck/write/present.ts";
import { languageOf } from "../../src/language.ts";

/** Any UTF-16 at all: controls, halves of surrogate pairs, noncharacters, markup. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 24 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    "]]>",
    "<!--",
    "&amp;",
    "\"'",
    "\u001b[31mred\u001b[0m",
    "\u0000",
    "\ud800",
    "\udc00\ud800",
    "\ufffe",
    "\ufffd",
    "a\r\nb",
    "𝔸😀",
  ),
);

const line: fc.Arbitrary<Line> = fc.array(
  fc.record(
    {
      text: anyText,
      bold: fc.boolean(),
      code: fc.boolean(),
      link: fc.constant("https://example.org/?a=1&b=<2>"),
    },
    { requiredKeys: ["text"] },
  ),
  { minLength: 1, maxLength: 3 },
);

const place = { line: 1, column: 1 };

const slide = (
  layout: Slide["layout"],
  title: Line,
  evidence: Slide["evidence"],
  notes: readonly Line[],
): Slide => ({
  number: 1,
  key: "title",
  part: "talk",
  layout,
  title: [{ text: "Title " }, ...title],
  place,
  evidence,
  columns: [],
  notes,
  notesPlace: place,
});

/** What only the author's words can be blamed for, and the other rules would have said. */
const ofWords = new Set(["DK-01", "DK-08", "DK-11", "PX-12", "PX-13"]);

test("whatever the words are, the package is sound", async () => {
  const theme = readTheme("light");
  await fc.assert(
    fc.asyncProperty(
      line,
      fc.array(line, { minLength: 1, maxLength: 3 }),
      anyText,
      async (title, lines, text) => {
        const deck: Deck = {
          path: "deck.md",
          title: `T${text}`,
          subtitle: text,
          author: "",
          signature: "",
          language: languageOf(),
          findings: [],
          slides: [
            slide(
              "statement",
              title,
              [
                {
                  kind: "lines",
                  place,
                  lines: lines.map((runs) => ({ runs, bullet: true })),
                },
              ],
              lines,
            ),
            slide(
              "table",
              title,
              [
                {
                  kind: "table",
                  name: text,
                  header: lines,
                  rows: [lines],
                  align: [],
                  place,
                },
              ],
              [title],
            ),
            slide(
              "code",
              title,
              [
                {
                  kind: "listing",
                  name: text,
                  file: undefined,
                  language: "typescript",
                  code: text,
                  place,
                },
              ],
              [],
            ),
          ].map((each, index) => ({ ...each, number: index + 1 })),
        };
        const slides = deck.slides.map((each) => arrange(each, deck, theme));
        const written = await present({
          deck,
          slides,
          theme,
          lastLine: text,
          foot: text,
          hasArt: false,
          pictures: new Map(),
        });
        const date = "2026-01-01T00:00:00Z";
        const plan = { slides, theme, language: "en-US", date };
        const pptx = await finish(written, plan);
        const defects = await lintPackage(pptx);
        expect(defects.filter((each) => !ofWords.has(each.rule))).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
});

test("cleaned text can stand in XML, and what was clean stays as it is", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const cleaned = clean(text);
      const escaped = cleaned
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;");
      expect(readDocument(`<x>${escaped}</x>`)).toBeTypeOf("object");
      expect(clean(cleaned)).toBe(cleaned);
    }),
  );
});

test("colouring code loses no character of it", () => {
  const languages = fc.constantFrom(
    "typescript",
    "python",
    "bash",
    "json",
    "cobol",
    undefined,
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), anyText), languages, (code, language) => {
      const shown = highlight(code, language)
        .map((runs) => runs.map((run) => run.text).join(""))
        .join("\n");
      expect(shown).toBe(
        code.replaceAll("\t", "  ").replace(/\s+$/, "").replace(/\r\n/g, "\n"),
      );
    }),
  );
});

import { describe, expect, it } from "vitest";
import { isSafeAddress } from "../../src/article/address.ts";
import { readArticle } from "../../src/article/article.ts";
import { articleMarkdown } from "../../src/article/markdown.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { stopsBuild } from "../../src/errors.ts";
import { buildKit } from "../../src/medium/pages/kit.ts";
import { record } from "./sample.ts";

const evil = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java&#10;script:alert(1)",
  "java&#9;script:alert(1)",
  "&#1;javascript:alert(1)",
  "&#32;javascript:alert(1)",
  "&#x202e;https://example.org",
  "vbscript:msgbox(1)",
  "data:text/html,%3Cscript%3Ealert(1)",
  "file:///etc/passwd",
  "blob:https://example.org/1",
  "//example.org/a",
  "\\\\example.org/a",
  "https:/\\example.org",
  "https:example.org",
  "http://example.org",
  "/a",
  "a.md",
  "javascript%3Aalert(1)",
];

const front = `---
title: It is nearer to its own average
subtitle: What a baseline can do
tags: [A]
---
`;

/** The article of one paragraph, and its kit. */
function make(text: string) {
  const article = readArticle(`${front}\n${text}\n`, "article.md", record, {});
  const options = { topic: "03-it", sources: {} };
  const { files } = buildKit({ article, figures: new Map(), record, options });
  const pages = [...files]
    .filter(([path]) => /\.(html|md)$/.test(path))
    .map(([, bytes]) => String(bytes));
  return { article, pages: [...pages, articleMarkdown(article)] };
}

const unsafe = ({ findings }: ReturnType<typeof readArticle>) =>
  findings.filter(({ rule }) => rule === "unsafe-address");

describe("an address", () => {
  it.each([
    "https://example.org/a_(b)?c=d#e",
    "HTTPS://example.org/é",
    "mailto:ada@example.org",
    "#section",
  ])("is kept: %s", (address) => {
    expect(isSafeAddress(address)).toBe(true);
  });

  it.each(evil)(
    "is dropped from a link, its words kept, with an error at its line: %s",
    (address) => {
      for (const [text, column] of [
        [`See [these *words*](<${address}>).`, 5],
        [`See [these *words*][there].\n\n[there]: <${address}>`, 1],
      ] as const) {
        const { article, pages } = make(text);
        const [found, ...more] = unsafe(article);
        expect(more).toEqual([]);
        expect(found).toMatchObject({
          file: "article.md",
          line: column === 5 ? 7 : 9,
          column,
          severity: "error",
          message: expect.stringMatching(/^link is no https address: .+$/),
        });
        expect(found && stopsBuild(found)).toBe(true);
        for (const page of pages) {
          expect(page).toContain("these ");
          expect(page).toMatch(/<em>words<\/em>|\*words\*/);
          expect(page).not.toMatch(/script:|msgbox|etc\/passwd|example\.org/i);
        }
      }
    },
  );

  // What lies in the topic's folder is read from there, or is an error of its own.
  const foreign = evil.filter((address) => address !== "a.md");

  it.each(foreign)("is dropped from an image: %s", (address) => {
    const { article, pages } = make(`![What it shows](<${address}> "by Ada")`);
    expect(unsafe(article)).toMatchObject([
      { line: 7, column: 1, message: expect.stringMatching(/^image is no/) },
    ]);
    for (const page of pages)
      expect(page).not.toMatch(/script:|msgbox|etc\/passwd|example\.org/i);
    expect(pages.at(-1)).toContain("What it shows");
  });

  it.each(evil)("is dropped from a slide: %s", (address) => {
    const text = `${front}\n# It is so\n\n[these words](<${address}>)\n\n<!-- [Said](<${address}>) -->\n`;
    const { slides, findings } = readDeck(text, "deck.md", record, {});
    expect(
      findings.filter(({ rule }) => rule === "unsafe-address"),
    ).toMatchObject([{ line: 9 }, { line: 11 }]);
    expect(findings.some(stopsBuild)).toBe(true);
    expect(JSON.stringify(slides)).toContain("these words");
    expect(JSON.stringify(slides)).not.toContain('"link"');
  });

  it("that an autolink holds is judged, too", () => {
    const { article, pages } = make("See <javascript:alert(1)> there.");
    expect(unsafe(article)).toHaveLength(1);
    for (const page of pages) expect(page).not.toMatch(/href="java|<java/);
  });
});

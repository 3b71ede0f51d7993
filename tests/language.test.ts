import { describe, expect, it } from "vitest";
import { readArticle } from "../src/article/article.ts";
import { articleMarkdown } from "../src/article/markdown.ts";
import { parseCourse } from "../src/course/course.ts";
import { plain } from "../src/deck/deck.ts";
import { readDeck } from "../src/deck/read/read.ts";
import { checkDeck } from "../src/deck/rules/check.ts";
import { timeDeck } from "../src/deck/timing.ts";
import { fromLanguage, inLanguage, languageOf } from "../src/language.ts";
import { buildKit } from "../src/medium/pages/kit.ts";
import { checkKit } from "../src/medium/rules/check.ts";
import { torturePath, tortureRecord } from "./deck/torture.ts";

const german = languageOf("de");

describe("a number in German", () => {
  it.each([
    ["0.967", "0,967"],
    ["−1,234.5", "−1.234,5"],
    ["91.68%", "91,68\u00a0%"],
    ["0.967 (0.951–0.981, n = 20)", "0,967 (0,951–0,981, n = 20)"],
    ["−1 (−2 to 0, n = 3)", "−1 (−2 bis 0, n = 3)"],
    ["3.2 × 10⁻⁷", "3,2 × 10⁻⁷"],
  ])("%s is %s", (english, shown) => {
    expect(inLanguage(english, german)).toBe(shown);
    expect(inLanguage(english, languageOf())).toBe(english);
  });

  it("is read back as it was", () => {
    expect(fromLanguage("−1.234,5", german)).toBe("-1234.5");
    expect(fromLanguage("91,68\u00a0%", german)).toBe("91.68");
    expect(fromLanguage("1,234.5%", languageOf())).toBe("1234.5");
  });
});

describe("an article in German", () => {
  const article = (lang: string, tag?: string) =>
    readArticle(
      `---\ntitle: Ein Maß von :number[l1]{digits=4}\nsubtitle: U\ntags: [A]\n${lang}---\n\nEs sind :percent[accuracy] von :number[valid-count]{thousands}.\n\n::table{#scores}\n`,
      "article.md",
      tortureRecord,
      {},
      undefined,
      tag,
    );

  it("has its numbers, tables and notes in German, as front matter or course say", () => {
    for (const german of [article("lang: de\n"), article("", "de-AT")]) {
      expect(german.findings).toEqual([]);
      const text = articleMarkdown(german);
      expect(text).toContain("# Ein Maß von 0,1114\n");
      expect(text).toContain("Es sind 95,11\u00a0% von 2.038.");
      expect(text).toContain("91,68\u00a0%");
      expect(text).toMatch(/\*\*Über die Zahlen:.* 12\.396 .* auf WebAssembly/);
      expect(text).not.toContain("About the numbers");
    }
    expect(articleMarkdown(article("lang: en\n", "de"))).toContain("95.11%");
  });

  it("has no number that the rules take for another, and pages that say so", () => {
    const input = {
      article: article("lang: de\n"),
      figures: new Map(),
      record: tortureRecord,
      options: { topic: "01-t", baseUrl: "https://example.org/a" },
    };
    const kit = buildKit(input);
    const found = checkKit(input, kit).filter(({ rule }) => rule === "MD-55");
    expect(found).toEqual([]);
    const imported = [...kit.files].find(([name]) => /^import/.test(name));
    expect(String(imported?.[1])).toContain('<html lang="de">');
    expect(String(kit.files.get("index.html"))).toMatch(
      /<section id="preview"[^>]* lang="de"/,
    );
  });

  it("names the languages that there are where it asks for another", () => {
    const [finding] = article("lang: xx\n").findings;
    expect(finding).toMatchObject({
      line: 5,
      message: "lang must be one of de, en",
    });
    expect(() => parseCourse({ language: "xx" }, "c.json")).toThrow(
      "c.json: language: must be one of de, en",
    );
  });
});

describe("a deck in German", () => {
  const deck = readDeck(
    "---\ntitle: T\nlang: de\nauthor: Ada\nsession: 2026-12-03\n---\n\n# Ein Mittelwert genügt für :percent[accuracy]{digits=1}\n\n<!-- So ist es. -->\n\n---\n\n# Fragen\n\n---\n\n# Warum?\n\n<!-- In deinen Worten: warum? -->\n",
    torturePath,
    tortureRecord,
    {},
  );

  it("ends its talk at # Fragen, and knows its own prompts and dates", () => {
    expect(deck.slides.map(({ part }) => part)).toEqual([
      "talk",
      "divider",
      "backup",
    ]);
    expect(plain(deck.slides[0]?.title ?? [])).toContain("95,1\u00a0%");
    expect(deck.findings.map(({ rule }) => rule)).toEqual(["unwritten"]);
    expect(deck.signature).toBe("Ada · 3. Dezember 2026");
    expect(deck.language.language).toBe("de-DE");
  });

  it("is not asked for an English verb", () => {
    const rules = checkDeck(deck, timeDeck(deck)).map(({ rule }) => rule);
    expect(rules).not.toContain("DK-02");
  });
});

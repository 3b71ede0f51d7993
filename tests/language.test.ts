import { describe, expect, it } from "vitest";
import { readArticle } from "../src/article/article.ts";
import { articleMarkdown } from "../src/article/markdown.ts";
import { parseCourse } from "../src/course/course.ts";
import { plain } from "../src/deck/deck.ts";
import { lastLine } from "../src/deck/last-line.ts";
import { readDeck } from "../src/deck/read/read.ts";
import { checkDeck } from "../src/deck/rules/check.ts";
import { questionSheet, talkSheet } from "../src/deck/sheets.ts";
import { timeDeck } from "../src/deck/timing.ts";
import { fromLanguage, inLanguage, languageOf } from "../src/language.ts";
import { buildKit } from "../src/medium/pages/kit.ts";
import { checkKit } from "../src/medium/rules/check.ts";
import { findTypedNumbers } from "../src/medium/rules/numbers/typed-numbers.ts";
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

  it("is told of numbers typed as German writes them, and not of years and chapters", () => {
    const typed = (text: string) =>
      findTypedNumbers(text, { accuracy: 0.9511, "valid-count": 2038 }, german);
    expect(
      typed("Es sind 95,11\u00a0% der 2.038 Bilder.").map(
        ({ token, recorded, directive }) =>
          `${token.text}: ${recorded}, ${directive}`,
      ),
    ).toEqual([
      "95,11: 95,11\u00a0%, :percent[accuracy]",
      "2.038: 2038, :number[valid-count]{thousands}",
    ]);
    expect(
      typed(
        "Im Mai 2038 stand auf Seite 2038, im Kapitel 95,11, in 2038 schon.",
      ),
    ).toEqual([]);
    expect(typed("Es waren 2038 Bilder.")).toHaveLength(1);
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

  it("has its sheets and its last line in German", () => {
    const line = lastLine(tortureRecord, deck.language);
    expect(line).toMatch(/ 14\.434 Bilder · .* · Startwert \d+$/);
    const timing = timeDeck(deck);
    const sheets = [talkSheet, questionSheet].map((write) =>
      write(deck, timing, line),
    );
    expect(sheets[0]).toMatch(
      /^# T: was zu sagen ist\n\n0:\d\d bei \d+ Wörtern in der Minute/,
    );
    expect(sheets[0]).toMatch(/\*bis 0:\d\d · \d+ Wörter\*/);
    expect(sheets[1]).toMatch(
      /Die Zahlen sind die des Laufs[\s\S]*· Folie 3\*/,
    );
  });

  it("is told of a decimal typed on a slide, and not of a thousand", () => {
    const read = (title: string) =>
      readDeck(
        `---\ntitle: T\nlang: de\n---\n\n# ${title}\n`,
        ...([torturePath, tortureRecord, {}] as const),
      ).findings.map(({ message }) => message);
    expect(read("Es wird 0,95 und mehr")).toContain(
      "number typed by hand: 0,95",
    );
    expect(read("Es werden 12.396 und mehr").join()).not.toContain("typed");
  });

  it("is not asked for an English verb", () => {
    const rules = checkDeck(deck, timeDeck(deck)).map(({ rule }) => rule);
    expect(rules).not.toContain("DK-02");
  });
});

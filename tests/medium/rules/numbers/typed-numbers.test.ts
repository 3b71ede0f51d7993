import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNumbers } from "../../../../src/medium/rules/numbers/tokens.ts";
import { findTypedNumbers } from "../../../../src/medium/rules/numbers/typed-numbers.ts";
import { pathOf } from "../../case.ts";

type Numbers = { readonly [name: string]: number };

/** A passage without its marks, and the offsets that were marked. */
interface Passage {
  readonly text: string;
  readonly marked: ReadonlySet<number>;
}

function readNumbers(file: string): Numbers {
  return JSON.parse(readFileSync(pathOf("numbers", file), "utf8"));
}

function readLines(file: string): string[] {
  return readFileSync(pathOf("numbers", file), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function parsePassage(line: string): Passage {
  const marked = new Set<number>();
  let text = "";
  for (const sign of line) {
    if (sign === "⟦") marked.add(text.length);
    else if (sign !== "⟧") text += sign;
  }
  return { text, marked };
}

/** How many findings were marked, and how many marks were found. */
function score(passages: readonly Passage[], numbers: Numbers) {
  let right = 0;
  let found = 0;
  let wanted = 0;
  for (const { text, marked } of passages) {
    const offsets = findTypedNumbers(text, numbers).map(
      (each) => each.token.offset,
    );
    wanted += marked.size;
    found += offsets.length;
    right += offsets.filter((offset) => marked.has(offset)).length;
  }
  const [precision, recall] = [right / found, right / wanted];
  return { precision, recall, right, found, wanted };
}

/** Numbers in 0…1 that depend on the seed alone. Source: mulberry32, T. Ettinger, public domain. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Moves each marked number of three digits or more by 0.1 to 1 per cent of itself. */
function age(line: string, random: () => number): string {
  return line.replace(/⟦([−-]?)([\d.]+)(%?)⟧/g, (_, sign, digits, percent) => {
    const decimals = String(digits).split(".")[1]?.length ?? 0;
    const change = (0.001 + 0.009 * random()) * (random() < 0.5 ? -1 : 1);
    const moved = (Number(digits) * (1 + change)).toFixed(decimals);
    const isMoved = moved !== digits && /[1-9].*\d.*\d/.test(moved);
    return isMoved ? `⟦${sign}${moved}${percent}⟧` : `\ufffc`;
  });
}

describe("numbers typed by hand", () => {
  it("are found in a corpus of typed, stale and innocent ones", () => {
    const passages = readLines("corpus.txt").map(parsePassage);
    const { precision, recall, wanted } = score(
      passages,
      readNumbers("recorded.json"),
    );
    expect(wanted).toBeGreaterThan(50);
    // Reached: 0.98 and 1. The one mistake is the weight 0.114 of grey, near a mean of 0.1145.
    expect(precision).toBeGreaterThan(0.97);
    expect(recall).toBeGreaterThan(0.97);
  });

  it("are found in passages on four more records, written before they were tried", () => {
    const passages = ["04", "05", "07", "10"].map((record) => ({
      lines: readLines(`held-out/${record}.txt`).map(parsePassage),
      numbers: readNumbers(`held-out/${record}.json`),
    }));
    const scores = passages.map(({ lines, numbers }) => score(lines, numbers));
    const sum = (part: "right" | "found" | "wanted") =>
      scores.reduce((total, each) => total + each[part], 0);
    expect(sum("wanted")).toBe(126);
    // At first sight 0.96 and 0.82. Reached since: 0.98 and 0.90. Left: counts below ten,
    // round figures ("60%", "600 times"), and counts that no word near them names.
    expect(sum("right") / sum("found")).toBeGreaterThan(0.97);
    expect(sum("right") / sum("wanted")).toBeGreaterThan(0.89);
  });

  it("are found in an article whose every directive was replaced by its number", () => {
    const passages = readLines("article.txt").map(parsePassage);
    const { precision, recall } = score(passages, readNumbers("article.json"));
    expect({ precision, recall }).toEqual({ precision: 1, recall: 1 });
  });

  it("are found when an article's numbers have moved a little since", () => {
    const lines = readLines("article.txt");
    const passages = Array.from({ length: 40 }, (_, seed) => {
      const random = seeded(seed + 1);
      return lines.map((line) => parsePassage(age(line, random)));
    }).flat();
    const { precision, recall, wanted } = score(
      passages,
      readNumbers("article.json"),
    );
    expect(wanted).toBeGreaterThan(500);
    // Reached: 1 and 0.97.
    expect(precision).toBeGreaterThan(0.99);
    expect(recall).toBeGreaterThan(0.9);
  });

  it("never are whole numbers below ten", () => {
    const numbers = { layers: 3, "missed-threes": 7, accuracy: 0.05 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), (count) => {
        const text = `It has ${count} layers, and missed ${count} threes.`;
        expect(findTypedNumbers(text, numbers)).toEqual([]);
      }),
    );
  });

  it.each([
    ["It calls 95.11% rightly.", ":percent[accuracy]"],
    ["It calls 95.1% rightly.", ":percent[accuracy]{digits=1}"],
    ["The accuracy is 0.951.", ":number[accuracy]{digits=3}"],
    ["All 6,131 threes.", ":number[threes]{thousands}"],
    ["All 6131 threes.", ":number[threes]"],
    ["The loss is 677 now.", ":number[loss]{digits=0}"],
    ["It cost 12.5% more.", ":number[more-in-percent]{digits=1}%"],
  ])("come with the directive to write: %s", (text, directive) => {
    const numbers = {
      accuracy: 0.95112,
      threes: 6131,
      loss: 676.954,
      "more-in-percent": 12.5,
    };
    const [found] = findTypedNumbers(text, numbers);
    expect(found?.directive).toBe(directive);
  });
});

describe("findNumbers", () => {
  it("gives each number where it stands, in any text", () => {
    const texts = fc.stringMatching(/^[\d.,%a-c :−-]{0,24}$/);
    fc.assert(
      fc.property(texts, (text) => {
        for (const { text: number, offset, value } of findNumbers(text)) {
          expect(text.startsWith(number, offset)).toBe(true);
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { sizeOfText, stackTexts } from "../../../src/deck/layout/grow-text.ts";
import type { PlacedText } from "../../../src/deck/layout/placed.ts";
import { readTheme } from "../../../src/deck/theme.ts";

const box = { x: 0.75, y: 1.4, w: 11.8, h: 5.2 };

const text = (words: string, size: "big" | "lead"): PlacedText => ({
  kind: "text",
  box,
  name: size,
  place: { line: 1, column: 1 },
  lines: [{ runs: [{ text: words }], bullet: false }],
  size,
  bold: size === "big",
  ink: "ink",
  gap: 0,
  align: "left",
  anchor: "top",
});

describe("a large number and its words", () => {
  test.each(["42", "49.6% or 97.0%"])("fill their slide: %s", (number) => {
    const theme = readTheme("light", "16:9");
    const placed = stackTexts(
      [
        { item: text(number, "big"), most: 160 },
        { item: text("what is counted", "lead"), most: 36 },
      ],
      box,
      theme,
      0.35,
    );
    const [big, words] = placed;
    if (big === undefined || words === undefined) throw new Error("no texts");
    expect(big.points).toBeGreaterThan(theme.sizes.big);
    expect(sizeOfText(big, theme).w).toBeLessThanOrEqual(box.w);
    const foot = words.box.y + sizeOfText(words, theme).h;
    const middle = (big.box.y + foot) / 2;
    expect(Math.abs(middle - box.y - box.h / 2) / box.h).toBeLessThan(0.12);
    expect(foot).toBeLessThanOrEqual(box.y + box.h);
    expect(words.box.y).toBeGreaterThan(big.box.y + sizeOfText(big, theme).h);
  });

  test("share what is free: the number takes what its words leave", () => {
    const texts = [
      { item: text("42", "big"), most: 208 },
      { item: text("what is counted", "lead"), most: 40 },
    ];
    const [big] = stackTexts(texts, box, readTheme("light", "16:9"), 0.35);
    expect(big?.points).toBe(208);
  });

  test("leave each other room, however many lines there are", () => {
    const theme = readTheme("light", "16:9");
    const item = text("words that break into many lines ".repeat(9), "lead");
    const texts = [
      { item: text("42", "big"), most: 160 },
      { item, most: 36 },
    ];
    const words = stackTexts(texts, box, theme, 0.35).at(-1);
    if (words === undefined) throw new Error("no words");
    const foot = words.box.y + sizeOfText(words, theme).h;
    expect(foot).toBeLessThanOrEqual(box.y + box.h);
  });
});

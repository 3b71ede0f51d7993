import { createRequire } from "node:module";
import { createCanvas, GlobalFonts } from "canvas";
import { describe, expect, test } from "vitest";
import { type Family, faceOf } from "../../../src/deck/fonts/face.ts";
import {
  type TextStyle,
  textHeight,
  wrap,
} from "../../../src/deck/layout/measure.ts";

const style: TextStyle = {
  family: faceOf("Arial"),
  mono: faceOf("Courier New"),
  size: 20,
  bold: false,
};
const line = (text: string) => [{ text }];

describe("advance widths", () => {
  const files: readonly (readonly [Family, boolean, string])[] = [
    ["Arial", false, "arimo/400Regular/Arimo_400Regular.ttf"],
    ["Arial", true, "arimo/700Bold/Arimo_700Bold.ttf"],
    ["Calibri", false, "carlito/400Regular/Carlito_400Regular.ttf"],
    ["Courier New", true, "cousine/700Bold/Cousine_700Bold.ttf"],
  ];
  test.each(files)(
    "of %s (bold: %s) are those that a text engine measures",
    (family, bold, file) => {
      const path = createRequire(import.meta.url).resolve(
        `@expo-google-fonts/${file}`,
      );
      const name = `Measured ${family} ${bold}`;
      GlobalFonts.registerFromPath(path, name);
      const context = createCanvas(10, 10).getContext("2d");
      context.font = `1000px "${name}"`;
      context.fontKerning = "none";
      for (const text of [
        "Two average digits",
        "naïve — “déjà vu” ≥ 95.1 %",
        "→ Ωλ ЖЫ",
      ]) {
        const measured = context.measureText(text).width / 1000;
        expect(faceOf(family).width(text, bold)).toBeCloseTo(measured, 2);
      }
    },
  );

  test("take a whole em for what the font lacks", () => {
    expect(faceOf("Arial").width("数字", false)).toBe(2);
  });
});

describe("wrap", () => {
  const width = (text: string) =>
    faceOf("Arial").width(text, false) * 20 * 1.05;

  test("keeps on one line what fits, and breaks at the space where it does not", () => {
    expect(wrap(line("one two"), style, width("one two") + 1).lines).toBe(1);
    expect(wrap(line("one two"), style, width("one two") - 1).lines).toBe(2);
  });

  test("breaks after a hyphen and between ideographs, never inside a word", () => {
    expect(
      wrap(line("pixel-similarity"), style, width("similarity") + 1).lines,
    ).toBe(2);
    expect(wrap(line("数字数字"), style, 45).lines).toBe(2);
    const narrow = wrap(line("similarity"), style, 20);
    expect(narrow.lines).toBe(1);
    expect(narrow.widest).toBeGreaterThan(20);
  });

  test("sees one word in runs that touch", () => {
    const runs = [{ text: "simi", bold: true }, { text: "larity" }];
    expect(wrap(runs, style, 50).lines).toBe(1);
  });

  test("measures code in the monospaced font", () => {
    const code = wrap([{ text: "iiii", code: true }], style, 1000).widest;
    expect(code).toBeCloseTo(4 * 0.6 * 20 * 1.05, 0);
  });

  test("adds up lines and the gaps between paragraphs", () => {
    expect(textHeight([line("a"), line("b")], style, 100, 6)).toBeCloseTo(
      2 * 24 + 6,
    );
  });
});

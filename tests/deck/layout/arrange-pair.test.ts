import { describe, expect, test } from "vitest";
import { arrange } from "../../../src/deck/layout/arrange.ts";
import type { PageSize } from "../../../src/deck/layout/masters.ts";
import type { PlacedCode } from "../../../src/deck/layout/placed.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import { checkPlaced } from "../../../src/deck/rules/check.ts";
import { readTheme } from "../../../src/deck/theme.ts";
import { torturePath, tortureRecord } from "../torture.ts";

const line = (columns: number) => "x".repeat(columns);

/** Python of so many columns and three lines beside TypeScript of so many and four. */
function pairOf(python: number, typescript: number, size: PageSize) {
  const sources = {
    "pytorch.py": `# #region step\n${line(python)}\na\nb\n# #endregion`,
    "experiment.ts": `// #region step\n${line(typescript)}\na\nb\nc\n// #endregion`,
  };
  const text =
    '---\ntitle: A talk\n---\n\n# It is so\n\n### Python\n\n::listing{#step from="pytorch.py" highlight="2"}\n\n### TypeScript\n\n::listing{#step highlight="2"}\n';
  const deck = readDeck(text, torturePath, tortureRecord, sources);
  expect(deck.findings).toEqual([]);
  const theme = readTheme("light", size);
  const slides = deck.slides.map((slide) => arrange(slide, deck, theme));
  const items = slides.flatMap((slide) => slide.items);
  const [left, right] = items.filter(
    (item): item is PlacedCode => item.kind === "code",
  );
  if (left === undefined || right === undefined) throw new Error("no pair");
  return {
    left,
    right,
    heads: items.filter(({ name }) => name.startsWith("heading")),
    found: checkPlaced(slides, deck, theme).map(({ message }) => message),
  };
}

describe.each([
  ["16:9", 16, 40],
  ["4:3", 15, 31],
] as const)("two listings side by side on %s", (size, least, each) => {
  test("stand in one size, no smaller than a room can read, their panels alike", () => {
    for (const [python, typescript] of [
      [10, 12],
      [each, each],
      [each - 10, each + 10],
      [each + 10, each - 10],
    ] as const) {
      const { left, right, heads, found } = pairOf(python, typescript, size);
      expect(found).toEqual([]);
      expect(left.size).toBe(right.size);
      expect(left.leading).toBe(right.leading);
      expect(left.size).toBeGreaterThanOrEqual(least);
      expect(left.box).toMatchObject({ y: right.box.y, h: right.box.h });
      const gap = right.box.x - left.box.x - left.box.w;
      expect(gap).toBeCloseTo(0.3, 6);
      const off = heads.map(
        ({ box }, at) => box.x - (at === 0 ? left : right).box.x,
      );
      expect(off[0]).toBeCloseTo(off[1] ?? Number.NaN, 6);
    }
  });

  test("are refused where both need more than there is, the wider one by its columns", () => {
    const { found } = pairOf(10, 80, size);
    expect(found).toEqual([
      expect.stringMatching(/^code too wide .*: 80 columns where \d\d fit$/),
    ]);
  });
});

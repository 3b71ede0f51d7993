import { describe, expect, test } from "vitest";
import { arrange } from "../../src/deck/layout/arrange.ts";
import type { Box } from "../../src/deck/layout/grid.ts";
import { type Masters, readMasters } from "../../src/deck/layout/masters.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { torturePath, tortureRecord } from "./torture.ts";

/** What stands on a layout's slides, beside its ornament: at most, with a logo and a signature. */
function standing({ boxes, ornaments }: Masters, layout: string) {
  const foot = [boxes["footer beside logo"], boxes.number];
  const { cells, mark } = ornaments;
  const side = (most: number, edge: number, step: number) =>
    (most - 1) * step + edge;
  if (layout !== "Title") {
    const h = side(3, cells.edge, cells.step);
    return [...foot, boxes.logo, { ...cells, w: cells.edge, h }];
  }
  const w = side(mark.most, mark.edge, mark.step);
  return [...foot, boxes["large logo"], boxes.signature, { ...mark, w, h: w }];
}

const overlap = (one: Box, other: Box) => {
  const across = Math.min(one.x + one.w, other.x + other.w);
  const down = Math.min(one.y + one.h, other.y + other.h);
  return (
    across - Math.max(one.x, other.x) > 0.001 &&
    down - Math.max(one.y, other.y) > 0.001
  );
};

describe.each(["16:9", "4:3"] as const)("a page of %s", (size) => {
  const masters = readMasters(size);
  const { page, boxes, layouts } = masters;

  test("has the proportions that it is called by, and all boxes on it", () => {
    const [w, h] = size.split(":").map(Number);
    expect(page.w / page.h).toBeCloseTo((w ?? 0) / (h ?? 0), 3);
    const outside = Object.entries(boxes).filter(
      ([, box]) =>
        box.x < 0.4 ||
        box.y < 0.4 ||
        box.x + box.w > page.w - 0.4 + 1e-9 ||
        box.y + box.h > page.h - 0.15,
    );
    expect(outside).toEqual([]);
  });

  test("has room for a claim of three lines, and three lines between it and who signs", () => {
    const { sizes } = readTheme("light", size);
    const { claim, subtitle, signature } = boxes;
    const lines = (points: number) => (3 * 1.2 * points) / 72;
    expect(claim.h).toBeGreaterThanOrEqual(lines(sizes.claim));
    const air = sizes.body / 2 / 72;
    expect(signature.y - subtitle.y).toBeGreaterThan(lines(sizes.body) + air);
  });

  test.each(layouts.map((layout) => [layout.name, layout] as const))(
    "lays nothing over anything else in layout %s",
    (name, { placeholders }) => {
      const { figure, content, code, signature } = boxes;
      const text = placeholders.map(({ box }) =>
        // With a signature, the subtitle ends above it.
        box === boxes.subtitle ? { ...box, h: signature.y - box.y } : box,
      );
      const evidence =
        { Figure: [content], "Figure and text": [figure] }[name as string] ??
        [];
      const all = [...text, ...standing(masters, name), ...evidence];
      const over = all.flatMap((one, index) =>
        all.slice(index + 1).filter((other) => overlap(one, other)),
      );
      expect(over).toEqual([]);
      // Panels reach down to the words below them, and not into the title.
      expect(code.y).toBeGreaterThan(boxes.title.y + boxes.title.h);
    },
  );
});

describe("a figure with words on a page of 4:3", () => {
  /** The boxes of figure and words, with so many lines. */
  const put = (lines: number) => {
    const deck = readDeck(
      `---\ntitle: T\n---\n\n# It is so\n\n---\n\n# It moves\n\n::figure{#shift}\n\n${"- a line\n".repeat(lines)}`,
      ...([torturePath, tortureRecord, {}] as const),
    );
    const [, slide] = deck.slides;
    if (slide === undefined) throw new Error("no second slide");
    const [, figure, words] = arrange(
      slide,
      deck,
      readTheme("light", "4:3"),
    ).items;
    if (!figure || !words) throw new Error("nothing is placed");
    return { figure: figure.box, words: words.box };
  };

  test("has them below it, as high as they are, and all other room", () => {
    const [few, many] = [put(1), put(4)];
    const { content } = readMasters("4:3").boxes;
    for (const { figure, words } of [few, many]) {
      expect(words.y).toBeGreaterThan(figure.y + figure.h);
      expect(words.y + words.h).toBeCloseTo(content.y + content.h);
      expect(figure.w).toBe(content.w);
    }
    const line = (24 * 1.2) / 72;
    expect(few.words.h).toBeCloseTo(line);
    expect(few.figure.h - many.figure.h).toBeCloseTo(3 * line + (3 * 12) / 72);
  });
});

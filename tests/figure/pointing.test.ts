import { createCanvas, loadImage } from "canvas";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { drawArt } from "../../src/figure/art/art.ts";
import { tonesOf } from "../../src/figure/data/pointing.ts";
import { drawFigure } from "../../src/figure/draw.ts";
import type { Line } from "../../src/figure/figure.ts";
import { placeBeside } from "../../src/figure/paint/placing.ts";
import { findAnchor } from "../../src/figure/plan/callouts.ts";
import { figures } from "./samples.ts";

const lines: z.infer<typeof Line> = {
  kind: "line",
  alt: "Two lines that part from each other as they go to the right.",
  x: { label: "x" },
  y: { label: "y" },
  series: [
    {
      name: "up",
      points: [
        [0, 0],
        [2, 4],
      ],
    },
    {
      name: "down",
      points: [
        [0, 0],
        [2, -4],
      ],
    },
  ],
};

/** How many pixels of a PNG have about that colour, of all. */
async function share(png: Buffer, [r, g, b]: readonly number[]) {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    const near = [r, g, b].every(
      (wanted = 0, index) => Math.abs((data[at + index] ?? 0) - wanted) < 12,
    );
    if (near && (data[at + 3] ?? 0) > 200) found += 1;
  }
  return found;
}

const accent = [0x00, 0x72, 0xb2];
const second = [0xd5, 0x5e, 0x00];

test("who points at a series says nothing about categories", () => {
  expect(tonesOf(["a", "b", "c"], ["c", "a", "x"])).toEqual([1, "quiet", 0]);
  expect(tonesOf(["a", "b"], ["x"])).toEqual([undefined, undefined]);
});

test("a series that is pointed at has the accent, and nothing else has a colour", async () => {
  const pointing = { highlight: ["down"], callouts: [] };
  const { png } = await drawFigure(lines, { pointing });
  const plain = await drawFigure(lines);
  expect(await share(png, second)).toBe(0);
  expect(await share(plain.png, second)).toBeGreaterThan(500);
  expect(await share(png, accent)).toBeGreaterThan(500);
});

test.each(figures)(
  "every kind is drawn without words: %s",
  async (_, figure) => {
    const png = drawArt(figure, { width: 2, height: 2 });
    const image = await loadImage(png);
    expect([image.width, image.height]).toEqual([400, 400]);
    expect(drawArt(figure, { width: 2, height: 2 }).equals(png)).toBe(true);
    const context = createCanvas(400, 400).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, 400, 400);
    expect(data.some((value, at) => at % 4 === 3 && value === 255)).toBe(true);
  },
);

describe("the place of a callout", () => {
  test.each([
    ["up@2", { kind: "point", point: [2, 4] }],
    ["down@0.5", { kind: "point", point: [0.5, -1] }],
    ["up", { kind: "point", point: [2, 4] }],
    ["up@9", { kind: "none", names: ["up@0", "up@2"] }],
    ["left@2", { kind: "none", names: ["up@2", "down@2"] }],
  ])("on a line: %s", (at, anchor) => {
    expect(findAnchor(lines, at)).toEqual(anchor);
  });

  test("is clear of the data around it, and near", () => {
    const inside = { x: 0, y: 0, width: 400, height: 300 };
    const points = Array.from({ length: 80 }, (_, at): [number, number] => [
      at * 5,
      150 - at,
    ]);
    const size = { width: 90, height: 24 };
    const { rect, line } = placeBeside(
      { x: 200, y: 110 },
      size,
      { points, rects: [] },
      inside,
    );
    const covered = points.filter(
      ([x, y]) =>
        x > rect.x && x < rect.x + 90 && y > rect.y && y < rect.y + 24,
    );
    expect(covered).toEqual([]);
    expect(Math.hypot(line[1][0] - 200, line[1][1] - 110)).toBeLessThan(60);
    expect(rect.x).toBeGreaterThan(0);
  });
});

import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { drawFigure } from "../../src/figure/draw.ts";
import { checkFigure, type Figure } from "../../src/figure/figure.ts";
import { figures } from "./samples.ts";
import { torture } from "./torture.ts";

const alt = "A made-up figure that shows one thing to be read back.";

/** Colours in a drawn figure, as `r,g,b`, with how many pixels have each. */
async function colorsIn(figure: unknown): Promise<Map<string, number>> {
  const { png } = await drawFigure(checkFigure(figure));
  const { data } = PNG.sync.read(png);
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const key = data.subarray(at, at + 3).join(",");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const panel = (value: number) => ({ height: 1, width: 1, pixels: [value] });

/** More pixels than letters have: a colour of the pictures themselves. */
const area = 10_000;

test.each(figures)("%s: the same bytes every time", async (_, figure) => {
  const [one, two] = [await drawFigure(figure), await drawFigure(figure)];
  expect(one.png.equals(two.png)).toBe(true);
});

test.each([...figures, ...torture])(
  "%s: 1400 px wide, 8 bits a channel, opaque, with a clear margin",
  async (_, figure) => {
    const { png, width, height } = await drawFigure(figure);
    const { data, ...read } = PNG.sync.read(png);
    expect([read.width, read.height]).toEqual([width, height]);
    expect(width).toBe(1400);
    expect(png[24]).toBe(8);
    const rim = 3;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = 4 * (y * width + x);
        if (data[at + 3] !== 255) expect.fail(`transparent at ${x}, ${y}`);
        const inner =
          x >= rim && x < width - rim && y >= rim && y < height - rim;
        if (inner || (data[at] === 255 && data[at + 1] === 255)) continue;
        expect.fail(`cut off at ${x}, ${y}`);
      }
    }
  },
);

test("all pictures share one scale unless told", async () => {
  const panels = [panel(0), panel(0.5), panel(1)];
  const common = await colorsIn({ kind: "images", alt, panels });
  expect(common.get("128,128,128")).toBeGreaterThan(area);
  expect(common.get("0,0,0")).toBeGreaterThan(area);
  const two = { height: 1, width: 2, pixels: [0, 0.5] };
  const own = await colorsIn({
    kind: "images",
    alt,
    panels: [two, { ...two, pixels: [0, 1] }],
    scale: "own",
  });
  expect(own.get("128,128,128") ?? 0).toBeLessThan(area);
});

test("fixed ends of the scale hold whatever the values", async () => {
  const figure = {
    kind: "images",
    alt,
    panels: [panel(0.5)],
    scale: { min: 0, max: 1 },
  };
  expect((await colorsIn(figure)).get("128,128,128")).toBeGreaterThan(area);
});

test("signed pictures are diverging, and zero is the neutral colour in the middle", async () => {
  const seen = await colorsIn({
    kind: "images",
    alt,
    panels: [panel(-0.1), panel(0), panel(0.9)],
  });
  expect(seen.get("247,247,247")).toBeGreaterThan(area);
  expect(seen.get("127,42,14")).toBeGreaterThan(area);
});

test("ink is black on white, MNIST as stored white on black", async () => {
  const panels = [
    { height: 1, width: 2, pixels: [0, 1] },
    { height: 1, width: 1, pixels: [1] },
  ];
  const ink = await colorsIn({ kind: "images", alt, panels });
  const stored = await colorsIn({
    kind: "images",
    alt,
    panels,
    colors: "gray-inverted",
  });
  expect(ink.get("0,0,0")).toBeGreaterThan(1.9 * (stored.get("0,0,0") ?? 0));
});

test("no pixel of a picture is blended with its neighbour", async () => {
  const pixels = Array.from({ length: 49 }, (_, index) => index % 2);
  const seen = await colorsIn({
    kind: "images",
    alt,
    panels: [{ height: 7, width: 7, pixels }],
  });
  // Paper and ink, and the frame round the picture.
  expect(seen.size).toBeLessThanOrEqual(6);
});

test("a cover is never flatter than 2.4:1", async () => {
  for (const [, figure] of figures) {
    const { width, height } = await drawFigure(figure, { purpose: "cover" });
    expect(width).toBe(1400);
    expect(width / height).toBeGreaterThan(1.29);
    expect(width / height).toBeLessThanOrEqual(2.4);
  }
});

test.each(figures)(
  "%s: reaches two edges of a slide's 12 × 5 inches at 200 dpi, in words that the last row reads",
  async (_, figure: Figure) => {
    const drawn = await drawFigure(figure, { purpose: "slide" });
    const { width, height, smallestText } = drawn;
    // Drawn larger, its pixels stay whole: a few more or less.
    expect(width).toBeLessThanOrEqual(2400 * 1.01);
    expect(height).toBeLessThanOrEqual(1000 * 1.01);
    expect(Math.max(width / 2400, height / 1000)).toBeGreaterThan(0.96);
    expect(((smallestText ?? 200) / 200) * 72).toBeGreaterThanOrEqual(14);
  },
);

test("a slide's picture follows the room that it is given", async () => {
  const [, figure] = figures[2] ?? [];
  if (figure === undefined) throw new Error("no sample");
  const inches = { width: 6, height: 5 };
  const { width, height } = await drawFigure(figure, {
    purpose: "slide",
    inches,
  });
  expect(Math.abs(width - 1200)).toBeLessThan(12);
  expect(Math.abs(height - 1000)).toBeLessThan(10);
});

/** Pixels of the smallest text, when the picture is shown 700 px wide. */
async function shownText(
  figure: unknown,
  width?: number,
): Promise<number | undefined> {
  const drawn = await drawFigure(
    checkFigure(figure),
    width === undefined ? {} : { width },
  );
  const { smallestText } = drawn;
  return smallestText && (smallestText * 680) / drawn.width;
}

test("the smallest text is that of a chart's ticks, in pixels of the file", async () => {
  const line = {
    kind: "line",
    alt,
    x: { label: "step" },
    y: { label: "loss" },
    series: [
      {
        name: "loss",
        points: [
          [1, 0.9],
          [2, 0.5],
        ],
      },
    ],
  };
  expect((await drawFigure(checkFigure(line))).smallestText).toBeCloseTo(27, 1);
  const half = await drawFigure(checkFigure(line), { width: 700 });
  expect(half.smallestText).toBeCloseTo(13.5);
});

test("text of a figure that needs more width than there is shrinks with it", async () => {
  const grid = (columns: number) => ({
    kind: "numbers",
    alt,
    rows: [Array.from({ length: columns }, (_, index) => 1000 + index)],
    rowLabels: ["the validation set of it"],
    rowTitle: "true class",
  });
  expect(await shownText(grid(8))).toBeGreaterThanOrEqual(13);
  expect(await shownText(grid(19))).toBeLessThan(12.5);
});

/** 28 columns of three digits: no column of 680 px has room for them, and rule MD-45 says so. */
const tooWide = "numbers-28";

test.each([...figures, ...torture].filter(([name]) => name !== tooWide))(
  "%s: every word is 13 px high or more in a column of 680",
  async (_, figure) => {
    expect((await shownText(figure)) ?? 13).toBeGreaterThanOrEqual(13);
  },
);

test("a picture without a word has no smallest text", async () => {
  const figure = { kind: "images", alt, panels: [panel(0), panel(1)] };
  expect(await shownText(figure)).toBeUndefined();
});

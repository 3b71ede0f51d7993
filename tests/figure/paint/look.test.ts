import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { readTheme, tonesOf } from "../../../src/deck/theme.ts";
import { drawFigure } from "../../../src/figure/draw.ts";
import {
  contrast,
  mapColor,
  parseHex,
  readableOn,
} from "../../../src/figure/paint/colors.ts";
import { lookFrom } from "../../../src/figure/paint/look.ts";
import { articleLook } from "../../../src/figure/paint/theme.ts";
import { figures } from "../samples.ts";

describe.each(["light", "dark"] as const)("on a %s deck", (name) => {
  const look = lookFrom(tonesOf(readTheme(name)));
  const { paper, ink, muted, reference, axis } = look.colors;
  const on = (color: string, ground: string = paper) =>
    contrast(parseHex(color), parseHex(ground));

  test("words reach 4.5:1, on the paper and in boxes", () => {
    const words = [ink, muted, ...look.series.map((style) => style.text)];
    for (const color of words) expect(on(color)).toBeGreaterThanOrEqual(4.5);
    for (const { text, fill } of Object.values(look.roles))
      expect(on(text, fill)).toBeGreaterThanOrEqual(4.5);
  });

  test("marks reach 3:1: series, axes, reference lines, rims of boxes", () => {
    const marks = [axis, reference, ...look.series.map((style) => style.color)];
    const rims = Object.values(look.roles).map((role) => role.stroke);
    for (const color of [...marks, ...rims])
      expect(on(color)).toBeGreaterThanOrEqual(3);
  });

  test("an edge of its series' colour shows on a pale bar", () => {
    for (const { color, tint } of look.series)
      expect(on(color, tint)).toBeGreaterThanOrEqual(2.5);
  });

  test("a value is readable on every colour of heat and diverging maps", () => {
    for (const map of ["heat", "diverging"] as const) {
      for (let value = 0; value <= 255; value += 1) {
        const cell = mapColor(map, value, { min: 0, max: 255 }, look);
        const text = parseHex(readableOn(cell));
        expect(contrast(cell, text)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("a heat map begins near the paper, so that what is small recedes", () => {
    const cell = (value: number) =>
      contrast(
        mapColor("heat", value, { min: 0, max: 1 }, look),
        parseHex(paper),
      );
    expect(cell(0)).toBeLessThan(1.3);
    expect(cell(1)).toBeGreaterThan(7);
  });

  test.each(figures)(
    "%s stands on the deck's own ground",
    async (_, figure) => {
      const { png } = await drawFigure(figure, { purpose: "slide", look });
      const { data, width, height } = PNG.sync.read(png);
      const ground = parseHex(paper).join();
      const at = (x: number, y: number) =>
        data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3).join();
      const rim = Array.from({ length: width }, (_, x) => [
        at(x, 0),
        at(x, height - 1),
      ]).flat();
      expect(new Set(rim)).toEqual(new Set([ground]));
    },
  );
});

/** So far from the article's greys that no blend of these can be one of them. */
const purple = lookFrom({
  paper: "#200030",
  ink: "#FFD0FF",
  muted: "#D8A0D8",
  series: ["#FF90C0", "#FFB090", "#F0A0FF", "#FF80FF", "#FFC0E0", "#E0B0E0"],
});

test.each(figures.filter(([name]) => !/images|numbers/.test(name)))(
  "nothing of %s is left in the article's colours",
  async (_, figure) => {
    const options = { purpose: "slide", look: purple } as const;
    const { png } = await drawFigure(figure, options);
    const { data } = PNG.sync.read(png);
    const found = new Set<number>();
    for (let at = 0; at < data.length; at += 4)
      found.add(data.readUIntBE(at, 3));
    const { colors, series } = articleLook;
    const used = [
      ...Object.values(colors),
      ...series.map(({ color }) => color),
    ];
    expect(
      used.filter((hex) => found.has(Number(`0x${hex.slice(1)}`))),
    ).toEqual([]);
  },
);

test("digits keep their paper on a dark deck: a picture is data", () => {
  const look = lookFrom(tonesOf(readTheme("dark")));
  expect(mapColor("gray", 0, { min: 0, max: 1 }, look)).toEqual([
    255, 255, 255,
  ]);
});

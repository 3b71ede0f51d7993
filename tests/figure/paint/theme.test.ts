import { expect, test } from "vitest";
import {
  contrast,
  css,
  mapColor,
  parseHex,
  rangeOf,
  readableOn,
} from "../../../src/figure/paint/colors.ts";
import {
  colors,
  column,
  roles,
  seriesStyles,
  sizes,
} from "../../../src/figure/paint/theme.ts";

const paper = parseHex(colors.paper);

test.each(seriesStyles)(
  "the series colour $color reaches 3:1 on paper and $text 4.5:1",
  (style) => {
    expect(contrast(parseHex(style.color), paper)).toBeGreaterThanOrEqual(3);
    expect(contrast(parseHex(style.text), paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(paper, parseHex(style.text))).toBeGreaterThanOrEqual(4.5);
  },
);

test("every two series differ in colour, dash and marker", () => {
  const cues = [
    seriesStyles.map((style) => style.color),
    seriesStyles.map((style) => style.marker),
    seriesStyles.map((style) => style.dash.join(" ")),
  ];
  for (const cue of cues) expect(new Set(cue).size).toBe(seriesStyles.length);
});

test("the four series that bars may have differ in their fill", () => {
  const fills = seriesStyles.slice(0, 4).map((style) => style.fill);
  expect(new Set(fills).size).toBe(4);
});

test.each([colors.ink, colors.muted, colors.reference])(
  "text and rules in %s reach 4.5:1 on paper",
  (color) => {
    expect(contrast(parseHex(color), paper)).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(Object.entries(roles))(
  "a %s box is readable and has a visible rim",
  (_, role) => {
    const fill = parseHex(role.fill);
    expect(contrast(parseHex(role.text), fill)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(parseHex(role.stroke), paper)).toBeGreaterThanOrEqual(3);
  },
);

test("the axis reaches 3:1 on paper", () => {
  expect(contrast(parseHex(colors.axis), paper)).toBeGreaterThanOrEqual(3);
});

test("no text is smaller than 13 px in a column of 680, and than 16 pt on a slide", () => {
  for (const size of Object.values(sizes)) {
    expect((size / column) * 680).toBeGreaterThanOrEqual(13);
    expect((size * 2) / 3).toBeGreaterThanOrEqual(16);
  }
});

test.each(["gray", "gray-inverted", "heat", "diverging"] as const)(
  "black or white reaches 4.5:1 on every colour of %s",
  (map) => {
    for (let value = 0; value <= 255; value += 1) {
      const color = mapColor(map, value, { min: 0, max: 255 });
      const text =
        readableOn(color) === "#000000" ? parseHex("#000000") : paper;
      expect(contrast(color, text)).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test("a diverging scale is as wide below zero as above, and nearly white at zero", () => {
  const range = rangeOf([-0.2, 0.9], "diverging");
  expect(range).toEqual({ min: -0.9, max: 0.9 });
  expect(css(mapColor("diverging", 0, range))).toBe("rgb(247, 247, 247)");
});

test("a sequential scale spans the values, and starts at zero where all are equal", () => {
  expect(rangeOf([3, 7], "heat")).toEqual({ min: 3, max: 7 });
  expect(rangeOf([5, 5], "heat")).toEqual({ min: 0, max: 5 });
  expect(rangeOf([0, 0], "heat")).toEqual({ min: 0, max: 1 });
});

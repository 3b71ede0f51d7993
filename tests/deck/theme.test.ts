import { describe, expect, test } from "vitest";
import { layouts } from "../../src/deck/layouts.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { contrast, parseHex } from "../../src/figure/paint/colors.ts";

const on = (one: string, other: string) =>
  contrast(parseHex(`#${one}`), parseHex(`#${other}`));

describe.each(["light", "dark"] as const)("theme %s", (name) => {
  const { colors, sizes, dark } = readTheme(name);

  test("sets text at 4.5:1 or more on both grounds", () => {
    for (const ground of [colors.background, colors.surface]) {
      for (const text of [colors.ink, colors.muted, ...colors.accents]) {
        expect(on(ground, text)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("keeps the sizes of the rules", () => {
    expect(sizes.title).toBeGreaterThanOrEqual(28);
    for (const size of [sizes.body, sizes.lead, sizes.table, sizes.caption]) {
      expect(size).toBeGreaterThanOrEqual(18);
    }
    expect(sizes.code).toBeGreaterThanOrEqual(18);
    expect(sizes.chart).toBeGreaterThanOrEqual(14);
    expect(sizes.footer).toBeGreaterThanOrEqual(12);
  });

  test("is as dark as it says", () => {
    const onWhite = on(colors.background, "FFFFFF");
    expect(dark ? onWhite > 10 : onWhite < 1.5).toBe(true);
  });
});

test("contrast is that of WCAG", () => {
  expect(on("000000", "FFFFFF")).toBeCloseTo(21);
  expect(on("0072B2", "FFFFFF")).toBeCloseTo(5.19, 2);
});

test("every layout has one title, and names used once", () => {
  for (const { placeholders } of layouts) {
    expect(placeholders.filter((each) => each.type === "title")).toHaveLength(
      1,
    );
    expect(new Set(placeholders.map((each) => each.name)).size).toBe(
      placeholders.length,
    );
  }
});

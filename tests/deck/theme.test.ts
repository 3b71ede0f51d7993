import { describe, expect, test } from "vitest";
import { contrast } from "../../src/deck/contrast.ts";
import { parseMasters } from "../../src/deck/layout/masters.ts";
import { readTemplate } from "../../src/deck/template.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { parseTheme, type ThemeText } from "../../src/deck/theme-file.ts";
import { UserError } from "../../src/errors.ts";

describe.each(["light", "dark"] as const)("theme %s", (name) => {
  const { colors, sizes, dark } = readTheme(name);

  test("sets text at 4.5:1 or more on both grounds", () => {
    for (const ground of [colors.background, colors.surface]) {
      for (const text of [colors.ink, colors.muted, ...colors.accents]) {
        expect(contrast(ground, text)).toBeGreaterThanOrEqual(4.5);
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
    const onWhite = contrast(colors.background, "FFFFFF");
    expect(dark ? onWhite > 10 : onWhite < 1.5).toBe(true);
  });
});

describe("a theme that a person changed", () => {
  /** The message of the light theme with `change` made to it. */
  const refused = (change: (theme: ThemeText) => unknown): string => {
    const [light] = readTemplate("light");
    const text = JSON.stringify(change(JSON.parse(light)));
    try {
      parseTheme([text, "templates/deck/light.json"]);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).hint).toBeDefined();
      return (error as UserError).message;
    }
    return "";
  };

  test("is refused at the key of a font or colour that is none", () => {
    expect(
      refused((theme) => ({
        ...theme,
        fonts: { ...theme.fonts, mono: "Comic Sans" },
        colors: { ...theme.colors, ink: "red" },
      })),
    ).toMatch(
      /^theme cannot be used: templates\/deck\/light\.json: colors\.ink: invalid .*; fonts\.mono: invalid /,
    );
    expect(refused(() => 7)).toMatch(/: the whole: invalid input/);
    expect(() => parseTheme(["{", "a.json"])).toThrow(UserError);
  });

  test.each([
    ["accents[0]", 0, "FFC0CB", "1.53", "4.5"],
    ["accents[3]", 3, "999999", "2.84", "4.5"],
    ["accents[5]", 5, "FFC0CB", "1.53", "3"],
  ])(
    "is refused where a series is not told from the ground: %s",
    (key, at, color, ratio, least) => {
      const said = refused(({ colors, ...theme }) => ({
        ...theme,
        colors: { ...colors, accents: colors.accents.with(at, color) },
      }));
      expect(said).toContain(
        `colors.${key}: ${color} on background FFFFFF is ${ratio}:1, below ${least}:1`,
      );
    },
  );

  test("is refused where text is not read on its ground", () => {
    const said = refused(({ colors, ...theme }) => ({
      ...theme,
      colors: { ...colors, muted: "AAAAAA", background: "1F2328" },
    }));
    expect(said).toContain(
      "colors.ink: 1F2328 on background 1F2328 is 1:1, below 4.5:1",
    );
    expect(said).toMatch(/colors\.muted: AAAAAA on surface F3F1EA is 2\.\d+:1/);
  });

  test("is taken with a series at 3:1 that is never text", () => {
    expect(
      refused(({ colors, ...theme }) => ({
        ...theme,
        colors: { ...colors, accents: colors.accents.with(5, "909090") },
      })),
    ).toBe("");
  });
});

test("contrast is that of WCAG", () => {
  expect(contrast("000000", "FFFFFF")).toBeCloseTo(21);
  expect(contrast("0072B2", "FFFFFF")).toBeCloseTo(5.19, 2);
});

describe("a slide master that a person changed", () => {
  /** What is said of it with `to` in place of `from`. */
  const refused = (from: string, to: string): string => {
    const [page, masters] = [readTemplate("page-4x3"), readTemplate("masters")];
    expect(page[0] + masters[0]).toContain(from);
    const changed = ([text, path]: readonly [string, string]) =>
      [text.replace(from, to), path] as const;
    try {
      parseMasters(changed(page), changed(masters));
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return (error as UserError).message;
    }
    return "";
  };

  test.each([
    [
      "a box that is nowhere",
      '"box": "claim"',
      '"box": "clam"',
      "masters.json: layouts[0].placeholders[0].box: invalid option",
    ],
    [
      "a size that no theme has",
      '"size": "claim"',
      '"size": "huge"',
      "masters.json: layouts[0].placeholders[0].size: invalid option",
    ],
    [
      "a layout of two titles",
      '"type": "body"',
      '"type": "title"',
      "masters.json: layouts[0].placeholders: not one title",
    ],
    [
      "a name used twice",
      '"name": "kicker"',
      '"name": "lines"',
      "masters.json: layouts[0].placeholders: a name twice",
    ],
    [
      "a layout that is missing",
      '"name": "Statement"',
      '"name": "Title"',
      "masters.json: layouts: not each of these once: Title, Statement",
    ],
    [
      "a box of no width",
      '"w": 9.16, "h": 1.82',
      '"w": 0, "h": 1.82',
      "page-4x3.json: boxes.claim.w: too small",
    ],
  ])("is refused at the key of %s", (_, from, to, said) => {
    expect(refused(from, to)).toContain(
      ` cannot be used: templates/deck/${said}`,
    );
  });

  test("is taken with a box elsewhere", () => {
    expect(refused('"w": 9.16, "h": 1.82', '"w": 7, "h": 2')).toBe("");
  });
});

describe("a course's own theme", () => {
  const own = (text: unknown) =>
    readTheme([JSON.stringify(text), "course/theme.json"]);

  test("changes what it says, and keeps the rest of what it extends", () => {
    const dark = readTheme("dark");
    const colors = { ink: "FFFFFF" };
    expect(own({ extends: "dark", colors, sizes: { body: 26 } })).toEqual({
      ...dark,
      colors: { ...dark.colors, ink: "FFFFFF" },
      sizes: { ...dark.sizes, body: 26 },
    });
  });

  test.each([
    [
      { extends: "light", colors: { ink: "red" } },
      "theme cannot be used: course/theme.json: colors.ink: ",
    ],
    [
      { extends: "light", colors: { link: "0000FF" } },
      'course/theme.json: colors: unrecognized key: "link"',
    ],
    [{ extends: "blue" }, "course/theme.json: extends: "],
    [
      { extends: "light", colors: { ink: "DDDDDD" } },
      "colours of a theme are too close: course/theme.json: colors.ink: DDDDDD on background FFFFFF",
    ],
  ])("is refused at its key: %j", (text, message) => {
    expect(() => own(text)).toThrow(UserError);
    expect(() => own(text)).toThrow(message);
  });
});

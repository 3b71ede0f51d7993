import { expect, test } from "vitest";
import { Drawings } from "../../../src/build/render/drawings.ts";
import { drawFigures } from "../../../src/build/render/render.ts";
import { drawFigure } from "../../../src/figure/draw.ts";
import { checkFigure } from "../../../src/figure/figure.ts";
import { articleLook } from "../../../src/figure/paint/theme.ts";
import { languageOf, signsOf } from "../../../src/language.ts";
import type { Record } from "../../../src/record/record.ts";
import { figures as samples } from "../../figure/samples.ts";

test("a figure is drawn once as it is, once as it is pointed at, once as an ornament", async () => {
  const bar = new Map(samples).get("bar");
  if (bar?.kind !== "bar") throw new Error("another sample");
  const [name = ""] = bar.categories;
  const drawings = new Drawings();
  const draw = (how?: Parameters<typeof drawings.drawOnSlide>[3]) =>
    drawings.drawOnSlide(bar, { width: 4, height: 3 }, articleLook, how);
  const ways = [
    undefined,
    { pointing: { highlight: [name], callouts: [] } },
    { art: true },
  ];
  const first = await Promise.all(ways.map(draw));
  const second = await Promise.all(ways.map(draw));
  const pictures = first.map(({ png }) => png.toString("base64"));
  expect(new Set(pictures).size).toBe(3);
  for (const [index, { png }] of second.entries())
    expect(png).toBe(first[index]?.png);
});

test("an article's figures write their numbers as its language does", async () => {
  const figure = checkFigure({
    kind: "numbers",
    alt: "A made-up grid of one number, of four digits and two decimals.",
    rows: [[1234.56]],
    digits: 2,
  });
  const record = { figures: { grid: figure } } as unknown as Record;
  const drawn = async (tag: string) => {
    const article = { figures: [], language: languageOf(tag) };
    const figures = await drawFigures(record, article, new Drawings());
    return figures.get("grid")?.bytes.toString("base64");
  };
  const own = (tag: string) =>
    drawFigure(figure, { signs: signsOf(languageOf(tag)) });
  expect(await drawn("de")).not.toBe(await drawn("en"));
  expect(await drawn("de")).toBe((await own("de")).png.toString("base64"));
});

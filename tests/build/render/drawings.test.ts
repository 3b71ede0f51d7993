import { expect, test } from "vitest";
import { Drawings } from "../../../src/build/render/drawings.ts";
import { articleLook } from "../../../src/figure/paint/theme.ts";
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

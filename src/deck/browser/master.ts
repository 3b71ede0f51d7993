import type { Element } from "hast";
import { h, s } from "hastscript";
import { cleanLine } from "../clean.ts";
import { type Box, containRight } from "../layout/grid.ts";
import { layoutNamed, type SlideLayout } from "../layout/masters.ts";
import type { PlacedSlide } from "../layout/placed.ts";
import type { Presentation } from "../plan.ts";
import { hexOf } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import { placeAt, short } from "./place.ts";

/** What the slide's layout draws behind its words: nothing that has to be read. */
export function ornamentElement(slide: PlacedSlide, theme: Theme): Element {
  const { ornaments, page } = theme.masters;
  const { ornament } = layoutNamed(theme.masters, slide.layout);
  if (ornament === "question") {
    const style = placeAt(
      ornaments.question,
      `font-size:${theme.sizes.body}pt`,
      `color:${hexOf("accent1", theme)}`,
      "font-weight:bold",
    );
    return h("div.box.text.body.ornament", { ariaHidden: "true", style }, "?");
  }
  return s(
    "svg.ornament",
    {
      ariaHidden: "true",
      viewBox: `0 0 ${page.w} ${page.h}`,
      fill: hexOf("accent1", theme),
    },
    squares(ornament, theme),
  );
}

function squares(
  ornament: Exclude<SlideLayout["ornament"], "question">,
  { mark, masters }: Theme,
): Element[] {
  const { ornaments } = masters;
  if (ornament === "cells") {
    const { x, y, edge, step } = ornaments.cells;
    return [100, 55, 25].map((ink, row) =>
      square(x, y + row * step, edge, ink),
    );
  }
  const { x, y, edge, step } = ornaments.mark;
  return mark.flatMap((cells, row) =>
    [...cells].flatMap((ink, column) =>
      ink === "."
        ? []
        : square(x + column * step, y + row * step, edge, Number(ink) * 11),
    ),
  );
}

/** A square with so many percent of its colour. */
function square(x: number, y: number, edge: number, ink: number): Element {
  const at = { x: short(x), y: short(y), width: edge, height: edge };
  return s("rect", { ...at, fillOpacity: ink / 100 });
}

/** What stands at the foot: where the numbers come from, and the slide's own number. */
export function footElements(
  { number, layout }: PlacedSlide,
  { theme, foot }: Presentation,
): Element[] {
  const { boxes } = theme.masters;
  const look = [
    `font-size:${theme.sizes.footer}pt`,
    `color:${hexOf("tx2", theme)}`,
  ];
  const { number: corner } = boxes;
  const footer = theme.logo ? boxes["footer beside logo"] : boxes.footer;
  return [
    ...logoElements(theme, boxes[layout === "Title" ? "large logo" : "logo"]),
    ...(foot === ""
      ? []
      : [
          h(
            "p.box.foot.body",
            { style: placeAt(footer, ...look) },
            cleanLine(foot),
          ),
        ]),
    h(
      "p.box.foot.body",
      // The slide's label says it already.
      {
        ariaHidden: "true",
        style: placeAt(corner, ...look, "text-align:right"),
      },
      String(number),
    ),
  ];
}

/** The logo, as large as the box lets it be, at its right. */
function logoElements({ logo }: Theme, box: Box): Element[] {
  if (logo === undefined) return [];
  const { bytes, type, width, height } = logo.picture;
  return [
    h("img.box", {
      style: placeAt(containRight(box, width / height)),
      src: `data:image/${type};base64,${bytes.toString("base64")}`,
      alt: cleanLine(logo.alt),
    }),
  ];
}

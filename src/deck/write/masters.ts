import type { Masters, Placeholder, SlideLayout } from "../layout/masters.ts";
import { schemeColor } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import type * as pptxgen from "./pptxgen.ts";

type MasterObject = NonNullable<pptxgen.MasterProps["objects"]>[number];

/** What the layouts hold beside their placeholders. */
interface Marks {
  /** The last line of every slide; "" for none. */
  readonly foot: string;
  /** The first slide shows a figure in place of the theme's mark. */
  readonly hasArt: boolean;
}

/** Defines every layout on `pptx`: placeholders, ornament, the last line, the number. */
export function defineMasters(
  pptx: pptxgen.Presentation,
  theme: Theme,
  { foot, hasArt }: Marks,
): void {
  const { boxes, layouts } = theme.masters;
  for (const layout of layouts) {
    pptx.defineSlideMaster({
      title: layout.name,
      background: { color: "bg1" },
      objects: [
        ...layout.placeholders.map((each) => placeholder(each, theme)),
        ...(hasArt && layout.ornament === "mark"
          ? []
          : ornament(layout, theme)),
        ...(foot === "" ? [] : [footer(theme, foot)]),
      ],
      slideNumber: {
        ...boxes.number,
        align: "right",
        margin: [0, 0, 0, 0],
        fontSize: theme.sizes.footer,
        color: schemeColor("muted"),
      },
    });
  }
}

function placeholder(each: Placeholder, theme: Theme): MasterObject {
  // A name that pptxgenjs knows and its types do not: the shapes that fill it get it, too.
  const named = { objectName: each.name };
  return {
    placeholder: {
      options: {
        ...named,
        name: each.name,
        type: each.type,
        ...each.box,
        margin: 0,
        align: "left",
        valign: each.anchor,
        fontSize: theme.sizes[each.size],
        bold: each.bold,
        color: schemeColor(each.ink),
      },
      text: each.prompt,
    },
  };
}

function ornament(layout: SlideLayout, theme: Theme): MasterObject[] {
  const { ornaments } = theme.masters;
  switch (layout.ornament) {
    case "cells": {
      const { x, y, edge, step } = ornaments.cells;
      return [0, 45, 75].map((transparency, row) =>
        cell(x, y + row * step, edge, transparency),
      );
    }
    case "question":
      return [
        {
          text: {
            text: "?",
            options: {
              ...ornaments.question,
              margin: 0,
              valign: "top",
              bold: true,
              // Smaller than the title, on its line.
              fontSize: theme.sizes.body,
              color: schemeColor("accent"),
            },
          },
        },
      ];
    case "mark":
      return mark(theme.mark, ornaments.mark);
  }
}

/** The large mark: one square a cell, the more ink the less transparent. */
function mark(
  rows: readonly string[],
  { x, y, most, ...square }: Masters["ornaments"]["mark"],
): MasterObject[] {
  const cells = Math.max(rows.length, ...rows.map((row) => row.length));
  const scale = Math.min(1, most / cells);
  const [edge, step] = [square.edge * scale, square.step * scale];
  return rows.flatMap((cells, row) =>
    [...cells].flatMap((ink, column) =>
      ink === "."
        ? []
        : [
            cell(
              x + column * step,
              y + row * step,
              edge,
              100 - Number(ink) * 11,
            ),
          ],
    ),
  );
}

function cell(
  x: number,
  y: number,
  edge: number,
  transparency: number,
): MasterObject {
  return {
    rect: { x, y, w: edge, h: edge, fill: { color: "accent1", transparency } },
  };
}

function footer(theme: Theme, lastLine: string): MasterObject {
  const { boxes } = theme.masters;
  return {
    text: {
      text: lastLine,
      options: {
        ...(theme.logo ? boxes["footer beside logo"] : boxes.footer),
        margin: 0,
        valign: "top",
        align: "left",
        fontSize: theme.sizes.footer,
        color: schemeColor("muted"),
      },
    },
  };
}

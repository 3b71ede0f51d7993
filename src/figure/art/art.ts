import type { Figure } from "../figure.ts";
import { at } from "../paint/layout.ts";
import { type Paper, paper } from "../paint/paper.ts";
import { articleLook, type Look } from "../paint/theme.ts";
import { paintGrid, paintPictures } from "./cells.ts";
import {
  paintBars,
  paintContours,
  paintCurves,
  paintPoints,
} from "./charts.ts";
import { paintNodes } from "./nodes.ts";
import type { Room } from "./room.ts";

/** Units an inch, as on every slide, and pixels an inch. */
const unitsPerInch = 120;
const dpi = 200;

/**
 * A figure as an ornament, to lie inside so many inches: its cells, curves, bars or boxes in the
 * look's colours, without axes, names or numbers. The same figure gives the same PNG.
 */
export function drawArt(
  figure: Figure,
  inches: { readonly width: number; readonly height: number },
  look: Look = articleLook,
): Buffer {
  const room = {
    width: inches.width * unitsPerInch,
    height: inches.height * unitsPerInch,
  };
  const page = paper(room.width, room.height, dpi / unitsPerInch, look);
  // A slide shows through: its ground is its own, to the bit.
  page.context.clearRect(0, 0, room.width, room.height);
  paintArt(page, figure, room);
  return page.context.canvas.toBuffer("image/png");
}

function paintArt(page: Paper, figure: Figure, room: Room): void {
  switch (figure.kind) {
    case "images":
      paintPictures(page, figure, room);
      break;
    case "numbers":
      paintGrid(page, figure.rows, room);
      break;
    case "line":
      paintCurves(page, figure, room);
      break;
    case "scatter":
      paintPoints(page, figure, room);
      break;
    case "bar":
      paintBars(page, figure.series, room);
      break;
    case "histogram": {
      const series = figure.series.map(({ counts }) => ({ values: counts }));
      paintBars(page, series, room);
      break;
    }
    case "surface":
      paintContours(page, figure, room);
      break;
    case "diagram":
      paintNodes(page, figure, room);
      break;
    case "panels": {
      const figures = figure.panels.map((each) => each.figure);
      paintPanels(page, figures, room);
    }
  }
}

/** Up to four panels, two in a row where they are no row of two. */
function paintPanels(
  page: Paper,
  figures: readonly Figure[],
  room: Room,
): void {
  const shown = figures.slice(0, figures.length >= 4 ? 4 : 2);
  const wide = room.width > room.height;
  const columns = shown.length === 4 && !wide ? 2 : wide ? shown.length : 1;
  const rows = Math.ceil(shown.length / columns);
  const gap = 40;
  const width = (room.width - gap * (columns - 1)) / columns;
  const height = (room.height - gap * (rows - 1)) / rows;
  for (const [index, figure] of shown.entries()) {
    const x = (index % columns) * (width + gap);
    const y = Math.floor(index / columns) * (height + gap);
    at(page, x, y, (moved) => paintArt(moved, figure, { width, height }));
  }
}

import { contours } from "d3-contour";
import { mediumOf } from "../chart/draw-chart.ts";
import type { ColorMap, Surface } from "../data/shapes.ts";
import {
  luminance,
  mapColor,
  type Rgb,
  rangeOf,
  type ValueRange,
} from "../paint/colors.ts";
import { at, type Kind, marginOf } from "../paint/layout.ts";
import type { Paper } from "../paint/paper.ts";
import { paintPixels } from "../paint/pixels.ts";
import type { Rect } from "../paint/placing.ts";
import { paintText, textWidth, wrap } from "../paint/text.ts";
import { sizes, space, strokes } from "../paint/theme.ts";
import { type AxisPlan, axisTitle, placeOn, planAxis } from "../plan/axis.ts";
import { lyingCount, thinLying, thinStanding } from "../plan/plan.ts";
import { layoutColorBar } from "./colorbar.ts";

const tickStyle = { size: sizes.small, color: "muted" } as const;
const titleStyle = { size: sizes.body, color: "muted" } as const;
const barWidth = 440;

/** Between contour lines lies about this part of the values' range. */
const contourCount = 10;

/** A function of two variables as a heat map with contour lines. */
export const surface: Kind<Surface> = (figure, frame) => {
  const log = figure.z.scale === "log";
  const values = log
    ? figure.values.map((row) => row.map((v) => Math.log10(v)))
    : figure.values;
  const map: ColorMap =
    values.flat().some((v) => v < 0) && !log ? "diverging" : "heat";
  const range = rangeFor(figure, values, map, log);
  const label = axisTitle(figure.z) + (log ? ", as a power of ten" : "");
  const bar = layoutColorBar(map, range, label, barWidth);
  const medium = mediumOf(frame);
  const exact = { ends: "exact" } as const;
  const x = thinLying(
    planAxis(figure.x, figure.xs, { ...exact, count: lyingCount }),
    medium,
  );
  const y = thinStanding(planAxis(figure.y, figure.ys, exact), medium);
  const margin = marginOf(frame);
  const yWidth = Math.max(
    0,
    ...y.labels.map((each) => textWidth(each, tickStyle)),
  );
  const xTitle = wrap(x.title, frame.width * 0.7, {
    ...titleStyle,
    align: "center",
  });
  const yTitle = wrap(y.title, frame.width - barWidth - 3 * margin, titleStyle);
  const head = Math.max(bar.height, yTitle.height) + space.tight * 1.6;
  const foot = 12 + sizes.small * 1.28 + 8 + xTitle.height + margin;
  const plot: Rect = {
    x: margin + yWidth + 14,
    y: margin * 0.7 + head,
    width: frame.width - 2 * margin - yWidth - 14 - 12,
    height: Math.max(200, frame.height - margin * 0.7 - head - foot),
  };
  return {
    width: frame.width,
    height: plot.y + plot.height + foot,
    paint: (paper) => {
      at(
        paper,
        plot.x + plot.width - barWidth,
        margin * 0.7,
        (c) => void bar.paint(c),
      );
      paintText(paper, yTitle, margin, plot.y - yTitle.height - space.tight);
      at(paper, plot.x, plot.y, (c) => {
        const field = { xs: figure.xs, ys: figure.ys, values, x, y };
        const colorOf = (value: number) =>
          mapColor(map, value, range, frame.look);
        paintHeat(c, field, plot, colorOf, frame.scale);
        paintContours(c, field, plot, map, range);
      });
      paintTicks(paper, plot, x, y);
      paintText(
        paper,
        xTitle,
        plot.x + plot.width / 2,
        plot.y + plot.height + foot - margin - xTitle.height,
      );
    },
  };
};

function rangeFor(
  { z }: Surface,
  values: readonly (readonly number[])[],
  map: ColorMap,
  log: boolean,
): ValueRange {
  const found = rangeOf(values.flat(), map);
  const end = (told: number | undefined) =>
    told === undefined ? undefined : log ? Math.log10(told) : told;
  return { min: end(z.min) ?? found.min, max: end(z.max) ?? found.max };
}

/** Where on the axis a part (0…1) of the plot lies, as a fractional index into its values. */
function indexAt(
  list: readonly number[],
  plan: AxisPlan,
  part: number,
): number {
  const value = plan.min + (plan.max - plan.min) * part;
  const above = list.findIndex((each) => each >= value);
  if (above < 0) return list.length - 1;
  if (above === 0) return 0;
  const [low = 0, high = 1] = list.slice(above - 1, above + 1);
  return above - 1 + (value - low) / (high - low);
}

/** File pixels that share a computed value, sideways and down: the rest is blended. */
const coarseness = 3;

function paintHeat(
  paper: Paper,
  field: Field,
  plot: Rect,
  colorOf: (value: number) => Rgb,
  scale: number,
): void {
  const width = Math.round((plot.width * scale) / coarseness);
  const height = Math.round((plot.height * scale) / coarseness);
  const cells: Rgb[] = [];
  for (const row of resample(field, width, height)) {
    for (const value of row) cells.push(colorOf(value));
  }
  paintPixels(paper, cells, width, plot, true);
}

/** A function over the plot: its values on the grid, and the axes that stretch it. */
interface Field {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly values: readonly (readonly number[])[];
  readonly x: AxisPlan;
  readonly y: AxisPlan;
}

/** The field at the middles of `height` × `width` equal cells of the plot, the top row first. */
function resample(
  { xs, ys, values, x, y }: Field,
  width: number,
  height: number,
): number[][] {
  const columns = Array.from({ length: width }, (_, i) =>
    indexAt(xs, x, (i + 0.5) / width),
  );
  return Array.from({ length: height }, (_, row) => {
    const r = indexAt(ys, y, 1 - (row + 0.5) / height);
    return columns.map((c) => between(values, r, c));
  });
}

/** The value between grid points. Source: bilinear interpolation. */
function between(
  values: readonly (readonly number[])[],
  r: number,
  c: number,
): number {
  const row = Math.min(values.length - 2, Math.floor(r));
  const column = Math.min((values[0]?.length ?? 2) - 2, Math.floor(c));
  const value = (dr: number, dc: number) =>
    values[row + dr]?.[column + dc] ?? 0;
  const mix = (a: number, b: number, part: number) => a + (b - a) * part;
  const right = c - column;
  return mix(
    mix(value(0, 0), value(0, 1), right),
    mix(value(1, 0), value(1, 1), right),
    r - row,
  );
}

/** Side of the cells on which contours are followed, in units. */
const contourCell = 7;

function paintContours(
  paper: Paper,
  field: Field,
  plot: Rect,
  map: ColorMap,
  range: ValueRange,
): void {
  if (range.min >= range.max) return;
  const { ticks } = planAxis({ label: "levels", ...range }, [], {
    count: contourCount,
    ends: "exact",
  });
  const width = Math.round(plot.width / contourCell);
  const height = Math.round(plot.height / contourCell);
  const fine = resample(field, width, height).flat();
  const follow = contours().size([width, height]);
  const { context, look } = paper;
  context.lineWidth = strokes.thin;
  for (const level of ticks) {
    const light = luminance(mapColor(map, level, range, look)) > 0.25;
    context.strokeStyle = light ? "#1F232859" : "#FFFFFF99";
    context.beginPath();
    for (const ring of follow.contour(fine, level).coordinates.flat()) {
      let onRim = false;
      for (const [index, [column = 0, row = 0]] of ring.entries()) {
        const x = (column / width) * plot.width;
        const y = (row / height) * plot.height;
        const before = onRim;
        onRim = [0, width].includes(column) || [0, height].includes(row);
        // Rings close along the rim of the plot, where no value is crossed.
        if (index === 0 || (before && onRim)) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
    }
    context.stroke();
  }
}

function paintTicks(paper: Paper, plot: Rect, x: AxisPlan, y: AxisPlan): void {
  const { context, look } = paper;
  context.strokeStyle = look.colors.axis;
  context.lineWidth = strokes.thin;
  context.strokeRect(plot.x, plot.y, plot.width, plot.height);
  x.ticks.forEach((tick, index) => {
    const px = plot.x + placeOn(x, tick) * plot.width;
    context.fillStyle = look.colors.axis;
    context.fillRect(px - 1, plot.y + plot.height, 2, 8);
    const block = wrap(x.labels[index] ?? "", 200, {
      ...tickStyle,
      align: "center",
    });
    paintText(paper, block, px, plot.y + plot.height + 10);
  });
  y.ticks.forEach((tick, index) => {
    const py = plot.y + (1 - placeOn(y, tick)) * plot.height;
    context.fillStyle = look.colors.axis;
    context.fillRect(plot.x - 8, py - 1, 8, 2);
    const block = wrap(y.labels[index] ?? "", 200, {
      ...tickStyle,
      align: "right",
    });
    paintText(paper, block, plot.x - 14, py - block.height / 2);
  });
}

import { contours } from "d3-contour";
import type { Line, Scatter, Surface } from "../data/shapes.ts";
import { mix } from "../paint/colors.ts";
import type { Paper } from "../paint/paper.ts";
import { seriesStyle } from "../paint/theme.ts";
import { type AxisPlan, placeOn } from "../plan/axis.ts";
import { planChart } from "../plan/plan.ts";
import type { Room } from "./room.ts";

const stroke = 9;

/** Of the mark at a point, in units. */
const radius = 9;

/** More points than so many are a curve without marks. */
const mostMarks = 25;

type Point = readonly [number, number];

/** The plan needs a medium; the ends of its axes do not depend on it. */
const medium = {
  width: 1400,
  plot: { width: 1200, height: 700 },
  text: 24,
  names: "none",
} as const;

/** Where values stand in the room, its rim left to strokes and marks. */
function placesIn(
  { x, y }: { readonly x: AxisPlan; readonly y: AxisPlan },
  { width, height }: Room,
): (point: Point) => Point {
  const rim = radius + 2;
  const clamp = (part: number) => Math.min(1, Math.max(0, part));
  return ([px, py]) => [
    rim + clamp(placeOn(x, px)) * (width - 2 * rim),
    rim + (1 - clamp(placeOn(y, py))) * (height - 2 * rim),
  ];
}

/** Curves in the series' colours, the first one over the others. */
export function paintCurves(page: Paper, figure: Line, room: Room): void {
  const place = placesIn(planChart(figure, medium), room);
  const { context, look } = page;
  for (const [index, { points }] of [...figure.series.entries()].reverse()) {
    const { color } = seriesStyle(look, index);
    const spots = points.map(place);
    paintLine(page, spots, color);
    if (points.length > mostMarks) continue;
    context.fillStyle = color;
    for (const spot of spots) paintDot(page, spot, radius);
  }
}

function paintLine(
  { context }: Paper,
  spots: readonly Point[],
  color: string,
): void {
  context.strokeStyle = color;
  context.lineWidth = stroke;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.beginPath();
  for (const [index, [x, y]] of spots.entries())
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  context.stroke();
}

function paintDot({ context }: Paper, [x, y]: Point, r: number): void {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
}

/** Clouds of points, and the curves through them. */
export function paintPoints(page: Paper, figure: Scatter, room: Room): void {
  const place = placesIn(planChart(figure, medium), room);
  const { context, look } = page;
  const count = figure.series.reduce(
    (sum, each) => sum + each.points.length,
    0,
  );
  for (const { points } of figure.lines ?? [])
    paintLine(page, points.map(place), look.colors.frame);
  for (const [index, { points }] of figure.series.entries()) {
    context.fillStyle = `${seriesStyle(look, index).color}${count > 200 ? "99" : "FF"}`;
    for (const point of points)
      paintDot(page, place(point), count > 200 ? radius * 0.6 : radius * 1.2);
  }
}

/** Bars from zero, one group a category. */
export function paintBars(
  { context, look }: Paper,
  series: readonly { readonly values: readonly number[] }[],
  { width, height }: Room,
): void {
  const all = [0, ...series.flatMap(({ values }) => values)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const place = (value: number) =>
    height * (1 - (value - low) / (high - low || 1));
  const count = Math.max(...series.map(({ values }) => values.length));
  const slot = width / count;
  const thick = (slot * 0.8) / series.length;
  for (const [index, { values }] of series.entries()) {
    context.fillStyle = seriesStyle(look, index).color;
    for (const [category, value] of values.entries()) {
      const [from, to] = [place(0), place(value)];
      const x = category * slot + slot * 0.1 + index * thick;
      context.fillRect(
        x,
        Math.min(from, to),
        thick * 0.94,
        Math.abs(to - from),
      );
    }
  }
}

/** Levels of a surface: about so many lines. */
const levels = 11;

/** Contour lines, those of low values strong. */
export function paintContours(
  { context, look }: Paper,
  { values, z }: Surface,
  room: Room,
): void {
  const rows = values.toReversed();
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const flat = rows.flat().map((v) => (z.scale === "log" ? Math.log10(v) : v));
  const sorted = flat.toSorted((a, b) => a - b);
  const { color } = seriesStyle(look, 0);
  const follow = contours().size([width, height]);
  context.lineWidth = stroke * 0.6;
  context.lineJoin = "round";
  for (let level = 1; level <= levels; level += 1) {
    const share = level / (levels + 1);
    // As much of the surface between any two lines: a steep rim takes none of them all.
    const value = sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    context.strokeStyle = mix(color, look.colors.paper, 1 - 0.8 * share);
    context.beginPath();
    for (const ring of follow.contour(flat, value).coordinates.flat())
      traceRing(context, ring, { width, height }, room);
    context.stroke();
  }
}

/** A ring without its way along the rim, where no value is crossed. */
function traceRing(
  context: Paper["context"],
  ring: readonly (readonly number[])[],
  { width, height }: Room,
  room: Room,
): void {
  let wasOnRim = true;
  for (const [column = 0, row = 0] of ring) {
    const [x, y] = [
      (column / width) * room.width,
      (row / height) * room.height,
    ];
    const onRim = [0, width].includes(column) || [0, height].includes(row);
    if (wasOnRim) context.moveTo(x, y);
    else context.lineTo(x, y);
    wasOnRim = onRim;
  }
}

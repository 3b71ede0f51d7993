import type { Context } from "./canvas.ts";
import { layoutChart } from "./chart.ts";
import { planLying, planStanding } from "./fit-axis.ts";
import type { Kind } from "./layout.ts";
import { type LegendEntry, paintArea } from "./legend.ts";
import { sampleLine } from "./placing.ts";
import type { Plot } from "./plot.ts";
import type { Histogram } from "./shapes.ts";
import { type Look, seriesStyle, strokes } from "./theme.ts";

/** Counts over bins: filled bars for one series, outlined steps for several. */
export const histogram: Kind<Histogram> = (figure, frame) => {
  const { edges, series } = figure;
  const counts = series.flatMap((each) => each.counts);
  const references = figure.references ?? [];
  const xs = references.flatMap((each) => ("x" in each ? [each.x] : []));
  const ys = references.flatMap((each) => ("y" in each ? [each.y] : []));
  return layoutChart(
    {
      type: "scatter",
      datasets: [
        {
          // Chart.js gets the outlines only to know the axes' reach: areas are painted below.
          data: edges.map((x) => ({ x, y: 0 })),
          pointRadius: 0,
        },
      ],
      x: planLying(figure.x, [...edges, ...xs], frame.width, {
        nice: false,
      }),
      y: planStanding(figure.y, [...counts, ...ys], frame.height, {
        zero: true,
      }),
      legend: frame.small === true ? [] : histogramLegend(figure, frame.look),
      references,
      below: (context, plot) => {
        context.save();
        context.beginPath();
        context.rect(
          plot.left - strokes.line,
          plot.top - strokes.line,
          plot.right - plot.left + 2 * strokes.line,
          plot.bottom - plot.top + strokes.line,
        );
        context.clip();
        if (series.length === 1) paintBars(context, plot, figure);
        else paintSteps(context, plot, figure);
        context.restore();
      },
      above: (_, plot) => ({
        points: series.flatMap((each) =>
          sampleLine(outlineOf(plot, edges, each.counts)),
        ),
        rects: [],
      }),
    },
    frame,
  );
};

/** Keys of the series; none for a single one. */
export function histogramLegend(
  { series }: Histogram,
  look: Look,
): LegendEntry[] {
  if (series.length === 1) return [];
  return series.map(({ name }, index) => ({
    name,
    style: seriesStyle(look, index),
    sign: "line",
  }));
}

function paintBars(
  context: Context,
  plot: Plot,
  { edges, series }: Histogram,
): void {
  const zero = plot.y(0);
  series[0]?.counts.forEach((count, index) => {
    const left = plot.x(edges[index] ?? 0);
    const width = plot.x(edges[index + 1] ?? 0) - left;
    const gap = Math.min(3, width * 0.15);
    if (count === 0) return;
    const top = plot.y(count);
    paintArea(
      context,
      seriesStyle(context.look, 0),
      left + gap / 2,
      top,
      width - gap,
      zero - top,
    );
  });
}

function paintSteps(
  context: Context,
  plot: Plot,
  { edges, series }: Histogram,
): void {
  // Every area first, every outline over them: none is hidden by another's area.
  for (const fill of [true, false]) {
    series.forEach(({ counts }, index) => {
      const { color, dash } = seriesStyle(context.look, index);
      context.beginPath();
      for (const [x, y] of outlineOf(plot, edges, counts)) context.lineTo(x, y);
      context.fillStyle = `${color}30`;
      context.strokeStyle = color;
      context.lineWidth = strokes.line - 1;
      context.setLineDash([...dash]);
      if (fill) context.fill();
      else context.stroke();
    });
  }
  context.setLineDash([]);
}

function outlineOf(
  plot: Plot,
  edges: readonly number[],
  counts: readonly number[],
): [number, number][] {
  const steps = counts.flatMap((count, index): [number, number][] => [
    [plot.x(edges[index] ?? 0), plot.y(count)],
    [plot.x(edges[index + 1] ?? 0), plot.y(count)],
  ]);
  const zero = plot.y(0);
  return [
    [plot.x(edges[0] ?? 0), zero],
    ...steps,
    [plot.x(edges.at(-1) ?? 0), zero],
  ];
}

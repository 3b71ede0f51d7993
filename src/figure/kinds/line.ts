import { type Dataset, layoutChart, mediumOf } from "../chart/draw-chart.ts";
import { layoutLineNames, paintLineNames } from "../chart/line-names.ts";
import type { Line } from "../data/shapes.ts";
import type { Kind } from "../paint/layout.ts";
import { obstaclesOf } from "../paint/placing.ts";
import {
  type Look,
  layerOf,
  markerRadius,
  seriesStyle,
  strokes,
} from "../paint/theme.ts";
import { planChart } from "../plan/plan.ts";
import { keysOf } from "./keys.ts";

type Series = Line["series"][number];

/** What names at line ends may take of a picture's width, and of a slide's. */
const namesPart = { page: 0.27, slide: 0.24 } as const;

/** How much a band covers, as two hexadecimal digits: a sixth. */
const bandAlpha = "29";

/** Lines through points, with bands, named at their ends where they end at the right. */
export const line: Kind<Line> = (figure, frame) => {
  const { look } = frame;
  const plan = planChart(figure, mediumOf(frame));
  const names =
    plan.names.at === "ends"
      ? layoutLineNames(
          namesOf(figure, look),
          frame.width * namesPart[frame.fill === true ? "slide" : "page"],
        )
      : undefined;
  return layoutChart(
    {
      datasets: () => [
        ...figure.series.map((series, index) =>
          datasetOf(series, index, plan.markers[index] === true, look),
        ),
        ...figure.series.flatMap((series, index) =>
          bandOf(series, index, look),
        ),
      ],
      figure,
      plan,
      keys: keysOf(figure, look),
      right: names?.width ?? 0,
      references: figure.references,
      above: (paper, plot) => {
        if (names !== undefined) paintLineNames(paper, plot, names);
        return { points: obstaclesOf(plot, figure.series), rects: [] };
      },
    },
    frame,
  );
};

function namesOf({ series }: Line, look: Look) {
  return series.map(({ name, points }, index) => ({
    name,
    style: seriesStyle(look, index),
    end: points.at(-1) ?? ([0, 0] as const),
  }));
}

function datasetOf(
  { points, stepped }: Series,
  index: number,
  markers: boolean,
  look: Look,
): Dataset {
  const { color, dash, marker, weight = 1 } = seriesStyle(look, index);
  return {
    data: points.map(([x, y]) => ({ x, y })),
    showLine: true,
    stepped: stepped === true ? "before" : false,
    borderColor: color,
    borderWidth: strokes.line * weight,
    borderDash: [...dash],
    borderJoinStyle: "round",
    backgroundColor: color,
    pointStyle: marker,
    pointRadius: markers ? markerRadius * Math.sqrt(weight) : 0,
    pointBorderColor: color,
    // What is pointed at is larger, and still whole at the plot's edge.
    clip: markerRadius * 2,
    // Later series lie over earlier ones: through the gaps of their dashes an equal line shows.
    order: layerOf(weight, index),
  };
}

/** The area between the edges of a band: two lines that are not drawn, and what lies between. */
function bandOf({ band, points }: Series, index: number, look: Look) {
  if (band === undefined) return [];
  const edge = (values: readonly number[], fill: false | "+1"): Dataset => ({
    data: points.map(([x], at) => ({ x, y: values[at] ?? 0 })),
    showLine: true,
    pointRadius: 0,
    borderWidth: 0,
    fill,
    backgroundColor: `${seriesStyle(look, index).color}${bandAlpha}`,
  });
  return [edge(band.high, "+1"), edge(band.low, false)];
}

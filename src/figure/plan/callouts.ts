import { tonesOf } from "../data/pointing.ts";
import type { AnyFigure, Bar, Histogram, Line } from "../data/shapes.ts";

type Point = readonly [x: number, y: number];

/** The place of a callout: a point of the plot, the end of a bar, or a part that has words of its own. */
type Anchor =
  | { readonly kind: "point"; readonly point: Point }
  | {
      readonly kind: "bar";
      readonly series: number;
      readonly category: number;
      readonly value: number;
    }
  | { readonly kind: "part"; readonly name: string };

/** Where `at` leads, or what stands in its way. */
export type Found =
  | Anchor
  | { readonly kind: "none"; readonly names: readonly string[] };

/**
 * The place that a callout speaks of: `series@x` of a line, `category` or `series@category` of
 * bars, a panel of pictures, a node of a diagram. `names` says what could have been meant; none
 * where such a figure has no room for a callout.
 */
export function findAnchor(figure: AnyFigure, at: string): Found {
  switch (figure.kind) {
    case "line":
      return onLine(figure.series, at);
    case "scatter":
      return onLine([...figure.series, ...(figure.lines ?? [])], at);
    case "histogram":
      return onBins(figure, at);
    case "bar":
      return onBars(figure, at);
    case "images":
      return onPart(
        figure.panels.map(({ title }) => title?.trim()),
        at,
      );
    case "diagram": {
      const node = figure.nodes.find(
        ({ id, label }) => at === id || at === label,
      );
      return onPart(
        figure.nodes.map(({ id }) => id),
        node?.id ?? at,
      );
    }
    default:
      return { kind: "none", names: [] };
  }
}

/** Whether what a callout speaks of has stepped back, so that its words step back too. */
export function isQuietAt(
  figure: AnyFigure,
  at: string,
  highlight: readonly string[] = [],
): boolean {
  const isQuiet = (names: readonly string[], own: string | undefined) =>
    own !== undefined &&
    tonesOf(names, highlight)[names.indexOf(own)] === "quiet";
  const names = namesIn(figure);
  const series = names.find((name) => at === name || at.startsWith(`${name}@`));
  if (isQuiet(names, series)) return true;
  if (figure.kind !== "bar") return false;
  const { categories } = figure;
  const category = categories.find(
    (name) => at === name || at.endsWith(`@${name}`),
  );
  return isQuiet(categories, category);
}

function namesIn(figure: AnyFigure): readonly string[] {
  switch (figure.kind) {
    case "line":
    case "histogram":
    case "bar":
      return figure.series.map(({ name }) => name);
    case "scatter":
      return [...figure.series, ...(figure.lines ?? [])].map(
        ({ name }) => name,
      );
    default:
      return [];
  }
}

/** Whether callouts have a place on figures of this kind. */
export function takesCallouts({ kind }: AnyFigure): boolean {
  return kind !== "numbers" && kind !== "surface" && kind !== "panels";
}

/** Splits at the last @: a series may have one in its name. */
function split(at: string): readonly [name: string, place: string | undefined] {
  const sign = at.lastIndexOf("@");
  return sign < 0 ? [at, undefined] : [at.slice(0, sign), at.slice(sign + 1)];
}

function none(names: readonly (string | undefined)[]): Found {
  return { kind: "none", names: names.flatMap((each) => each || []) };
}

function onPart(names: readonly (string | undefined)[], at: string): Found {
  return names.includes(at) ? { kind: "part", name: at } : none(names);
}

function onLine(
  series: readonly (Pick<Line["series"][number], "name" | "points"> & {
    readonly stepped?: boolean | undefined;
  })[],
  at: string,
): Found {
  const whole = series.find(({ name }) => name === at);
  const last = whole?.points.at(-1);
  if (last !== undefined) return { kind: "point", point: last };
  const [name, place] = split(at);
  const meant = series.find((each) => each.name === name);
  if (meant === undefined || !place?.trim())
    return none(
      series.map((each) => `${each.name}@${each.points.at(-1)?.[0]}`),
    );
  const point = pointAt(meant.points, Number(place), meant.stepped === true);
  return point === undefined
    ? none(meant.points.map(([x]) => `${name}@${x}`))
    : { kind: "point", point };
}

/** The point of a line above `x`; undefined beyond its ends. */
function pointAt(
  points: readonly Point[],
  x: number,
  stepped: boolean,
): Point | undefined {
  const exact = points.find((each) => each[0] === x);
  if (exact !== undefined) return exact;
  const index = points.findIndex(([left], at) => {
    const right = points[at + 1]?.[0];
    return right !== undefined && (left - x) * (right - x) < 0;
  });
  const [from, to] = [points[index], points[index + 1]];
  if (from === undefined || to === undefined) return undefined;
  const part = stepped ? 0 : (x - from[0]) / (to[0] - from[0]);
  return [x, from[1] + (to[1] - from[1]) * part];
}

function onBins({ edges, series }: Histogram, at: string): Found {
  const [name, place] = split(at);
  const each = series.find((one) => one.name === name);
  const x = place?.trim() ? Number(place) : Number.NaN;
  const bin = edges.findIndex(
    (low, index) => low <= x && x < (edges[index + 1] ?? low),
  );
  const count = each?.counts[bin];
  return count === undefined
    ? none(series.map((one) => `${one.name}@${edges[0]}`))
    : { kind: "point", point: [x, count] };
}

function onBars({ categories, series }: Bar, at: string): Found {
  const alone = series.length === 1 ? categories.indexOf(at) : -1;
  const pairs = series.flatMap(({ name }, index) =>
    categories.map(
      (category, of) => [`${name}@${category}`, index, of] as const,
    ),
  );
  const [, index = 0, category = alone] =
    alone < 0 ? (pairs.find(([name]) => name === at) ?? []) : [];
  const value = series[index]?.values[category];
  if (value !== undefined)
    return { kind: "bar", series: index, category, value };
  return none(series.length === 1 ? categories : pairs.map(([name]) => name));
}

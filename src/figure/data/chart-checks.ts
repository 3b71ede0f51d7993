import { checkAxes, checkAxis } from "./axis-checks.ts";
import { checkLength, checkNames, type Issue } from "./issue.ts";
import type { Bar, Histogram, Line, Scatter } from "./shapes.ts";

/** What a line figure cannot draw. */
export function checkLine(figure: Line): Issue[] {
  const found = checkXY(figure, "series", figure.series);
  figure.series.forEach(({ band, points }, index) => {
    if (band === undefined) return;
    for (const edge of ["low", "high"] as const) {
      const path = ["series", index, "band", edge];
      found.push(...checkLength(band[edge], points.length, path, "points"));
      if (figure.y.scale === "log" && band[edge].some((value) => value <= 0)) {
        found.push({ path, message: "a log axis needs values above 0" });
      }
    }
    const crossed = band.low.findIndex(
      (low, at) => low > (band.high[at] ?? low),
    );
    if (crossed >= 0) {
      found.push({
        path: ["series", index, "band", "low", crossed],
        message: `${band.low[crossed]} is above high ${band.high[crossed]}`,
      });
    }
  });
  return found;
}

/** Names that are there twice, points that a log axis cannot show. */
export function checkXY(
  figure: Line | Scatter,
  field: "series" | "lines",
  series: Scatter["series"],
): Issue[] {
  const found = checkNames(series, field);
  series.forEach(({ points }, index) => {
    points.forEach((pair, at) => {
      for (const [side, axis] of ([figure.x, figure.y] as const).entries()) {
        const value = pair[side] ?? 1;
        if (axis.scale !== "log" || value > 0) continue;
        found.push({
          path: [field, index, "points", at],
          message: `${value} on the log axis "${axis.label}": it needs values above 0`,
        });
      }
    });
  });
  return found;
}

/** What a bar figure cannot draw. */
export function checkBar(figure: Bar): Issue[] {
  const found = [
    ...checkNames(figure.series, "series"),
    ...checkAxis(figure.y, "y"),
  ];
  const count = figure.categories.length;
  figure.series.forEach(({ values, whiskers }, index) => {
    found.push(
      ...checkLength(values, count, ["series", index, "values"], "categories"),
      ...checkLength(
        whiskers,
        count,
        ["series", index, "whiskers"],
        "categories",
      ),
    );
    whiskers?.forEach(([low, high], at) => {
      if (low <= high) return;
      found.push({
        path: ["series", index, "whiskers", at],
        message: `the lower end ${low} is above the upper end ${high}`,
      });
    });
  });
  if (figure.y.scale === "log") {
    found.push({
      path: ["y", "scale"],
      message: "bars start at zero, which a log axis does not have",
    });
  }
  if ((figure.y.min ?? 0) > 0 || (figure.y.max ?? 0) < 0) {
    found.push({
      path: ["y", (figure.y.min ?? 0) > 0 ? "min" : "max"],
      message: "bars start at zero: the axis must reach it",
    });
  }
  figure.references?.forEach((reference, index) => {
    if ("y" in reference) return;
    found.push({
      path: ["references", index],
      message: "bars have categories, no x: give a y",
    });
  });
  return found;
}

/** What a histogram cannot draw. */
export function checkHistogram(figure: Histogram): Issue[] {
  const found = [...checkNames(figure.series, "series"), ...checkAxes(figure)];
  const { edges } = figure;
  edges.forEach((edge, at) => {
    const before = edges[at - 1];
    if (before === undefined || edge > before) return;
    found.push({
      path: ["edges", at],
      message: `${edge} does not rise above ${before}`,
    });
  });
  figure.series.forEach(({ counts }, index) => {
    const path = ["series", index, "counts"];
    found.push(...checkLength(counts, edges.length - 1, path, "bins"));
  });
  for (const side of ["x", "y"] as const) {
    if (figure[side].scale !== "log") continue;
    found.push({
      path: [side, "scale"],
      message: "a histogram needs linear axes: its areas are what it shows",
    });
  }
  return found;
}

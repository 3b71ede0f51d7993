import type {
  Axis,
  Bar,
  Diagram,
  Histogram,
  Images,
  Line,
  Numbers,
  Panels,
  Reference,
  Scatter,
  Surface,
} from "./shapes.ts";

/** Something that does not fit together: the field, and what is wrong with it. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type AnyFigure =
  | Bar
  | Diagram
  | Histogram
  | Images
  | Line
  | Numbers
  | Panels
  | Scatter
  | Surface;

/** Everything in the figure that fits its shape and still cannot be drawn. */
export function checkTogether(figure: AnyFigure): Misfit[] {
  switch (figure.kind) {
    case "images":
      return checkImages(figure);
    case "numbers":
      return checkNumbers(figure);
    case "line":
      return [...checkLine(figure), ...checkAxes(figure)];
    case "scatter":
      return [
        ...checkXY(figure, "series", figure.series),
        ...checkXY(figure, "lines", figure.lines ?? []),
        ...checkAxes(figure),
      ];
    case "bar":
      return checkBar(figure);
    case "histogram":
      return checkHistogram(figure);
    case "surface":
      return checkSurface(figure);
    case "diagram":
      return checkDiagram(figure);
    case "panels":
      return figure.panels.flatMap((panel, index) =>
        checkTogether(panel.figure).map(({ path, message }) => ({
          path: ["panels", index, "figure", ...path],
          message,
        })),
      );
  }
}

function checkImages(figure: Images): Misfit[] {
  const found: Misfit[] = [];
  figure.panels.forEach((panel, index) => {
    const { height, width, channels = 1, pixels } = panel;
    const wanted = height * width * channels;
    if (pixels.length !== wanted) {
      found.push({
        path: ["panels", index, "pixels"],
        message: `${pixels.length} values, but height ${height} × width ${width} × channels ${channels} is ${wanted}`,
      });
    }
    if (channels === 3 && pixels.some((value) => value < 0 || value > 1)) {
      found.push({
        path: ["panels", index, "pixels"],
        message: "a colour value is outside 0…1",
      });
    }
    panel.boxes?.forEach((box, at) => {
      const inside = box.left >= 0 && box.upper >= 0;
      const proper = box.left < box.right && box.upper < box.lower;
      if (inside && proper && box.right <= width && box.lower <= height) return;
      found.push({
        path: ["panels", index, "boxes", at],
        message: `(${box.left}, ${box.upper}, ${box.right}, ${box.lower}) is no left, upper, right, lower inside ${width} × ${height}`,
      });
    });
  });
  const columns = figure.columns ?? figure.panels.length;
  const rows = Math.ceil(figure.panels.length / columns);
  found.push(...checkLength(figure.rowLabels, rows, ["rowLabels"], "rows"));
  const { scale } = figure;
  if (typeof scale === "object" && scale.min >= scale.max) {
    found.push({
      path: ["scale"],
      message: `min ${scale.min} is not below max ${scale.max}`,
    });
  }
  return found;
}

/** Room for a value, in the characters of a row: beyond it the text would be too small. */
const rowCharacters = 90;

function checkNumbers(figure: Numbers): Misfit[] {
  const width = figure.rows[0]?.length ?? 0;
  const digits = figure.digits ?? 0;
  const found = checkRagged(figure.rows, width, "rows");
  found.push(
    ...checkLength(figure.rowLabels, figure.rows.length, ["rowLabels"], "rows"),
    ...checkLength(figure.columnLabels, width, ["columnLabels"], "columns"),
  );
  const longest = Math.max(
    ...figure.rows.flat().map((value) => value.toFixed(digits).length),
  );
  const labels = (figure.rowLabels ?? []).map((label) => label.length);
  const side = Math.min(12, Math.max(0, ...labels));
  if (longest * width + side > rowCharacters) {
    found.push({
      path: ["rows"],
      message: `${width} columns of ${longest} characters do not fit into a row of ${rowCharacters}: show fewer columns or fewer digits`,
    });
  }
  return found;
}

function checkLine(figure: Line): Misfit[] {
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

function checkXY(
  figure: Line | Scatter,
  field: "series" | "lines",
  series: Scatter["series"],
): Misfit[] {
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

function checkBar(figure: Bar): Misfit[] {
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

function checkHistogram(figure: Histogram): Misfit[] {
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

function checkSurface(figure: Surface): Misfit[] {
  const found = [...checkAxes(figure), ...checkAxis(figure.z, "z")];
  found.push(
    ...checkLength(figure.values, figure.ys.length, ["values"], "ys"),
    ...checkRagged(figure.values, figure.xs.length, "values"),
  );
  for (const side of ["xs", "ys"] as const) {
    const at = figure[side].findIndex(
      (value, index, all) => index > 0 && value <= (all[index - 1] ?? value),
    );
    if (at < 0) continue;
    found.push({
      path: [side, at],
      message: `${figure[side][at]} does not rise above ${figure[side][at - 1]}`,
    });
  }
  for (const side of ["x", "y"] as const) {
    if (figure[side].scale !== "log") continue;
    found.push({
      path: [side, "scale"],
      message: "a surface needs linear x and y",
    });
  }
  if (figure.z.scale === "log" && figure.values.flat().some((v) => v <= 0)) {
    found.push({
      path: ["values"],
      message: "a log scale needs values above 0",
    });
  }
  return found;
}

function checkDiagram(figure: Diagram): Misfit[] {
  const found: Misfit[] = [];
  const ids = new Set<string>();
  figure.nodes.forEach(({ id, grid }, index) => {
    if (ids.has(id)) {
      found.push({
        path: ["nodes", index, "id"],
        message: `\`${id}\` is there twice`,
      });
    }
    ids.add(id);
    if (grid === undefined) return;
    const width = grid.rows[0]?.length ?? 0;
    const ragged = grid.rows.findIndex((row) => row.length !== width);
    if (ragged < 0) return;
    found.push({
      path: ["nodes", index, "grid", "rows", ragged],
      message: `${grid.rows[ragged]?.length} values, but the first row has ${width}`,
    });
  });
  figure.edges.forEach((edge, index) => {
    for (const end of ["from", "to"] as const) {
      if (ids.has(edge[end])) continue;
      found.push({
        path: ["edges", index, end],
        message: `unknown node: \`${edge[end]}\` (nodes: ${[...ids].join(", ")})`,
      });
    }
  });
  return found;
}

function checkAxes(figure: {
  readonly x: Axis;
  readonly y: Axis;
  readonly references?: readonly Reference[] | undefined;
}): Misfit[] {
  const found = [...checkAxis(figure.x, "x"), ...checkAxis(figure.y, "y")];
  figure.references?.forEach((reference, index) => {
    for (const side of ["x", "y"] as const) {
      const value = side in reference ? Reflect.get(reference, side) : 1;
      if (figure[side].scale !== "log" || value > 0) continue;
      found.push({
        path: ["references", index, side],
        message: `${value} on the log axis "${figure[side].label}"`,
      });
    }
  });
  return found;
}

function checkAxis(axis: Axis, field: string): Misfit[] {
  const { min, max, scale } = axis;
  const found: Misfit[] = [];
  if (min !== undefined && max !== undefined && min >= max) {
    found.push({
      path: [field, "min"],
      message: `${min} is not below max ${max}`,
    });
  }
  for (const end of ["min", "max"] as const) {
    const value = axis[end];
    if (scale !== "log" || value === undefined || value > 0) continue;
    found.push({
      path: [field, end],
      message: `${value} on a log axis: it needs values above 0`,
    });
  }
  return found;
}

function checkNames(
  series: readonly { readonly name: string }[],
  field: string,
): Misfit[] {
  return series.flatMap(({ name }, index) =>
    series.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            path: [field, index, "name"],
            message: `"${name}" is there twice: readers could not tell the two apart`,
          },
        ],
  );
}

function checkRagged(
  rows: readonly (readonly number[])[],
  width: number,
  field: string,
): Misfit[] {
  return rows.flatMap((row, index) =>
    row.length === width
      ? []
      : [
          {
            path: [field, index],
            message: `${row.length} values, but ${width} columns`,
          },
        ],
  );
}

function checkLength(
  values: readonly unknown[] | undefined,
  wanted: number,
  path: readonly (string | number)[],
  of: string,
): Misfit[] {
  if (values === undefined || values.length === wanted) return [];
  return [{ path, message: `${values.length} values for ${wanted} ${of}` }];
}

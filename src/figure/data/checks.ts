import { checkAxes, checkAxis } from "./axis-checks.ts";
import {
  checkBar,
  checkHistogram,
  checkLine,
  checkXY,
} from "./chart-checks.ts";
import { checkLength, checkRagged, type Issue } from "./issue.ts";
import type { AnyFigure, Diagram, Images, Numbers, Surface } from "./shapes.ts";

/** Everything in the figure that fits its shape and still cannot be drawn. */
export function checkTogether(figure: AnyFigure): Issue[] {
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

function checkImages(figure: Images): Issue[] {
  const found: Issue[] = [];
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

function checkNumbers(figure: Numbers): Issue[] {
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

function checkSurface(figure: Surface): Issue[] {
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

function checkDiagram(figure: Diagram): Issue[] {
  const found: Issue[] = [];
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
    if (edge.from === edge.to) {
      found.push({
        path: ["edges", index],
        message: `leads from \`${edge.from}\` to itself: put the step that repeats between`,
      });
    }
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

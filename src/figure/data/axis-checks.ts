import type { Issue } from "./issue.ts";
import type { Axis, Reference } from "./shapes.ts";

/** Ends and references that the axes cannot show. */
export function checkAxes(figure: {
  readonly x: Axis;
  readonly y: Axis;
  readonly references?: readonly Reference[] | undefined;
}): Issue[] {
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

/** Ends that an axis cannot have. */
export function checkAxis(axis: Axis, field: string): Issue[] {
  const { min, max, scale } = axis;
  const found: Issue[] = [];
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

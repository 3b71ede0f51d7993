import type { z } from "zod";
import { UserError } from "../errors.ts";
import { checkTogether } from "./data/checks.ts";
import { AnyFigure } from "./data/shapes.ts";

/**
 * Figures as data. The record holds them, the article draws them to PNG, the deck
 * turns them into native charts: one series, three faces, all equal.
 */
export const Figure = AnyFigure.superRefine((figure, context) => {
  for (const { path, message } of checkTogether(figure)) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
});

export type Figure = z.infer<typeof Figure>;

/**
 * The figure, checked as a whole; throws a UserError that names the figure and every field
 * that is wrong: ``figure `loss`: series[0].points[3]: …``.
 */
export function checkFigure(value: unknown, name?: string): Figure {
  const result = Figure.safeParse(value);
  if (result.success) return result.data;
  const which = name === undefined ? "figure" : `figure \`${name}\``;
  const found = result.error.issues.map(
    (issue) => `${fieldName(issue.path)}${issue.message}`,
  );
  throw new UserError(
    `${which}: ${found.join("; ")}`,
    "mend the figure where the experiment records it",
  );
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "";
  const parts = path.map((key) =>
    typeof key === "number" ? `[${key}]` : `.${String(key)}`,
  );
  return `${parts.join("").replace(/^\./, "")}: `;
}

export {
  type Axis,
  Bar,
  Diagram,
  Histogram,
  Images,
  Line,
  Numbers,
  type Panel,
  Panels,
  Scatter,
  Surface,
} from "./data/shapes.ts";

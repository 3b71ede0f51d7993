import type { Point } from "unist";
import type { Finding } from "../errors.ts";
import type { Place } from "./deck.ts";

/** What is wrong, without the place. */
type Problem = Pick<Finding, "rule" | "message"> & {
  readonly hint?: string;
  /** Default: error. */
  readonly severity?: Finding["severity"];
};

/** Takes what is wrong, and where. */
export type Report = (place: Place, problem: Problem) => void;

/** Appends findings about the text at `path` to `into`. */
export function reportInto(into: Finding[], path: string): Report {
  return (place, { severity = "error", ...problem }) => {
    const { line, column } = place;
    into.push({ file: path, line, column, severity, ...problem });
  };
}

/** Where a node starts. */
export function placeOf(node: {
  readonly position?: { readonly start: Point } | undefined;
}): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}

/** Findings in the order of the text; what stands first at one place stays first. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

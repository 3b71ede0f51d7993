import type { Point, Position } from "unist";
import type { VFile } from "vfile";
import { type Finding, saidOnce } from "../errors.ts";

/** What is wrong at a place in a text that a person wrote. */
export interface Problem {
  /** Stable id, such as `unknown-number`. */
  readonly rule: string;
  /** Lower case, thing then value. */
  readonly message: string;
  /** One action that mends it. */
  readonly hint?: string | undefined;
  /** Default: error. */
  readonly severity?: Finding["severity"];
  /** The file it lies in, where that is not the template: a source, say. */
  readonly file?: string;
}

/** A problem with its place; line and column from 1. */
export interface PlacedProblem extends Problem {
  readonly line: number;
  readonly column: number;
}

/** Adds a problem to the messages of `file`, at `place`. Nothing is thrown. */
export function report(
  file: VFile,
  place: Point | Position | undefined,
  problem: Problem,
): void {
  const message = file.message(problem.message, {
    ...(place && { place }),
    ruleId: problem.rule,
    source: "lectern",
  });
  message.file = problem.file ?? file.path;
  message.fatal = problem.severity !== "warning";
  if (problem.hint !== undefined) message.note = problem.hint;
}

/** The messages of `file` as findings, in the order of the text, each said once. */
export function readFindings(file: VFile): Finding[] {
  const findings = file.messages.map(
    (each): Finding => ({
      file: each.file ?? file.path,
      line: each.line ?? 1,
      column: each.column ?? 1,
      severity: each.fatal === false ? "warning" : "error",
      message: each.reason,
      rule: each.ruleId ?? "lectern",
      ...(each.note !== undefined && { hint: each.note }),
    }),
  );
  return saidOnce(findings).sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
}

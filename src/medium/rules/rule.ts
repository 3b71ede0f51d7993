import type { Node } from "unist";
import type { Finding } from "../../errors.ts";
import type { MediumInput, Place } from "../input.ts";
import type { BuiltKit } from "../pages/kit.ts";

/** Everything that a rule may look at; its files were built just now, or found on the disk. */
export type Subject = MediumInput & BuiltKit;

/** Takes what a rule finds, at a node of the article or at a place. */
export interface Reporter {
  error(at: Node | Place | undefined, message: string, hint?: string): void;
  warning(at: Node | Place | undefined, message: string, hint?: string): void;
  /** An error in what was built: another build mends it. */
  stale(at: Node | Place | undefined, message: string): void;
}

/** One rule of `medium.md`: looks, and reports. */
export interface Rule {
  readonly id: `MD-${number}`;
  check(subject: Subject, report: Reporter): void;
}

/** What `rules` find in `subject`, and what its lowering left out, in the order of the text. */
export function runRules(rules: readonly Rule[], subject: Subject): Finding[] {
  const lost = subject.lowered.losses.map(
    ({ node, rule, message, hint }): Finding => ({
      ...placeOf(node, subject.article.path),
      severity: "error",
      message,
      rule,
      hint,
      hole: true,
    }),
  );
  const found = rules.flatMap((rule) => {
    const findings: Finding[] = [];
    const add =
      (severity: Finding["severity"]): Reporter["error"] =>
      (at, message, hint) =>
        findings.push({
          ...placeOf(at, subject.article.path),
          severity,
          message,
          rule: rule.id,
          ...(hint !== undefined && { hint }),
        });
    const error = add("error");
    const stale: Reporter["stale"] = (at, message) =>
      error(at, message, "run lectern build");
    rule.check(subject, { error, warning: add("warning"), stale });
    return findings;
  });
  return [...lost, ...found].sort(
    (a, b) =>
      Number(a.file !== subject.article.path) -
        Number(b.file !== subject.article.path) ||
      a.file.localeCompare(b.file, "en") ||
      a.line - b.line ||
      a.column - b.column,
  );
}

function placeOf(at: Node | Place | undefined, file: string): Place {
  if (at !== undefined && "line" in at) return at as Place;
  const start = (at as Node | undefined)?.position?.start;
  return { file, line: start?.line ?? 1, column: start?.column ?? 1 };
}

/** The beginning of the built file `path`. */
export function startOf(path: string): Place {
  return { file: `medium/${path}`, line: 1, column: 1 };
}

/** The text of the built file `path`, or undefined when there is none. */
export function textOf(subject: Subject, path: string): string | undefined {
  return subject.files.get(path)?.toString();
}

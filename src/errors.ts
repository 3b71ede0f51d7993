import { closest, distance } from "fastest-levenshtein";

/**
 * A mistake that the person at the keyboard can mend. The command line prints
 * `error: <message>` and `hint: <hint>`, without a stack, and exits with `exitCode`.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  /** What to do about it: one action, no full stop. */
  readonly hint: string | undefined;
  /** 1: the topic or the machine is wrong; 2: the command line is wrong. */
  readonly exitCode: 1 | 2;

  constructor(message: string, hint?: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** One finding in a text that a person wrote, at a place where they can mend it. */
export interface Finding {
  /** Path of the text, relative to the project root, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly severity: "error" | "warning";
  /** Lower case, thing then value: ``unknown number: `nearr-to-3` ``. */
  readonly message: string;
  /** Stable id, such as `unknown-number`, `MD-40` or `DK-09`. */
  readonly rule: string;
  /** One action that mends it. */
  readonly hint?: string;
  /** Something of the text would be missing, whatever rule says so. Default: false. */
  readonly hole?: boolean;
}

/**
 * Rules on what is ready to be published or presented, such as the reading time or the length
 * of the talk. A draft may break them: a build warns, `lectern check` insists. Every other
 * error would leave a hole in a page or on a slide, and stops a build.
 */
const readiness = /^(MD-\d+|DS-\d+|DK-02|DK-03|DK-12|unwritten)$/;

/** True for an error that a draft may not have either. */
export function stopsBuild({ severity, rule, hole }: Finding): boolean {
  return severity === "error" && (hole === true || !readiness.test(rule));
}

/** Thrown when at least one finding is an error: all of them, nothing was written. */
export class FindingsError extends Error {
  override readonly name = "FindingsError";
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map((each) => each.message).join("; "));
    this.findings = findings;
  }
}

/** The findings, each said once: two documents may quote one source, and both meet its mistakes. */
export function saidOnce(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()];
}

/** The candidate that `word` most likely meant, or undefined when none is near. */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | undefined {
  // A name is no longer than this; to compare what is takes long.
  if (candidates.length === 0 || word.length > 200) return undefined;
  const best = closest(word, candidates);
  const room = Math.max(2, Math.floor(Math.max(word.length, best.length) / 3));
  if (distance(word, best) <= room) return best;
  return candidates.find((each) => word.length > 2 && each.includes(word));
}

/** "did you mean x?", or undefined: ready to be a hint. */
export function didYouMean(
  word: string,
  candidates: readonly string[],
): string | undefined {
  const best = nearest(word, candidates);
  return best === undefined ? undefined : `did you mean ${best}?`;
}

/**
 * Findings for a terminal, in the order of `sortFindings`; every line ends in a newline:
 *
 *     topics/03-pixel-similarity/article.md:12:4  error  unknown number: acuracy  unknown-number
 *         did you mean accuracy?
 */
export function formatFindings(
  findings: readonly Finding[],
  isFirst?: (finding: Finding) => boolean,
): string {
  return sortFindings(findings, isFirst).map(formatFinding).join("");
}

/** Findings by file, line and column; those that are to be read first before all others. */
export function sortFindings(
  findings: readonly Finding[],
  isFirst: (finding: Finding) => boolean = () => false,
): Finding[] {
  return [...findings].sort(
    (a, b) => Number(isFirst(b)) - Number(isFirst(a)) || byPlace(a, b),
  );
}

function formatFinding(finding: Finding): string {
  const { file, line, column, severity, message, rule, hint } = finding;
  const place = `${file}:${line}:${column}`;
  const said = `${place}  ${severity}  ${message}  ${rule}\n`;
  return hint === undefined ? said : `${said}    ${hint}\n`;
}

/** Files in the order of their characters, the same in every locale. */
function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

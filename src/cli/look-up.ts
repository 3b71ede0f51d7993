import { type Finding, formatFindings } from "../errors.ts";

/** Rules that one line names. */
const most = 3;

/** Findings for a terminal, and below them where their rules are explained, errors first. */
export function formatWithLookUp(
  findings: readonly Finding[],
  isFirst?: (finding: Finding) => boolean,
): string {
  return `${formatFindings(findings, isFirst)}${lookUpLine(findings)}`;
}

/** `look up: lectern help MD-45 DK-04`; nothing where nothing was found. */
export function lookUpLine(findings: readonly Finding[]): string {
  const isError = ({ severity }: Finding) => severity === "error";
  const errors = findings.filter(isError);
  const others = findings.filter((each) => !isError(each));
  const rules = new Set([...errors, ...others].map(({ rule }) => rule));
  if (rules.size === 0) return "";
  return `look up: lectern help ${[...rules].slice(0, most).join(" ")}\n`;
}

import { relative, sep } from "node:path";
import {
  type Finding,
  formatFindings,
  sortFindings,
  UserError,
} from "../errors.ts";
import { ExperimentError } from "../lab/run.ts";
import type { Topic } from "../topic/topic.ts";
import type { Input, Option } from "./command.ts";

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

/** How the findings of a command are written. */
export const formatOption: Option = {
  flags: "--format <format>",
  summary: "findings as text, or as annotations of GitHub Actions",
  choices: ["text", "github"],
  default: "text",
};

/** Writes findings, every line with its end, in the order of `sortFindings`. */
export type FormatFindings = typeof formatWithLookUp;

/**
 * The form that `--format` asks for; the files of annotations are named from GitHub's own checkout,
 * which may hold more than the project in `root`. Throws UserError (exit code 2) where `--json`
 * asks for another form.
 */
export function openFormat(
  { options }: Input,
  root: string,
  { GITHUB_WORKSPACE }: NodeJS.ProcessEnv,
): FormatFindings {
  if (options.format !== "github") return formatWithLookUp;
  if (options.json === true)
    throw new UserError(
      "--json and --format github are two forms of one answer",
      "leave out one of them",
      2,
    );
  const inside = relative(GITHUB_WORKSPACE || root, root).split(sep);
  const steps = inside[0] === ".." || inside[0] === "" ? [] : inside;
  return (findings, isFirst) =>
    sortFindings(findings, isFirst)
      .map((each) =>
        annotate({ ...each, file: [...steps, each.file].join("/") }),
      )
      .join("");
}

/**
 * One workflow command: `::error file=…,line=…,col=…,title=…::message`, the hint in a line below.
 * Source: GitHub Docs, "Workflow commands for GitHub Actions", and how `@actions/core` escapes.
 */
function annotate(finding: Finding): string {
  const { file, line, column, severity, message, rule, hint } = finding;
  const properties = Object.entries({ file, line, col: column, title: rule })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${severity} ${properties}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * What an experiment threw as a finding at the line where it did, as far as its stack tells;
 * undefined of any other error.
 */
export function findThrown(
  error: unknown,
  { name }: Topic,
): Finding | undefined {
  if (!(error instanceof ExperimentError)) return undefined;
  const at = new RegExp(`(topics/${name}/[^\\s():]+):(\\d+):(\\d+)`);
  const [, file, line, column] =
    at.exec((error.from ?? "").replaceAll("\\", "/")) ?? [];
  return {
    file: file ?? `topics/${name}/experiment.ts`,
    ...{ line: Number(line ?? 1), column: Number(column ?? 1) },
    severity: "error",
    message: `the experiment failed: ${error.message}`,
    rule: "experiment",
  };
}

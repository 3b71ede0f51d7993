import { type Document, isAlias, isScalar, type Node, visit } from "yaml";
import type { Problem } from "../report.ts";

/** What is wrong with the YAML of a front matter. */
interface YamlProblem extends Problem {
  /** Into the YAML. */
  readonly offset: number;
}

/** Longest value that a hint repeats with quotes around it. */
const longest = 120;

/**
 * What is no YAML, or is YAML and says something else than it seems: `*Nearer*` is an alias,
 * `&` an anchor, `!` a tag, and what stands behind ` #` is dropped.
 */
export function findYamlProblems(
  document: Document,
  text: string,
): YamlProblem[] {
  const [error] = document.errors;
  if (error !== undefined) {
    // The first only: those behind it come of it.
    return [
      {
        offset: error.pos[0],
        rule: "frontmatter-yaml",
        message: `front matter is not YAML: ${error.code === "BLOCK_AS_IMPLICIT_KEY" ? "a colon in the value" : error.message.split(" at line")[0]}`,
        hint: quoted(lineAt(text, error.pos[0])),
      },
    ];
  }
  const problems: YamlProblem[] = [];
  visit(document, {
    Node: (_, node) => void problems.push(...findMisread(node, text)),
  });
  return problems;
}

function findMisread(node: Node, text: string): YamlProblem[] {
  const offset = node.range?.[0] ?? 0;
  const line = lineAt(text, offset);
  if (isAlias(node) || node.anchor !== undefined || node.tag !== undefined) {
    const kind = isAlias(node) ? "alias" : node.tag ? "tag" : "anchor";
    return [
      {
        offset,
        rule: "frontmatter-yaml",
        message: `read as ${kind === "tag" ? "a" : "an"} ${kind} of YAML: ${cut(valueIn(line) ?? line)}`,
        hint: quoted(line),
      },
    ];
  }
  const comment = isScalar(node) ? (node.comment ?? "") : "";
  if (!/^\S/.test(comment)) return [];
  return [
    {
      offset,
      rule: "frontmatter-comment",
      severity: "warning",
      message: `taken for a comment, and left out: #${cut(comment)}`,
      hint: quoted(line),
    },
  ];
}

/** The line of `text` around `offset`. */
function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end < 0 ? undefined : end).trimEnd();
}

/** What stands behind the key of a line, or undefined when it has none. */
function valueIn(line: string): string | undefined {
  const [key = ""] = /^[\w-]+: +/.exec(line) ?? [];
  return key === "" || key.length === line.length
    ? undefined
    : line.slice(key.length);
}

/** The hint for a line whose value YAML misreads: the same with quotes around it. */
function quoted(line: string): string {
  const value = valueIn(line) ?? "";
  if (value === "" || value.length > longest || /^["'[{]/.test(value))
    return "write key: value, with quotes around a value that has signs in it";
  const key = line.slice(0, line.indexOf(":"));
  return `put quotes around it: ${key}: ${JSON.stringify(value)}`;
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/**
 * The line of YAML (1-based) behind which its fence is missing, or undefined: prose follows an
 * empty line, which `error`, the offset of a mistake, lies behind, or which no key follows.
 */
export function findUnclosedYaml(
  text: string,
  error?: number,
): number | undefined {
  const lines = text.split(/\r\n|\n|\r/);
  const blank = lines.findIndex((line) => line.trim() === "");
  const rest = lines.slice(blank + 1);
  if (blank < 1 || rest.every((line) => line.trim() === "")) return undefined;
  const offset = lines.slice(0, blank).join("\n").length;
  const hasKey = rest.some((line) => /^[\w-]+:(?:\s|$)/.test(line));
  return (error ?? -1) > offset || !hasKey ? blank : undefined;
}

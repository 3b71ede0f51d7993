import type { Root } from "mdast";
import type { Point } from "unist";
import type { VFile } from "vfile";
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import type { Binding } from "../directive.ts";
import { report } from "../report.ts";
import { joinPart, partOf } from "./fragment.ts";
import { describeInvisible, findInvisible } from "./invisible.ts";
import { spliceDirectives } from "./splice.ts";
import { findUnclosedYaml, findYamlProblems } from "./yaml-problems.ts";

/** The YAML between the fences at the top of a template, as far as it can be read. */
export interface Yaml {
  readonly document: Document;
  /** Where an offset into the YAML lies in the template. */
  placeAt(offset: number): Point;
}

/** The YAML between the fences at the top of `template`, "" without them. */
export function yamlIn(template: string): string {
  return /^---\r?\n([\s\S]*?)\r?\n---/.exec(template)?.[1] ?? "";
}

/** What the front matter of `template` says under `lang`; undefined where that is no text. */
export function langIn(template: string): string | undefined {
  const lang: unknown = parseYaml(yamlIn(template)).document.get?.("lang");
  return typeof lang === "string" ? lang : undefined;
}

/** The YAML of `text`, what is wrong with it included. */
export function parseYaml(text: string): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return {
    document,
    placeAt: (offset) => {
      const { line, col } = lines.linePos(offset);
      // The fence above the YAML is line 1.
      return { line: line + 1, column: col };
    },
  };
}

/**
 * Takes the front matter out of `tree` and returns its YAML as plain data: `{}` when there is
 * none, undefined when it cannot be read, which is reported. Directives in its texts (a title
 * that quotes a number) are bound.
 */
export function readFrontmatter(
  tree: Root,
  file: VFile,
  binding: Binding,
): unknown {
  const [first] = tree.children;
  if (first?.type !== "yaml") {
    const isOpen =
      first?.type === "thematicBreak" && /^---[ \t]*[\r\n]/.test(String(file));
    if (isOpen) reportUnclosed(file, findUnclosedYaml(String(file).slice(4)));
    return isOpen ? undefined : {};
  }
  tree.children.shift();
  const yaml = parseYaml(first.value);
  const { document } = yaml;
  const last = findUnclosedYaml(first.value, document.errors[0]?.pos[0]);
  if (last !== undefined) {
    reportUnclosed(file, last);
    return undefined;
  }
  const problems = findYamlProblems(document, first.value);
  for (const { offset, ...problem } of problems)
    report(file, yaml.placeAt(offset), problem);
  if (problems.some((each) => each.severity !== "warning")) return undefined;
  for (const { value } of pairsOf(document)) {
    if (isScalar(value) && typeof value.value === "string") {
      // One that stands there as it is was found in the template; here, one written as \u202e.
      const [sign] = findInvisible(value.value);
      if (sign !== undefined && findInvisible(first.value).length === 0) {
        const place = yaml.placeAt(value.range?.[0] ?? 0);
        report(file, place, describeInvisible(sign));
      }
      value.value = bindScalar(binding, file, yaml, value, value.value);
    }
  }
  return document.toJS() ?? {};
}

function reportUnclosed(file: VFile, lastKey: number | undefined): void {
  report(
    file,
    { line: 1, column: 1 },
    {
      rule: "frontmatter-unclosed",
      message: "front matter is not closed: ---",
      hint: `write --- on a line of its own below ${lastKey === undefined ? "its last key" : `line ${lastKey + 1}`}`,
    },
  );
}

/** The entries at the top of the front matter. */
export function pairsOf({ contents }: Document): Pair[] {
  return isMap(contents) ? contents.items : [];
}

function bindScalar(
  binding: Binding,
  file: VFile,
  yaml: Yaml,
  { range, type }: Scalar,
  text: string,
): string {
  const part = partOf(file, text);
  const bound = spliceDirectives(binding, part);
  const start = yaml.placeAt(range?.[0] ?? 0);
  const quote = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE" ? 1 : 0;
  joinPart(file, part, ({ column }) => ({
    line: start.line,
    column: start.column + quote + column - 1,
  }));
  return bound;
}

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
import type { Binding } from "./directive.ts";
import { joinPart, partOf } from "./fragment.ts";
import { describeInvisible, findInvisible } from "./invisible.ts";
import { report } from "./report.ts";
import { spliceDirectives } from "./splice.ts";

/** The YAML between the fences at the top of a template, as far as it can be read. */
export interface Yaml {
  readonly document: Document;
  /** Where an offset into the YAML lies in the template. */
  placeAt(offset: number): Point;
}

/** The YAML of `text`, or undefined when there is no front matter. */
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
 * Takes the front matter out of `tree` and returns its YAML as plain data, `{}` when there is
 * none. Directives in its texts (a title that quotes a number) are bound. Reports what is not
 * YAML.
 */
export function readFrontmatter(
  tree: Root,
  file: VFile,
  binding: Binding,
): unknown {
  const [first] = tree.children;
  if (first?.type !== "yaml") return {};
  tree.children.shift();
  const yaml = parseYaml(first.value);
  const { document } = yaml;
  for (const error of document.errors) {
    report(file, yaml.placeAt(error.pos[0]), {
      rule: "frontmatter-yaml",
      message: `front matter is not YAML: ${error.message.split(" at line")[0]}`,
      hint: "write key: value, with quotes around a value that has a colon in it",
    });
  }
  if (document.errors.length > 0) return {};
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

import type { Root } from "mdast";
import type { VFile } from "vfile";
import { LineCounter, parseDocument } from "yaml";
import { report } from "./report.ts";

/**
 * Takes the front matter out of `tree` and returns its YAML as plain data, `{}` when there is
 * none. Reports what is not YAML.
 */
export function readFrontmatter(tree: Root, file: VFile): unknown {
  const [first] = tree.children;
  if (first?.type !== "yaml") return {};
  tree.children.shift();
  const lines = new LineCounter();
  const document = parseDocument(first.value, { lineCounter: lines });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    // The fence above the YAML is line 1.
    report(
      file,
      { line: line + 1, column: col },
      {
        rule: "frontmatter-yaml",
        message: `front matter is not YAML: ${error.message.split("\n")[0]}`,
        hint: "write key: value, and quotes around a value with a colon in it",
      },
    );
  }
  return document.errors.length > 0 ? {} : (document.toJS() ?? {});
}

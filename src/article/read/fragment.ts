import type { Nodes, PhrasingContent } from "mdast";
import type { Point } from "unist";
import { VFile } from "vfile";
import type { Binding } from "../directive.ts";
import { placeAll } from "../tree.ts";
import { parseWithinLimits } from "./parse.ts";

/** A part of the template `file` as a text of its own: its places count from its start. */
export function partOf(file: VFile, text: string): VFile {
  return new VFile({ path: file.path, value: text });
}

/**
 * Adds the problems of `part` to those of `file`, each at the place that `move` gives for
 * its place in the part. Problems of other files stay where they are.
 */
export function joinPart(
  file: VFile,
  part: VFile,
  move: (place: Point) => Point | undefined,
): void {
  for (const message of part.messages) {
    if (message.file === file.path) {
      const { line = 1, column = 1 } = message;
      const place = move({ line, column });
      message.line = place?.line;
      message.column = place?.column;
    }
    file.messages.push(message);
  }
}

/**
 * The words inside an attribute of `node`, bound. They lie where the node lies. Undefined where
 * they are no line of prose, which the caller has to say.
 */
export function bindWordsOf(
  binding: Binding,
  file: VFile,
  node: Pick<Nodes, "position">,
  text: string,
): PhrasingContent[] | undefined {
  if (text.trim() === "") return [];
  const part = partOf(file, text.trim());
  const tree = parseWithinLimits(text.trim(), part);
  if (tree === undefined) {
    joinPart(file, part, () => node.position?.start);
    return [];
  }
  const [paragraph, ...rest] = tree.children;
  if (paragraph?.type !== "paragraph" || rest.length > 0) return undefined;
  binding.bindTree(tree, part);
  joinPart(file, part, () => node.position?.start);
  const words = [
    ...outerSpace(/^\s/.test(text)),
    ...paragraph.children,
    ...outerSpace(/\s$/.test(text)),
  ];
  placeAll(words, node.position);
  return words;
}

/** Markdown drops spaces around a paragraph; between words they count. */
function outerSpace(isThere: boolean): PhrasingContent[] {
  return isThere ? [{ type: "text", value: " " }] : [];
}

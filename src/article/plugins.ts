import type { Nodes, Root } from "mdast";
import { remark } from "remark";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import { UserError } from "../errors.ts";
import type { RemarkPlugin } from "../plugins.ts";

/**
 * The course's own plugins, in their order, over a text as it was written: what they leave of
 * directives has to be ours. Throws UserError that names a plugin which throws, and the text.
 */
export function remarkCourse(plugins: readonly RemarkPlugin[] = []) {
  return (tree: Root, file: VFile): void => {
    for (const [index, plugin] of plugins.entries()) {
      const before = lookAt(tree);
      run(plugin, index, tree, file);
      placeMade(tree, before);
    }
  };
}

/** Runs one plugin; what it returns takes the place of the tree, as unified has it. */
function run(
  plugin: RemarkPlugin,
  index: number,
  tree: Root,
  file: VFile,
): void {
  const [attach, ...options] = Array.isArray(plugin) ? plugin : [plugin];
  const name = attach.name === "" ? `number-${index + 1}` : attach.name;
  const said = file.messages.length;
  try {
    const processor = remark().use([[attach as () => void, ...options]]);
    const made = processor.runSync(tree, file);
    if (made !== tree) tree.children = (made as Root).children;
  } catch (error) {
    // What it says with `file.fail` is a finding, at its place.
    if (file.messages.some((message) => message === error)) return;
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `remark plugin ${name} of lectern.config.ts failed on ${file.path}: ${why}`,
      "mend the plugin, or take it out of remarkPlugins",
    );
  } finally {
    for (const message of file.messages.slice(said)) {
      message.ruleId ??= `course/${name}`;
      // What it says with `file.info` is advice.
      message.fatal ??= false;
    }
  }
}

/** A tree before a plugin sees it: each node's type, and what stood in it. */
type Before = ReadonlyMap<
  Nodes,
  { readonly type: string; readonly children: readonly Nodes[] }
>;

function lookAt(tree: Root): Before {
  const before = new Map();
  visit(tree, (node) => {
    const children = "children" in node ? [...node.children] : [];
    before.set(node, { type: node.type, children });
  });
  return before;
}

/**
 * Marks what the plugin made, and gives it a place in the text where it has none: that of what
 * stood there, so that a finding points at a line which a person wrote.
 */
function placeMade(tree: Root, before: Before): void {
  visit(tree, (node, index, parent) => {
    if (parent === undefined || before.get(node)?.type === node.type) return;
    node.data = { ...node.data, made: true };
    const last = parent.children[(index ?? 0) - 1];
    const were = before.get(parent)?.children ?? [];
    const stood =
      last !== undefined && !before.has(last)
        ? last
        : were[last === undefined ? 0 : were.indexOf(last) + 1];
    node.position ??= stood?.position ?? parent.position;
  });
}

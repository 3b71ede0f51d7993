import type { Nodes, Root } from "mdast";
import { remark } from "remark";
import { visit } from "unist-util-visit";
import { VFile } from "vfile";
import { type Finding, UserError } from "../errors.ts";
import type { CourseRule, Plugins, RemarkPlugin } from "../plugins.ts";
import { readFindings } from "./report.ts";

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
  guard({ kind: "remark plugin", name, in: "remarkPlugins" }, file, () => {
    const processor = remark().use([[attach as () => void, ...options]]);
    const made = processor.runSync(tree, file);
    if (made !== tree) tree.children = (made as Root).children;
  });
}

/**
 * What the course's rules say of a text at `path`, each asked with `ask` as often as it has to say
 * something. Throws UserError that names a rule which throws, and the text.
 */
export function askRules(
  rules: Plugins["rules"],
  path: string,
  ask: (rule: CourseRule, file: VFile) => void,
): Finding[] {
  const file = new VFile({ path });
  for (const rule of rules ?? []) {
    const { name, severity } = rule;
    const by = { kind: "rule", name, in: "rules", severity };
    guard(by, file, () => ask(rule, file));
  }
  return readFindings(file);
}

/** Code of the course's own. */
interface Guest {
  readonly kind: string;
  readonly name: string;
  /** Where it is named. */
  readonly in: string;
  /** Of all that it says. Default: as it says it. */
  readonly severity?: Finding["severity"] | undefined;
}

/** Lets the course's code speak to `file`, and gives what it says there its name. */
function guard(guest: Guest, file: VFile, speak: () => void): void {
  const { kind, name, severity } = guest;
  const said = file.messages.length;
  try {
    speak();
  } catch (error) {
    // What it says with `file.fail` is a finding, at its place.
    if (file.messages.some((message) => message === error)) return;
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${kind} ${name} of lectern.config.ts failed on ${file.path}: ${why}`,
      `mend it, or take it out of ${guest.in}`,
    );
  } finally {
    for (const message of file.messages.slice(said)) {
      message.ruleId ??= `course/${name}`;
      // What it says with `file.info` is advice.
      message.fatal = severity ? severity === "error" : message.fatal === true;
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

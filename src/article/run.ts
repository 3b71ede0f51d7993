import type { Root } from "mdast";
import type { VFile } from "vfile";
import { didYouMean } from "../errors.ts";
import type { Record } from "../record/record.ts";
import { type Binding, isWhole, labelOf } from "./directive.ts";
import { report } from "./report.ts";
import { boundText, replaceNodes } from "./tree.ts";

const engines = { native: "TensorFlow", wasm: "WebAssembly" } as const;

/** What `:run[…]` can quote of a run. */
const facts: { readonly [name: string]: (record: Record) => string } = {
  /** MNIST, handwriting or PNG folder. */
  data: (record) => record.provenance.data.name,
  engine: (record) =>
    `TensorFlow.js on ${engines[record.provenance.engine.name]}`,
  /** full or quick. */
  profile: (record) => record.profile,
  seed: (record) => String(record.seed),
};

/** `:run[data]`, `:run[engine]`, `:run[profile]`, `:run[seed]`: where the numbers come from. */
export function remarkRun(binding: Binding) {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (!isWhole(node, "textDirective", "run")) return [node];
      const name = labelOf(node);
      const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
      if (fact) {
        const value = fact(binding.record);
        return [boundText(value, { kind: "run", name }, node.position)];
      }
      const names = Object.keys(facts);
      report(file, node.position, {
        rule: "unknown-run",
        message: `unknown fact of the run: ${name}`,
        hint: didYouMean(name, names) ?? `a run has ${names.join(", ")}`,
      });
      return [];
    });
}

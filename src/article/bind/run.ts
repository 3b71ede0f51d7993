import type { Root } from "mdast";
import type { VFile } from "vfile";
import { didYouMean } from "../../errors.ts";
import type { Record } from "../../record/record.ts";
import { type Binding, isWhole, labelOf } from "../directive.ts";
import { report } from "../report.ts";
import { boundText, replaceNodes } from "../tree.ts";
import { formatNumber } from "./format.ts";

const engines = { native: "TensorFlow", wasm: "WebAssembly" } as const;

/** What `:run[…]` can quote of a run. */
const facts: { readonly [name: string]: (record: Record) => string } = {
  /** MNIST, handwriting or PNG folder. */
  data: ({ provenance }) => provenance.data.name,
  /** Pictures to train with: 12,396. */
  training: ({ provenance: { data } }) =>
    count(data.counts[0] + data.counts[1]),
  /** Pictures to validate with: 2,038. */
  validation: ({ provenance: { data } }) =>
    count(data.counts[2] + data.counts[3]),
  engine: ({ provenance }) =>
    `TensorFlow.js on ${engines[provenance.engine.name]}`,
  version: ({ provenance }) => provenance.engine.version,
  /** full or quick. */
  profile: ({ profile }) => profile,
  seed: ({ seed }) => String(seed),
};

function count(pictures: number): string {
  return formatNumber(pictures, { thousands: true });
}

/** `:run[data]`, `:run[seed]` and the like: where the numbers come from. */
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

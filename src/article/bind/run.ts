import { didYouMean } from "../../errors.ts";
import type { Record } from "../../record/record.ts";
import { bindEach, labelOf } from "../directive.ts";
import { report } from "../report.ts";
import { boundText } from "../tree.ts";
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
export const remarkRun = bindEach(
  "textDirective",
  "run",
  (node, file, { record }) => {
    const name = labelOf(node);
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact)
      return [boundText(fact(record), { kind: "run", name }, node.position)];
    const names = Object.keys(facts);
    report(file, node.position, {
      rule: "unknown-run",
      message: `unknown fact of the run: ${name}`,
      hint: didYouMean(name, names) ?? `a run has ${names.join(", ")}`,
    });
    return [];
  },
);

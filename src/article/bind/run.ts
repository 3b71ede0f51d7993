import { didYouMean } from "../../errors.ts";
import { inLanguage, type Language } from "../../language.ts";
import type { Record } from "../../record/record.ts";
import { formatClasses } from "../classes.ts";
import { bindEach, labelOf } from "../directive.ts";
import { report } from "../report.ts";
import { boundText } from "../tree.ts";
import { formatNumber } from "./format.ts";

const engines = { native: "TensorFlow", wasm: "WebAssembly" } as const;

/** What `:run[…]` can quote of a run. */
const facts: {
  readonly [name: string]: (record: Record, language: Language) => string;
} = {
  /** MNIST, handwriting, idx files or picture folder. */
  data: ({ provenance }) => provenance.data.name,
  /** The two classes: "3s and 7s", and each as it is named: "3". */
  classes: ({ provenance }, language) =>
    formatClasses(provenance.data.classes, language),
  "first-class": ({ provenance }) => provenance.data.classes[0],
  "second-class": ({ provenance }) => provenance.data.classes[1],
  /** Pictures to train with: 12,396. */
  training: ({ provenance: { data } }, language) =>
    count(data.counts[0] + data.counts[1], language),
  /** Pictures to validate with: 2,038. */
  validation: ({ provenance: { data } }, language) =>
    count(data.counts[2] + data.counts[3], language),
  engine: ({ provenance }, { on }) =>
    `TensorFlow.js ${on} ${engines[provenance.engine.name]}`,
  version: ({ provenance }) => provenance.engine.version,
  /** full or quick. */
  profile: ({ profile }) => profile,
  seed: ({ seed }) => String(seed),
};

function count(pictures: number, language: Language): string {
  return inLanguage(formatNumber(pictures, { thousands: true }), language);
}

/** `:run[data]`, `:run[seed]` and the like: where the numbers come from. */
export const remarkRun = bindEach(
  "textDirective",
  "run",
  (node, file, { record, language }) => {
    const name = labelOf(node);
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact)
      return [
        boundText(fact(record, language), { kind: "run", name }, node.position),
      ];
    const names = Object.keys(facts);
    report(file, node.position, {
      rule: "unknown-run",
      message: `unknown fact of the run: ${name}`,
      hint: didYouMean(name, names) ?? `a run has ${names.join(", ")}`,
    });
    return [];
  },
);

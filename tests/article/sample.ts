import { toString as toText } from "mdast-util-to-string";
import { bind } from "../../src/article/bind/bind.ts";
import type { BoundText, OwnPicture } from "../../src/article/bound.ts";
import { type Finding, formatFindings } from "../../src/errors.ts";
import { Record } from "../../src/record/record.ts";

/** A record with one of everything, as the article's tests quote it. */
export const record = Record.parse({
  format: 1,
  topic: "03-pixel-similarity",
  profile: "full",
  seed: 42,
  provenance: {
    data: {
      name: "MNIST",
      classes: ["3", "7"],
      sha256: "0".repeat(64),
      counts: [6131, 6265, 1010, 1028],
    },
    engine: { name: "wasm", version: "4.22.0", arithmetic: "reproducible" },
    versions: {},
    imports: {},
    runner: {},
  },
  numbers: {
    "distance-to-3": 0.11143654584884644,
    "distance-to-7": 0.15861910581588745,
    accuracy: 0.9168301582336426,
    count: 12396,
    zero: 0,
    tiny: 0.00000032,
    negative: -0.00004,
  },
  texts: { shape: "[6131, 28, 28]", markup: "a_b_ *c* `d` | [e](f) <g> \\h" },
  outputs: { "ideal-shape": "[28, 28]\n" },
  tables: {
    results: {
      columns: [
        { label: "Model" },
        { label: "Accuracy", percent: true },
        { label: "Loss", digits: 4 },
        { label: "Steps" },
      ],
      rows: [
        ["pixel | similarity", 0.9168301582336426, 0.11143654584884644, 10],
        ["linear", 0.9854, 0.2, 0.5],
      ],
    },
  },
  claims: {
    "nearer-to-3": { left: 0.11, relation: "<", right: 0.16, holds: true },
    "mean-wins": { left: 0.9168, relation: ">", right: 0.9854, holds: false },
  },
  spreads: {
    runs: { mean: 0.96678, least: 0.9512, most: 0.98148, n: 20 },
    gains: { mean: 0.5, least: -0.25, most: 1.25, n: 1200 },
  },
  figures: {
    "ideal-digits": {
      kind: "bar",
      alt: "Two bars: the ideal 3 is nearer to the sample than the ideal 7.",
      categories: ["3", "7"],
      category: { label: "ideal digit" },
      y: { label: "distance" },
      series: [{ name: "distance", values: [0.11, 0.16] }],
    },
  },
});

export const sources = {
  "experiment.ts": `import { tf } from "tf";

// #region ideal-digits
/** The mean over all pictures. */
export function idealDigit(pictures: Tensor): Tensor {
  return pictures.mean(0); // [6131, 28, 28] → [28, 28]
}
// #endregion

export default () => {
  // #region distances

  const l1 = a.sub(b).abs().mean();

  const l2 = a.sub(b).square().mean().sqrt();
  // #endregion
};
`,
  "pytorch.py": `import torch

# region ideal-digits
def ideal_digit(pictures):
    return pictures.mean(0)
# endregion
`,
};

/** A picture of the topic's folder. */
const pictures = new Map<string, OwnPicture>([
  [
    "whiteboard.jpg",
    { bytes: Buffer.from("of it"), type: "jpeg", width: 1600, height: 900 },
  ],
]);

export const path = "topics/03-pixel-similarity/article.md";

/** Binds a template to the sample. */
export function bindSample(template: string): BoundText {
  return bind(template, path, record, sources, pictures);
}

/** What the template says once it is bound, as text; fails where there are findings. */
export function boundText(template: string): string {
  const { tree, findings } = bindSample(template);
  if (findings.length > 0) throw new Error(formatFindings(findings));
  return toText(tree);
}

/** Findings as `line:column rule: message (hint)`. */
export function findingsOf(template: string): string[] {
  return bindSample(template).findings.map(showFinding);
}

export function showFinding(finding: Finding): string {
  const { line, column, rule, message, hint } = finding;
  return `${line}:${column} ${rule}: ${message}${hint ? ` (${hint})` : ""}`;
}

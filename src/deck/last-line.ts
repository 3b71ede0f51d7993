import type { Record } from "../record/record.ts";

const engines = { native: "native", wasm: "WebAssembly" } as const;

/**
 * The last line of every slide: where its numbers come from. Data that is not MNIST and a quick
 * run are said, so that nobody takes them for the real thing.
 */
export function lastLine(record: Record): string {
  const { data, engine } = record.provenance;
  const images = data.counts.reduce((sum, each) => sum + each, 0);
  const source =
    data.name === "handwriting"
      ? "handwriting (generated, not MNIST)"
      : data.name;
  const digits = `${source}, ${images.toLocaleString("en-US")} images`;
  return [
    ...(record.profile === "quick"
      ? ["quick run: small data, few epochs"]
      : []),
    data.unused ? "no digits used" : digits,
    `TensorFlow.js ${engine.version} (${engines[engine.name]})`,
    `seed ${record.seed}`,
  ].join(" · ");
}

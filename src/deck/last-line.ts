import { callsOthersByCourse, isOfOthers } from "../article/classes.ts";
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
  const kinds = isOfOthers(record) ? [nameClasses(record)] : [];
  const count = `${images.toLocaleString("en-US")} images`;
  const digits = [source, ...kinds, count].join(", ");
  return [
    ...(record.profile === "quick"
      ? ["quick run: small data, few epochs"]
      : []),
    data.unused ? "no digits used" : digits,
    `TensorFlow.js ${engine.version} (${engines[engine.name]})`,
    `seed ${record.seed}`,
  ].join(" · ");
}

/** "4 and 9", or with whose part each plays where a figure or a table still says it. */
function nameClasses(record: Record): string {
  const [first, second] = record.provenance.data.classes;
  return callsOthersByCourse(record)
    ? `${first} for 3 and ${second} for 7`
    : `${first} and ${second}`;
}

import { fill, inLanguage, type Language, languageOf } from "../language.ts";
import type { Record } from "../record/record.ts";

/**
 * The last line of every slide: where its numbers come from. Data that is not MNIST and a quick
 * run are said, so that nobody takes them for the real thing.
 */
export function lastLine(
  record: Record,
  language: Language = languageOf(),
): string {
  const { data, engine } = record.provenance;
  const words = language.source;
  const images = data.counts.reduce((sum, each) => sum + each, 0);
  const name = data.name === "handwriting" ? words.handwriting : data.name;
  const count = inLanguage(images.toLocaleString("en-US"), language);
  return [
    ...(record.profile === "quick" ? [words.quick] : []),
    data.unused ? words.unused : `${name}, ${fill(words.images, { count })}`,
    `TensorFlow.js ${engine.version} (${words[engine.name]})`,
    fill(words.seed, { seed: record.seed }),
  ].join(" · ");
}

import { callsOthersByCourse, isOfOthers } from "../article/classes.ts";
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
  const kinds = isOfOthers(record) ? [nameClasses(record, language)] : [];
  const count = inLanguage(images.toLocaleString("en-US"), language);
  const digits = [name, ...kinds, fill(words.images, { count })].join(", ");
  return [
    ...(record.profile === "quick" ? [words.quick] : []),
    data.unused ? words.unused : digits,
    `TensorFlow.js ${engine.version} (${words[engine.name]})`,
    fill(words.seed, { seed: record.seed }),
  ].join(" · ");
}

/** "4 and 9", or with whose part each plays where a figure or a table still says it. */
function nameClasses(record: Record, { and, source }: Language): string {
  const [first, second] = record.provenance.data.classes;
  return callsOthersByCourse(record)
    ? fill(source.classes, { first, second })
    : `${first} ${and} ${second}`;
}

import { callsOthersByCourse, isOfOthers } from "../article/classes.ts";
import { fill, inLanguage, type Language, languageOf } from "../language.ts";
import type { Record } from "../record/record.ts";

/**
 * The last line of a slide: where its numbers come from. Data that is not MNIST and a quick
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

/**
 * Whether nobody may take the numbers of any slide for those of a whole run on MNIST's 3s and 7s: then
 * every slide says where they come from, else the last of the talk and the last of all.
 */
export function isSaidEverywhere(record: Record): boolean {
  const { data } = record.provenance;
  if (record.profile === "quick" || isOfOthers(record)) return true;
  return data.unused !== true && data.name !== "MNIST";
}

/** "4 and 9", or with whose part each plays where a figure or a table still says it. */
function nameClasses(record: Record, { and, source }: Language): string {
  const [first, second] = record.provenance.data.classes;
  return callsOthersByCourse(record)
    ? fill(source.classes, { first, second })
    : `${first} ${and} ${second}`;
}

import { formatClasses, isOfOthers } from "../article/classes.ts";
import type { Finding } from "../errors.ts";
import { languageOf } from "../language.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { PartName } from "./manifest.ts";
import { exampleFolder, pathOf, type TopicTexts } from "./texts.ts";

/** Says of each example among the built parts that it speaks of other digits than the run saw. */
export function findExampleClasses(
  topic: Topic,
  { files }: TopicTexts,
  record: Record,
  built: readonly PartName[],
): Finding[] {
  if (!isOfOthers(record)) return [];
  const seen = formatClasses(record.provenance.data.classes, languageOf());
  return (["article", "deck"] as const)
    .filter((part) => built.includes(part))
    .filter((part) => files[part].startsWith(`${exampleFolder}/`))
    .map((part) => ({
      ...{ file: pathOf(topic, files[part]), line: 1, column: 1 },
      severity: "warning",
      message: `the example speaks of 3s and 7s; this run saw ${seen}`,
      rule: "example-classes",
      hint: `draft your own: lectern draft ${topic.slug}`,
    }));
}

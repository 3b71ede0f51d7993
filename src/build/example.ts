import { formatClasses, isOfOthers } from "../article/classes.ts";
import { compareWithExample } from "../draft/likeness.ts";
import type { Finding } from "../errors.ts";
import { languageOf } from "../language.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { PartName } from "./manifest.ts";
import {
  exampleFolder,
  pathOf,
  readDocument,
  type TopicTexts,
} from "./texts.ts";

/** Share of the example's sentences above which a text is hardly its writer's own. */
const most = 1 / 3;

/** How much of a topic's own texts is still their example's: a number, and no accusation. */
export interface ExampleShare {
  /** One line a text, such as "article.md: 4 of 52 sentences are the example's". */
  readonly facts: readonly string[];
  readonly findings: readonly Finding[];
}

/** Compares the texts that somebody made theirs with the topic's example. */
export async function findExampleShare(
  topic: Topic,
  texts: TopicTexts,
): Promise<ExampleShare> {
  const facts: string[] = [];
  const findings: Finding[] = [];
  for (const part of ["article", "deck"] as const) {
    const file = `${part}.md` as const;
    // The example itself is what is built.
    if (texts.files[part] !== file) continue;
    const example = await readDocument(topic, file, "example");
    // A topic without an example has nothing to be compared with.
    if (example.file === file) continue;
    const { sentences, shared } = compareWithExample(texts[part], example.text);
    const said = `${shared} of ${sentences} sentences are the example's`;
    facts.push(`${file}: ${said}`);
    if (shared <= sentences * most) continue;
    findings.push({
      ...{ file: pathOf(topic, file), line: 1, column: 1 },
      severity: "warning",
      message: `${said} (${Math.round((100 * shared) / sentences)} %)`,
      rule: "example-share",
      hint: "say them in your words, until no more than a third is left",
    });
  }
  return { facts, findings };
}

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

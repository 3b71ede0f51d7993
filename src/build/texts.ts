import { join } from "node:path";
import { UserError } from "../errors.ts";
import { readIfThere } from "../files.ts";
import { decodeText } from "../text.ts";
import type { Topic } from "../topic/topic.ts";

/** What a topic's folder holds, as text. */
export interface TopicTexts {
  readonly article: string;
  readonly deck: string;
  /** By file name: `experiment.ts`, `pytorch.py`. */
  readonly sources: { readonly [file: string]: string };
}

/**
 * Reads a topic's texts. Throws UserError that names a file which is missing, and
 * FindingsError for one that is not UTF-8.
 */
export async function readTexts(topic: Topic): Promise<TopicTexts> {
  const pytorch = await readIfThere(join(topic.folder, "pytorch.py"));
  return {
    article: await read(topic, "article.md"),
    deck: await read(topic, "deck.md"),
    sources: {
      "experiment.ts": await read(topic, "experiment.ts"),
      ...(pytorch === undefined
        ? {}
        : { "pytorch.py": decodeText(pytorch, pathOf(topic, "pytorch.py")) }),
    },
  };
}

async function read(topic: Topic, file: string): Promise<string> {
  const bytes = await readIfThere(join(topic.folder, file));
  if (bytes !== undefined) return decodeText(bytes, pathOf(topic, file));
  throw new UserError(
    `file of the topic is missing: ${pathOf(topic, file)}`,
    `copy templates/topic/${file} there and make it yours`,
  );
}

/** A topic's file as findings name it: relative to the project root. */
export function pathOf(topic: Topic, file: string): string {
  return `topics/${topic.name}/${file}`;
}

import { join } from "node:path";
import { UserError } from "../errors.ts";
import { readText } from "../text.ts";
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
 * FindingsError for one that is not UTF-8 or too large.
 */
export async function readTexts(topic: Topic): Promise<TopicTexts> {
  const pytorch = await find(topic, "pytorch.py");
  return {
    article: await read(topic, "article.md"),
    deck: await read(topic, "deck.md"),
    sources: {
      "experiment.ts": await read(topic, "experiment.ts"),
      ...(pytorch === undefined ? {} : { "pytorch.py": pytorch }),
    },
  };
}

async function read(topic: Topic, file: string): Promise<string> {
  const text = await find(topic, file);
  if (text !== undefined) return text;
  throw new UserError(
    `file of the topic is missing: ${pathOf(topic, file)}`,
    `copy templates/topic/${file} there and make it yours`,
  );
}

function find(topic: Topic, file: string): Promise<string | undefined> {
  return readText(join(topic.folder, file), pathOf(topic, file));
}

/** A topic's file as findings name it: relative to the project root. */
export function pathOf(topic: Topic, file: string): string {
  return `topics/${topic.name}/${file}`;
}

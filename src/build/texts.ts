import { join } from "node:path";
import { UserError } from "../errors.ts";
import { parityFile } from "../record/parity.ts";
import { readText } from "../text.ts";
import type { Topic } from "../topic/topic.ts";
import { type PictureFiles, readPictures } from "./pictures.ts";

/** What a topic's folder holds, as text, and the pictures that the text names. */
export interface TopicTexts {
  readonly article: string;
  readonly deck: string;
  /** Where the two came from, relative to the topic's folder: see `readDocument`. */
  readonly files: { readonly article: string; readonly deck: string };
  /** By file name: `experiment.ts`, `pytorch.py`, and what that printed, `pytorch.json`. */
  readonly sources: { readonly [file: string]: string };
  /** The topic's pictures that each of the two names. */
  readonly pictures: {
    readonly article: PictureFiles;
    readonly deck: PictureFiles;
  };
  /** `published.json`, once the article was pasted into Medium. */
  readonly published?: string;
}

/** One of a topic's two documents, as it is built. */
export interface Document {
  /** Relative to the topic's folder: `article.md`, or `example/article.md`. */
  readonly file: string;
  readonly text: string;
}

/** Where a topic keeps what was pasted into Medium. */
export const publishedFile = "published.json";

/** Where a topic keeps the texts that were there before anybody made it theirs. */
export const exampleFolder = "example";

/**
 * Reads a topic's texts. Throws UserError that names a file which is missing, and
 * FindingsError for one that is not UTF-8 or too large.
 */
export async function readTexts(topic: Topic): Promise<TopicTexts> {
  const article = await readDocument(topic, "article.md");
  const deck = await readDocument(topic, "deck.md");
  const published = await find(topic, publishedFile);
  return {
    ...(published !== undefined && { published }),
    article: article.text,
    deck: deck.text,
    files: { article: article.file, deck: deck.file },
    pictures: {
      article: await readPictures(topic, article.text),
      deck: await readPictures(topic, deck.text),
    },
    sources: await readSources(topic),
  };
}

/**
 * The sources that listings come out of, and PyTorch's numbers. Throws UserError where
 * `experiment.ts` is missing.
 */
export async function readSources(
  topic: Topic,
): Promise<TopicTexts["sources"]> {
  const pytorch = await find(topic, "pytorch.py");
  const parity = await find(topic, parityFile);
  const experiment = await find(topic, "experiment.ts");
  return {
    "experiment.ts": experiment ?? missing(topic, "experiment.ts"),
    ...(pytorch === undefined ? {} : { "pytorch.py": pytorch }),
    ...(parity === undefined ? {} : { [parityFile]: parity }),
  };
}

/**
 * A person's own document where there is one, else the topic's example; of a topic without an
 * `example` its own is that, too. Throws UserError where there is neither.
 */
export async function readDocument(
  topic: Topic,
  name: "article.md" | "deck.md",
  first: "own" | "example" = "own",
): Promise<Document> {
  const files = [name, `${exampleFolder}/${name}`];
  for (const file of first === "own" ? files : files.toReversed()) {
    const text = await find(topic, file);
    if (text !== undefined) return { file, text };
  }
  return missing(topic, name);
}

function missing(topic: Topic, file: string): never {
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

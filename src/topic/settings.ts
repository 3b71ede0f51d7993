import { join } from "node:path";
import { didYouMean, UserError } from "../errors.ts";
import { isObject } from "../json.ts";
import { readText } from "../text.ts";
import type { Topic } from "./topic.ts";

/** The keys of a `topic.yaml`. */
const known = ["title", "questions", "digits", "data", "labels", "reader"];

/** What a topic says whose experiment runs on its page, too. */
const forReaders = "reader: run";

/** What a topic's `topic.yaml` says of its run. */
export interface TopicSettings {
  /** As they stand there. */
  readonly digits?: unknown;
  readonly data?: unknown;
  readonly labels?: unknown;
  /** Whether a reader of the topic's page may run its experiment there. */
  readonly isForReaders: boolean;
}

/**
 * What the file says of the topic's run; nothing, where there is no such file. Throws UserError for
 * a key that there is not, for another word than `run` for readers, and for what is no YAML.
 */
export async function readTopicSettings(
  topic: Pick<Topic, "name" | "folder">,
): Promise<TopicSettings> {
  const file = `topics/${topic.name}/topic.yaml`;
  const text = await readText(join(topic.folder, "topic.yaml"), file);
  if (text === undefined) return { isForReaders: false };
  // Most files say no more than this: a build with nothing to do loads no parser for them.
  const keys = [...text.matchAll(/^["']?([\w-]+)["']?\s*:.*$/gm)];
  const isPlain = keys.every(
    ([line, key]) =>
      /^(title|questions)$/.test(key ?? "") || line.trimEnd() === forReaders,
  );
  if (keys.length > 0 && isPlain)
    return { isForReaders: keys.some(([, key]) => key === "reader") };
  const { parseYaml } = await import("./outline.ts");
  const settings = parseYaml(text, file);
  if (!isObject(settings)) return { isForReaders: false };
  const odd = Object.keys(settings).find((key) => !known.includes(key));
  if (odd !== undefined) {
    throw new UserError(
      `${file}: unknown key: ${odd}`,
      didYouMean(odd, known) ?? `the keys are ${known.join(", ")}`,
    );
  }
  const { digits, data, labels, reader } = settings;
  if (reader !== undefined && reader !== "run") {
    throw new UserError(
      `${file}: reader is not run: ${JSON.stringify(reader)}`,
      `write ${forReaders}, or leave the key out`,
    );
  }
  return { digits, data, labels, isForReaders: reader === "run" };
}

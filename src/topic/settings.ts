import { join } from "node:path";
import { didYouMean, UserError } from "../errors.ts";
import { isObject } from "../json.ts";
import { readText } from "../text.ts";
import type { Topic } from "./topic.ts";

/** The keys of a `topic.yaml`. */
const known = ["title", "questions", "digits", "reader"];

/** What a topic says whose experiment runs on its page, too. */
const forReaders = "reader: run";

/** What a topic's `topic.yaml` says beside what the topic is asked; both as they stand there. */
export interface TopicSettings {
  readonly digits?: unknown;
  readonly reader?: unknown;
}

/**
 * What the file says of the topic's run; nothing, where there is no such file. Throws UserError for
 * a key that there is not, and for what is no YAML.
 */
export async function readTopicSettings(
  topic: Pick<Topic, "name" | "folder">,
): Promise<TopicSettings> {
  const file = `topics/${topic.name}/topic.yaml`;
  const text = await readText(join(topic.folder, "topic.yaml"), file);
  if (text === undefined) return {};
  // Most files say no more than this: a build with nothing to do loads no parser for them.
  const keys = [...text.matchAll(/^["']?([\w-]+)["']?\s*:.*$/gm)];
  const isPlain = keys.every(
    ([line, key]) =>
      /^(title|questions)$/.test(key ?? "") || line.trimEnd() === forReaders,
  );
  if (keys.length > 0 && isPlain)
    return keys.some(([, key]) => key === "reader") ? { reader: "run" } : {};
  const { parseYaml } = await import("./outline.ts");
  const settings = parseYaml(text, file);
  if (!isObject(settings)) return {};
  const odd = Object.keys(settings).find((key) => !known.includes(key));
  if (odd !== undefined) {
    throw new UserError(
      `${file}: unknown key: ${odd}`,
      didYouMean(odd, known) ?? `the keys are ${known.join(", ")}`,
    );
  }
  return settings;
}

/**
 * Whether a reader of the topic's page may run its experiment there: `reader: run`. Throws UserError
 * that names the file for any other word.
 */
export async function isForReaders(topic: Topic): Promise<boolean> {
  const { reader } = await readTopicSettings(topic);
  if (reader === undefined) return false;
  if (reader === "run") return true;
  throw new UserError(
    `topics/${topic.name}/topic.yaml: reader is not run: ${JSON.stringify(reader)}`,
    `write ${forReaders}, or leave the key out`,
  );
}

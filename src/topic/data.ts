import { isAbsolute, join, normalize } from "node:path";
import { nameOf } from "../classes.ts";
import { UserError } from "../errors.ts";
import { readTopicSettings } from "./settings.ts";
import type { Topic } from "./topic.ts";

/** Where a run finds its pictures. */
export interface TopicData {
  /** `auto`, `mnist`, `handwriting`, or a folder, absolute. */
  readonly data: string;
  /** What the labels 0, 1, 2 … of idx files are called. */
  readonly labels?: readonly string[];
}

/**
 * What was `asked` for, else the folder that the topic's `topic.yaml` names as its `data`, with the
 * names that it gives to labels. Throws UserError for keys that cannot be used.
 */
export async function chooseData(
  topic: Pick<Topic, "name" | "folder">,
  asked: string,
): Promise<TopicData> {
  const { data, labels } = await readTopicSettings(topic);
  const file = `topics/${topic.name}/topic.yaml`;
  const own = data === undefined ? asked : folderOf(topic.folder, data, file);
  return {
    data: asked === "auto" ? own : asked,
    ...(labels !== undefined && { labels: parseLabels(labels, file) }),
  };
}

function folderOf(topic: string, data: unknown, file: string): string {
  const path = typeof data === "string" ? normalize(data) : "";
  if (path !== "" && !isAbsolute(path) && !/^\.\.?([\\/]|$)/.test(path))
    return join(topic, path);
  throw new UserError(
    `${file}: data is no folder inside of the topic: ${JSON.stringify(data)}`,
    "name one beside topic.yaml: data: pictures; any other is given by --data",
  );
}

function parseLabels(labels: unknown, file: string): readonly string[] {
  const wrong = (what: string) =>
    new UserError(
      `${file}: labels ${what}`,
      "name the classes in the order of their numbers: labels: [T-shirts, trousers]",
    );
  if (!Array.isArray(labels)) throw wrong("is not a list of names");
  const names = labels.map((each) => nameOf(each) ?? "");
  const odd = names.indexOf("");
  if (odd >= 0)
    throw wrong(`has no name of a class: ${JSON.stringify(labels[odd])}`);
  const twice = names.find((each, at) => names.indexOf(each) !== at);
  if (twice !== undefined) throw wrong(`has one name twice: ${twice}`);
  return names;
}

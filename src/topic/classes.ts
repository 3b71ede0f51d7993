import { join } from "node:path";
import { type Classes, courseClasses, parseClasses } from "../classes.ts";
import { didYouMean, UserError } from "../errors.ts";
import { isObject } from "../json.ts";
import { readText } from "../text.ts";
import type { Topic } from "./topic.ts";

/** The keys of a `topic.yaml`. */
const known = ["title", "questions", "digits", "data", "labels"];

/**
 * The two classes that a topic's run tells apart: those that were `asked` for, else the topic's own,
 * else 3 and 7. Throws UserError for a `topic.yaml` that cannot be used.
 */
export async function chooseClasses(
  topic: Topic,
  asked: Classes | undefined,
): Promise<Classes> {
  const { digits } = await readTopicKeys(topic);
  if (digits === "none" || (digits === undefined && asked === undefined))
    return courseClasses;
  return asked ?? parseTopicClasses(topic, digits);
}

/** Whether the topic's `topic.yaml` says `digits: none`: its run is about something else. */
export async function isWithoutDigits(
  topic: Pick<Topic, "name" | "folder">,
): Promise<boolean> {
  return (await readTopicKeys(topic)).digits === "none";
}

/** The two classes that a `topic.yaml` names as `digits: [4, 9]`. Throws UserError that names the file. */
function parseTopicClasses({ name }: Topic, digits: unknown): Classes {
  return parseClasses(digits, {
    where: `topics/${name}/topic.yaml: digits`,
    example: "digits: [4, 9]",
    exitCode: 1,
  });
}

/** What a `topic.yaml` says of the topic's data, as it stands there; `{}` where there is no such file. */
export async function readTopicKeys(
  topic: Pick<Topic, "name" | "folder">,
): Promise<{ readonly [key: string]: unknown }> {
  const file = `topics/${topic.name}/topic.yaml`;
  const text = await readText(join(topic.folder, "topic.yaml"), file);
  if (text === undefined) return {};
  // Most files say nothing of it: a build with nothing to do loads no parser for them.
  const keys = [...text.matchAll(/^["']?([\w-]+)["']?\s*:/gm)];
  if (
    keys.length > 0 &&
    keys.every(([, key]) => /^(title|questions)$/.test(key ?? ""))
  )
    return {};
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

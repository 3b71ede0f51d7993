import { type Classes, courseClasses, parseClasses } from "../classes.ts";
import { readTopicSettings } from "./settings.ts";
import type { Topic } from "./topic.ts";

/**
 * The two classes that a topic's run tells apart: those that were `asked` for, else the topic's own,
 * else 3 and 7. Throws UserError for a `topic.yaml` that cannot be used.
 */
export async function chooseClasses(
  topic: Topic,
  asked: Classes | undefined,
): Promise<Classes> {
  const { digits } = await readTopicSettings(topic);
  if (digits === "none" || (digits === undefined && asked === undefined))
    return courseClasses;
  return asked ?? parseTopicClasses(topic, digits);
}

/** Whether the topic's `topic.yaml` says `digits: none`: its run is about something else. */
export async function isWithoutDigits(
  topic: Pick<Topic, "name" | "folder">,
): Promise<boolean> {
  return (await readTopicSettings(topic)).digits === "none";
}

/** The two classes that a `topic.yaml` names as `digits: [4, 9]`. Throws UserError that names the file. */
function parseTopicClasses({ name }: Topic, digits: unknown): Classes {
  return parseClasses(digits, {
    where: `topics/${name}/topic.yaml: digits`,
    example: "digits: [4, 9]",
    exitCode: 1,
  });
}

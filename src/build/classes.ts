import { type Classes, courseClasses } from "../classes.ts";
import type { Flags } from "../course/settings.ts";
import { readTopicClasses } from "../topic/classes.ts";
import type { Topic } from "../topic/topic.ts";

/**
 * The two classes that a topic's run tells apart: those of the command line, else the topic's own,
 * else 3 and 7. Throws UserError for a `topic.yaml` that cannot be used.
 */
export async function chooseClasses(
  topic: Topic,
  { digits }: Flags,
): Promise<Classes> {
  return digits ?? (await readTopicClasses(topic)) ?? courseClasses;
}

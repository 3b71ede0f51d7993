import { join } from "node:path";
import { type Classes, courseClasses, parseClasses } from "../classes.ts";
import { didYouMean, UserError } from "../errors.ts";
import { isObject } from "../json.ts";
import { readText } from "../text.ts";
import type { Topic } from "./topic.ts";

/** The keys of a `topic.yaml`. */
const known = ["title", "questions", "digits"];

/**
 * The two classes that a topic's run tells apart: those that were `asked` for, else the topic's own,
 * else 3 and 7. Throws UserError for a `topic.yaml` that cannot be used.
 */
export async function chooseClasses(
  topic: Topic,
  asked: Classes | undefined,
): Promise<Classes> {
  const digits = await readDigits(topic);
  if (digits === "none" || (digits === undefined && asked === undefined))
    return courseClasses;
  return asked ?? parseTopicClasses(topic, digits);
}

/** Whether the topic's `topic.yaml` says `digits: none`: its run is about something else. */
export async function isWithoutDigits(
  topic: Pick<Topic, "name" | "folder">,
): Promise<boolean> {
  return (await readDigits(topic)) === "none";
}

/** The two classes that a `topic.yaml` names as `digits: [4, 9]`. Throws UserError that names the file. */
function parseTopicClasses({ name }: Topic, digits: unknown): Classes {
  return parseClasses(digits, {
    where: `topics/${name}/topic.yaml: digits`,
    example: "digits: [4, 9]",
    exitCode: 1,
  });
}

/** What the file says under `digits`, as it stands there. */
async function readDigits(
  topic: Pick<Topic, "name" | "folder">,
): Promise<unknown> {
  const file = `topics/${topic.name}/topic.yaml`;
  const text = await readText(join(topic.folder, "topic.yaml"), file);
  if (text === undefined) return undefined;
  // Most files ask for no digits: a build with nothing to do loads no parser for them.
  const keys = [...text.matchAll(/^["']?([\w-]+)["']?\s*:/gm)];
  if (
    keys.length > 0 &&
    keys.every(([, key]) => /^(title|questions)$/.test(key ?? ""))
  )
    return undefined;
  const { parseYaml } = await import("./outline.ts");
  const settings = parseYaml(text, file);
  if (!isObject(settings)) return undefined;
  const odd = Object.keys(settings).find((key) => !known.includes(key));
  if (odd !== undefined) {
    throw new UserError(
      `${file}: unknown key: ${odd}`,
      didYouMean(odd, known) ?? `the keys are ${known.join(", ")}`,
    );
  }
  return settings.digits;
}

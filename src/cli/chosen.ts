import type { Chosen, Request } from "../build/request.ts";
import { noDigits } from "../digits/digits.ts";
import type { Located } from "../digits/locate.ts";
import { chooseClasses, isWithoutDigits } from "../topic/classes.ts";
import { chooseData } from "../topic/data.ts";
import type { Topic } from "../topic/topic.ts";

/** Which digits each topic's run reads, by the topic's name, and what they all come from. */
export interface ChosenDigits {
  readonly name: Located["name"];
  of(topic: Topic): Chosen;
}

/**
 * Finds the digits of every topic asked for, before any of them is built. Throws UserError where
 * the data cannot be used, or lacks a class that one of the topics is about.
 */
export async function chooseDigits(
  { topics, data, flags }: Request,
  env: NodeJS.ProcessEnv,
): Promise<ChosenDigits> {
  const { locateDigits } = await import("../digits/locate.ts");
  // Most topics are about the same two: to look at the data once is enough for them.
  const looked = new Map<string, Located>();
  const chosen = new Map<string, Chosen>();
  let name: Located["name"] = "MNIST";
  for (const topic of topics) {
    const classes = await chooseClasses(topic, flags.digits);
    if (await isWithoutDigits(topic)) {
      chosen.set(topic.name, { identity: noDigits, classes });
      continue;
    }
    const source = await chooseData(topic, data);
    const key = JSON.stringify([source, classes]);
    const found =
      looked.get(key) ?? (await locateDigits({ ...source, env, classes }));
    looked.set(key, found);
    // What a topic brings along says nothing of the others' digits.
    if (source.data === data) name = found.name;
    chosen.set(topic.name, { identity: found.identity, classes });
  }
  return {
    name,
    of(topic) {
      const found = chosen.get(topic.name);
      if (found === undefined) throw new Error(`not asked for: ${topic.name}`);
      return found;
    },
  };
}

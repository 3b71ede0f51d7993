import { UserError } from "../../errors.ts";
import { resolveTopic, type Topic } from "../../topic/topic.ts";
import { type Looking, type Place, resolvePlace, workingTree } from "./side.ts";

/** What a command line of `lectern diff` names. */
interface Words {
  /** Names of topics; none is all. */
  readonly topics: readonly string[];
  readonly places: readonly [Place, Place];
}

/**
 * Tells topics from what is compared: `HEAD` with the working tree without any, and with one that
 * one with the working tree. Throws UserError (exit code 2) for more than two.
 */
export async function findWords(
  words: readonly string[],
  all: readonly Topic[],
  looking: Looking,
): Promise<Words> {
  const topics: string[] = [];
  const others: string[] = [];
  for (const word of words) {
    const topic = findTopic(word, all);
    if (topic === undefined) others.push(word);
    else topics.push(topic.name);
  }
  if (others.length > 2)
    throw new UserError(
      `more than two sides: ${others.join(", ")}`,
      "name two at most: lectern diff main HEAD 3",
      2,
    );
  const [first = "HEAD", second] = others;
  const before = await resolvePlace(first, looking);
  const after =
    second === undefined
      ? workingTree(looking)
      : await resolvePlace(second, looking);
  return { topics, places: [before, after] };
}

/** A path names a topic only below `topics/`: another project's folder may be called like one. */
function findTopic(word: string, all: readonly Topic[]): Topic | undefined {
  if (/[/\\]/.test(word) && !/(^|[/\\])topics[/\\]/.test(word))
    return undefined;
  try {
    return resolveTopic(all, word);
  } catch {
    return undefined;
  }
}

import { parseJson } from "../../json.ts";
import type { Topic } from "../../topic/topic.ts";
import { answerOnce } from "../known/answer.ts";
import type { Request } from "../request.ts";
import type { Checked } from "../topic-check.ts";

/** What the rules said; a deck is no text. */
export type Said = Omit<Checked, "deck">;

/**
 * What the rules say of a topic's output, as `checkTopic` does; without looking where they said it
 * before, and nothing was written since of all that they had looked at.
 */
export async function checkKept(
  topic: Topic,
  request: Request,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Said | undefined> {
  const asked = [request.flags, request.machine];
  const said = await answerOnce(
    ...(["checks", topic, request, asked, env] as const),
    async (note) => {
      const { checkTopic } = await import("../topic-check.ts");
      const found = await checkTopic(topic, request, signal, note);
      if (found === undefined) return undefined;
      const { deck: _deck, ...told } = found;
      return JSON.stringify(told);
    },
  );
  if (said === undefined) return undefined;
  const told = parseJson(Buffer.from(said)) as Said;
  return { ...told, talk: told.talk };
}

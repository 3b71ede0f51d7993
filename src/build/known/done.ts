import type { Topic } from "../../topic/topic.ts";
import type { Chosen, Request } from "../request.ts";
import { answerOnce } from "./answer.ts";

/**
 * Whether there is nothing to do for the topic, as `look` finds out; without looking where it found
 * so for the same request, and no file was written since that it had read.
 */
export async function isKnownDone(
  topic: Topic,
  request: Request,
  digits: Chosen,
  env: NodeJS.ProcessEnv,
  look: () => Promise<boolean>,
): Promise<boolean> {
  const { profile, seed, engine, reproducible, parts } = request;
  const { data, flags, force, deck } = request;
  if (force || deck !== undefined) return look();
  const asked = [
    profile,
    seed,
    engine,
    reproducible,
    parts,
    data,
    flags,
    digits,
  ];
  const said = await answerOnce(
    ...(["done", topic, request, asked, env] as const),
    async () => ((await look()) ? "yes" : undefined),
  );
  return said !== undefined;
}

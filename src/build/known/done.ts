import { join } from "node:path";
import { sourceDate } from "../../deck/package/date.ts";
import { openOwnShelf } from "../../kept/own.ts";
import { stampOf } from "../../kept/stamp.ts";
import { stillTrue } from "../../kept/stamps.ts";
import { readVersions } from "../../lab/versions.ts";
import { home, type Topic } from "../../topic/topic.ts";
import { readRenderKey } from "../render/key.ts";
import type { Chosen, Request } from "../request.ts";

/** What decides whether a run stands, and is in no document's key. */
const judges = ["freshness", "imports", "versions"].map((name) =>
  join(home, `src/lab/${name}.ts`),
);

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
  const { root, out, profile, seed, engine, reproducible, parts } = request;
  const { data, flags, force, deck } = request;
  const asked = force || deck !== undefined;
  const config = (ending: string) => join(root, `lectern.config.${ending}`);
  // A module may read what it likes, and so may what it imports.
  if (asked || stampOf(config("ts")) !== undefined) return look();
  const key = JSON.stringify([
    ...[await readRenderKey(), sourceDate(), out, topic, root],
    ...[profile, seed, engine, reproducible, parts, data, flags, digits],
    ...[readVersions("wasm", env), readVersions("native", env)],
  ]);
  const others = [config("ts"), config("json"), join(root, "class")];
  return stillTrue(openOwnShelf("done"), key, [...others, ...judges], look);
}

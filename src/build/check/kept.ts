import { dirname, join } from "node:path";
import { sourceDate } from "../../deck/package/date.ts";
import { parseJson } from "../../json.ts";
import { openOwnShelf } from "../../kept/own.ts";
import { stampOf } from "../../kept/stamp.ts";
import { whileUnread } from "../../kept/stamps.ts";
import { readVersions } from "../../lab/versions.ts";
import type { Topic } from "../../topic/topic.ts";
import { readCheckKey } from "../render/key.ts";
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
  const { root, out, flags, machine } = request;
  const look = async (note?: (path: string) => void) => {
    const { checkTopic } = await import("../topic-check.ts");
    return checkTopic(topic, request, signal, note);
  };
  // A module may read what it likes, and so may what it imports.
  if (stampOf(join(root, "lectern.config.ts")) !== undefined) return look();
  const key = JSON.stringify([
    ...[await readCheckKey(), process.version, sourceDate()],
    ...[out, topic, root, flags, machine],
    ...[readVersions("wasm", env), readVersions("native", env)],
  ]);
  const said = await whileUnread(openOwnShelf("checks"), key, async (note) => {
    for (const path of listAsked(topic, root)) note(path);
    const found = await look(note);
    if (found === undefined) return undefined;
    const { deck: _deck, ...told } = found;
    return JSON.stringify(told);
  });
  if (said === undefined) return undefined;
  const told = parseJson(Buffer.from(said)) as Said;
  return { ...told, talk: told.talk };
}

/** Files and folders that are asked for without being read, or are read by esbuild. */
function listAsked(topic: Topic, root: string): string[] {
  const { folder } = topic;
  const folders = [folder, dirname(folder), root];
  return [
    ...["lectern.config.ts", "lectern.config.json", "class"].map((name) =>
      join(root, name),
    ),
    ...folders.flatMap((each) => [
      join(each, "tsconfig.json"),
      join(each, "package.json"),
    ]),
  ];
}

import { dirname, join } from "node:path";
import { sourceDate } from "../../deck/package/date.ts";
import { openOwnShelf } from "../../kept/own.ts";
import { stampOf } from "../../kept/stamp.ts";
import { whileUnread } from "../../kept/stamps.ts";
import { readVersions } from "../../lab/versions.ts";
import type { Topic } from "../../topic/topic.ts";
import { readCheckKey } from "../render/key.ts";
import type { Request } from "../request.ts";

/** Tells of a file or folder that is looked at in another way than by reading it. */
export type Note = (path: string) => void;

/**
 * What `make` says of a topic; without making it where it said so for the same that is `asked`, of
 * the same course with the same Lectern, and nothing was written since that it had read or noted.
 * Where it says nothing, nothing is kept, and nothing of a course with code of its own.
 */
export async function answerOnce<Said extends string | undefined>(
  kind: "checks" | "done" | "rows",
  topic: Topic,
  { root, out }: Pick<Request, "root" | "out">,
  asked: readonly unknown[],
  env: NodeJS.ProcessEnv,
  make: (note: Note) => Promise<Said>,
): Promise<Said | string> {
  // A module may read what it likes, and so may what it imports.
  if (stampOf(join(root, "lectern.config.ts")) !== undefined)
    return make(() => {});
  const key = JSON.stringify([
    ...[await readCheckKey(), process.version, sourceDate()],
    ...[readVersions("wasm", env), readVersions("native", env)],
    ...[root, out, topic, asked],
  ]);
  return whileUnread(openOwnShelf(kind), key, (note) => {
    for (const path of listAsked(topic, root)) note(path);
    return make(note);
  });
}

/** Files and folders that are asked for without being read, or are read by esbuild. */
function listAsked({ folder }: Topic, root: string): string[] {
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

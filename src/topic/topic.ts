import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean, UserError } from "../errors.ts";

/** A folder `topics/NN-slug` with an experiment, an article and a deck. */
export interface Topic {
  readonly number: number;
  /** `pixel-similarity` */
  readonly slug: string;
  /** `03-pixel-similarity`: the folder's name, and the output's. */
  readonly name: string;
  /** Absolute path of the folder. */
  readonly folder: string;
}

/** The folder that Lectern itself lives in. */
export const home = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The project to work in: the nearest folder at or above `cwd` whose `topics/` holds topics
 * or nothing yet, else Lectern's own.
 */
export function findRoot(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (hasTopics(folder)) return folder;
    if (folder === dirname(folder)) return resolve(home);
  }
}

/** A folder called `topics` is not enough: a test of topics has one, too. */
function hasTopics(folder: string): boolean {
  if (!existsSync(join(folder, "topics"))) return false;
  const isEmpty = readdirSync(join(folder, "topics")).length === 0;
  return isEmpty || findTopics(folder).length > 0;
}

/** All topics of the project, by number. */
export function findTopics(root: string): Topic[] {
  const folders = readdirSync(join(root, "topics"), { withFileTypes: true });
  return folders
    .flatMap((entry) => {
      const match = /^(\d\d)-([a-z0-9-]+)$/.exec(entry.name);
      if (!entry.isDirectory() || match === null) return [];
      const [name, number = "", slug = ""] = match;
      const folder = join(root, "topics", name);
      return [{ number: Number(number), slug, name, folder }];
    })
    .sort((a, b) => a.number - b.number);
}

/**
 * The topic meant by a number (`3`), a slug (`pixel-similarity`), a folder's name
 * (`03-pixel-similarity`) or its path (`topics/03-pixel-similarity/`).
 * Throws UserError with the nearest name.
 */
export function resolveTopic(topics: readonly Topic[], asked: string): Topic {
  const word = asked.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, "");
  const found = topics.find(
    (topic) =>
      topic.slug === word ||
      topic.name === word ||
      (/^\d+$/.test(word) && topic.number === Number(word)),
  );
  if (found !== undefined) return found;
  const names = topics.flatMap((topic) => [topic.slug, topic.name]);
  throw new UserError(
    `unknown topic: ${asked}`,
    didYouMean(word, names) ?? "see lectern list",
    2,
  );
}

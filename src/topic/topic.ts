import { existsSync, readdirSync, statSync } from "node:fs";
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

/** Whether this is an installed package: its own topics are there to be copied. */
const isPackage = existsSync(join(home, "dist"));

/**
 * The project to work in: the nearest folder at or above `cwd` whose `topics/` holds topics
 * or nothing yet, else Lectern's own repository. Throws UserError where Lectern is a package.
 */
export function findRoot(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (hasTopics(folder)) return folder;
    if (folder === dirname(folder)) break;
  }
  if (!isPackage) return resolve(home);
  throw new UserError(
    `no course here: ${resolve(cwd)} has no topics/`,
    "start one with lectern init, or go to its folder",
    2,
  );
}

/** A folder called `topics` is not enough: a test of topics has one, too. */
function hasTopics(folder: string): boolean {
  if (!existsSync(join(folder, "topics"))) return false;
  const names = readdirSync(join(folder, "topics"));
  const isEmpty = names.every((name) => name === ".gitkeep");
  return isEmpty || readTopics(folder).topics.length > 0;
}

/** A folder's name: a number of at least two digits, then lower-case words joined by `-`. */
const named = /^(\d{2,})-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/** What lies in `topics/`. */
export interface TopicFolder {
  /** By number. */
  readonly topics: readonly Topic[];
  /** Names of folders that begin like a topic and are none. */
  readonly others: readonly string[];
}

/** Reads `topics/`, whatever is in it: what is no topic but looks like one is named. */
export function readTopics(root: string): TopicFolder {
  const topics: Topic[] = [];
  const others: string[] = [];
  for (const entry of readdirSync(join(root, "topics"), {
    withFileTypes: true,
  })) {
    const { name } = entry;
    const folder = join(root, "topics", name);
    // A link may lead to a folder, too.
    const isFolder = entry.isSymbolicLink()
      ? statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
      : entry.isDirectory();
    const [, number = "", slug = ""] = named.exec(name) ?? [];
    if (isFolder && slug !== "")
      topics.push({ number: Number(number), slug, name, folder });
    else if ((isFolder || entry.isSymbolicLink()) && /^\d/.test(name))
      others.push(name);
  }
  return { topics: topics.sort((a, b) => a.number - b.number), others };
}

/**
 * All topics of the project, by number. Throws UserError where two have one number or one slug:
 * which one a command means could not be said.
 */
export function findTopics(root: string): readonly Topic[] {
  const { topics } = readTopics(root);
  for (const key of ["number", "slug"] as const) {
    const seen = new Map<string | number, Topic>();
    for (const topic of topics) {
      const first = seen.get(topic[key]);
      seen.set(topic[key], topic);
      if (first === undefined) continue;
      throw new UserError(
        `two topics have the ${key} ${topic[key]}: ${first.name} and ${topic.name}`,
        `rename or move one of the two folders in ${join(root, "topics")}`,
      );
    }
  }
  return topics;
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

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../../errors.ts";
import { home, readTopics, type Topic } from "../../topic/topic.ts";
import type { Checkouts } from "./checkouts.ts";

/** One of the two that are compared. */
export interface Place {
  /** As it was asked for. */
  readonly name: string;
  readonly commit?: string;
  /** What is said of how it was made. */
  readonly notes: readonly string[];
  /** Folder of all its outputs, absolute. */
  readonly out: string;
  /** What builds it; undefined of outputs that are there already. */
  readonly project?: {
    readonly root: string;
    /** The `lectern.js` that builds it: its own where it has one. */
    readonly bin: string;
  };
  /** Its topics by name; undefined for one of which only the output is there. */
  readonly topics: ReadonlyMap<string, Topic | undefined>;
}

/** Where the words of a command line are looked up. */
export interface Looking {
  /** The project, absolute. */
  readonly root: string;
  /** Folder of its outputs, absolute. */
  readonly out: string;
  readonly cwd: string;
  readonly checkouts: Checkouts;
}

/** The project as it lies there. */
export function workingTree({ root, out }: Looking): Place {
  return placeOf("working tree", root, out);
}

/**
 * The side that `word` names: a project's folder, a folder of outputs, or a commit of the project.
 * Throws UserError (exit code 2) where it is neither.
 */
export async function resolvePlace(
  word: string,
  looking: Looking,
): Promise<Place> {
  const folder = resolve(looking.cwd, word);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) {
    if (hasTopics(folder)) {
      const out =
        folder === looking.root ? looking.out : join(folder, "output");
      return placeOf(word, folder, out);
    }
    const built = builtIn(folder);
    if (built.length > 0)
      return {
        ...{ name: word, out: folder, notes: ["as it was built"] },
        topics: new Map(built.map((name) => [name, undefined])),
      };
    throw new UserError(
      `folder holds neither topics nor their output: ${word}`,
      "name a project's folder, or one that lectern build wrote",
      2,
    );
  }
  const found = await looking.checkouts.checkOut(word, looking.root);
  if (found === undefined)
    throw new UserError(
      `neither a commit, a folder nor a topic: ${word}`,
      "name a branch, a tag, HEAD~1, or a folder; topics are in lectern list",
      2,
    );
  if (!hasTopics(found.root))
    throw new UserError(
      `commit has no topics: ${word}`,
      "name a later one: git log --oneline -- topics",
      2,
    );
  const place = placeOf(word, found.root, join(found.root, "output"));
  const notes = [...found.notes, ...place.notes];
  return { ...place, notes, commit: found.commit };
}

function placeOf(name: string, root: string, out: string): Place {
  const own = join(root, "bin/lectern.js");
  const hasOwn = existsSync(own);
  const bin = hasOwn ? own : join(home, "bin/lectern.js");
  const { topics } = readTopics(root);
  return {
    ...{ name, out, project: { root, bin } },
    notes: hasOwn
      ? []
      : ["built by the Lectern at hand: it has none of its own"],
    topics: new Map(topics.map((topic) => [topic.name, topic])),
  };
}

function hasTopics(folder: string): boolean {
  return (
    existsSync(join(folder, "topics")) && readTopics(folder).topics.length > 0
  );
}

function builtIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "record.json")))
    .sort();
}

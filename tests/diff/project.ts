import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Compared, compare } from "../../src/diff/diff.ts";
import type { Place } from "../../src/diff/sides/side.ts";
import { home, readTopics } from "../../src/topic/topic.ts";
import { linkLectern } from "../cli/linked.ts";
import { run } from "../cli/project.ts";

/** A folder that is removed by `close`. */
export async function openFolder(): Promise<{
  readonly path: string;
  close(): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), "lectern-diff-"));
  return { path, close: () => rm(path, { recursive: true, force: true }) };
}

/** A course of two topics in `root`, on Lectern's own sources, not yet built. */
export async function copyCourse(root: string): Promise<void> {
  await cp(join(home, "tests/diff/course"), root, { recursive: true });
  linkLectern(root);
}

/** One change to a file of a course: the first `from` becomes `to`. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Makes the change; what is not there to be changed is a mistake of the test. */
export async function edit(root: string, { file, from, to }: Edit) {
  const path = join(root, file);
  const text = from === "" ? "" : await readFile(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  await writeFile(path, from === "" ? to : text.replace(from, to));
}

/** Builds the course quickly; throws what the command line says where it fails. */
export async function build(
  root: string,
  args: readonly string[] = [],
): Promise<void> {
  const { code, stderr } = await run(root, ["build", "--quick", ...args]);
  if (code !== 0) throw new Error(stderr);
}

/** Compares two courses that are built. */
export function compareBuilt(before: string, after: string): Promise<Compared> {
  const place = (root: string, name: string): Place => {
    const { topics } = readTopics(root);
    return {
      ...{ name, notes: [], out: join(root, "output") },
      topics: new Map(topics.map((topic) => [topic.name, topic])),
    };
  };
  const sides = {
    before: place(before, "before"),
    after: place(after, "after"),
  };
  return compare(
    {
      ...sides,
      topics: [...sides.after.topics.keys()].sort(),
      ...{ jobs: 1, seeds: 0, wishes: { quick: true } },
      ...{ cache: join(before, "cache"), own: join(after, "output") },
    },
    { env: {}, cwd: before, signal: new AbortController().signal },
    () => {},
  );
}

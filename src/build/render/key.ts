import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../files.ts";
import { home } from "../../topic/topic.ts";

/** Folders whose files decide how a record looks on a page or a slide. */
const folders = [
  "src/article",
  "src/deck",
  "src/figure",
  "src/medium",
  "src/record",
  "src/build",
  "src/course",
  "templates",
];

/**
 * One hash over the code, the templates and the versions that turn a record into
 * documents: when a mentor changes a theme, every document is made again.
 */
export function readRenderKey(): Promise<string> {
  key ??= hashSources();
  return key;
}

/** The sources that run do not change while they do: read once a process. */
let key: Promise<string> | undefined;

async function hashSources(): Promise<string> {
  const names = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(home, folder), {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  const paths = [...names.flat(), join(home, "package-lock.json")].sort();
  const hashes = await Promise.all(
    paths.map(async (path) => [
      path.slice(home.length),
      sha256(await readFile(path).catch(() => "")),
    ]),
  );
  return sha256(JSON.stringify(hashes));
}

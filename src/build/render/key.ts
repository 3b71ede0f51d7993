import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
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

/** Folders inside of them that decide nothing of it: pages of a class, its workflows, reports. */
const others = ["templates/site/", "templates/course/", "templates/diff/"];

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
  const hashes = await Promise.all(
    (await listLookSources()).map(async (path) => [
      path,
      sha256(await readFile(join(home, path)).catch(() => "")),
    ]),
  );
  return sha256(JSON.stringify(hashes));
}

/** Every file that the key covers, relative to the folder of Lectern, with `/`, in order. */
export async function listLookSources(): Promise<string[]> {
  const inside = await Promise.all(
    folders.map((folder) => listFiles(folder, true)),
  );
  // What lies beside the rooms everybody may use; the front page is for experiments alone.
  const beside = (await listFiles("src", false)).filter(
    (path) => path !== "src/lectern.ts",
  );
  return [...inside.flat(), ...beside, "package-lock.json"]
    .filter((path) => !others.some((folder) => path.startsWith(folder)))
    .sort();
}

async function listFiles(
  folder: string,
  recursive: boolean,
): Promise<string[]> {
  const entries = await readdir(join(home, folder), {
    recursive,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      relative(home, join(parentPath, name)).split(sep).join("/"),
    );
}

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
  "src/kept",
  "src/topic",
  "templates",
];

/** Folders inside of them that decide nothing of it: pages of a class, its workflows, reports. */
const others = ["templates/site/", "templates/course/", "templates/diff/"];

/**
 * One hash over the code, the templates and the versions that turn a record into
 * documents: when a mentor changes a theme, every document is made again.
 */
export function readRenderKey(): Promise<string> {
  hashes ??= hashSources();
  key ??= hashes.then((all) => sha256(JSON.stringify(all)));
  return key;
}

/**
 * One hash over the code and the versions that draw a figure, and the machine that they draw on:
 * the same letters may have other edges on another processor.
 */
export async function readDrawKey(): Promise<string> {
  hashes ??= hashSources();
  drawKey ??= hashes.then((all) => {
    const machine = [process.platform, process.arch];
    return sha256(
      JSON.stringify([machine, all.filter(([path]) => draws(path))]),
    );
  });
  return drawKey;
}

/** Every file that the key of a drawing covers, as `listLookSources` gives them. */
export async function listDrawSources(): Promise<string[]> {
  return (await listLookSources()).filter(draws);
}

/** The files of figures, those that everybody may use, and the versions of packages. */
function draws(path: string): boolean {
  return /^src\/(figure\/|[^/]*$)|^package-lock\.json$/.test(path);
}

/** The sources that run do not change while they do: read once a process. */
let hashes: Promise<readonly PathAndHash[]> | undefined;
let key: Promise<string> | undefined;
let drawKey: Promise<string> | undefined;

type PathAndHash = readonly [path: string, sha256: string];

async function hashSources(): Promise<readonly PathAndHash[]> {
  return Promise.all(
    (await listLookSources()).map(async (path) => {
      const bytes = await readFile(join(home, path)).catch(() => "");
      return [path, sha256(bytes)] as const;
    }),
  );
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

import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { sha256 } from "../../files.ts";
import { openOwnShelf } from "../../kept/own.ts";
import { whileUnchanged } from "../../kept/stamps.ts";
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

/** Folders that decide, beside those, what a check says of a topic. */
const judging = ["src/draft", "src/engine/native", "src/lab"];

/** Where the versions of packages are exact: an installed Lectern has no lock of its own. */
const versions = existsSync(join(home, "package-lock.json"))
  ? "package-lock.json"
  : "package.json";

/** Folders inside of them that decide nothing of it: pages of a class, its workflows, reports. */
const others = ["templates/site/", "templates/course/", "templates/diff/"];

/**
 * One hash over the code, the templates and the versions that turn a record into
 * documents: when a mentor changes a theme, every document is made again.
 */
export async function readRenderKey(): Promise<string> {
  keys ??= readKeys();
  return (await keys).render;
}

/**
 * One hash over the code and the versions that draw a figure, and the machine that they draw on:
 * the same letters may have other edges on another processor.
 */
export async function readDrawKey(): Promise<string> {
  keys ??= readKeys();
  return (await keys).draw;
}

/** One hash over the code, the templates and the versions that say what a check finds. */
export async function readCheckKey(): Promise<string> {
  keys ??= readKeys();
  return (await keys).check;
}

/** Every file that the key of a drawing covers, as `listLookSources` gives them. */
export function listDrawSources(): string[] {
  return listLookSources().filter(draws);
}

/** The files of figures, those that everybody may use, and the versions of packages. */
function draws(path: string): boolean {
  return path === versions || /^src\/(figure\/|[^/]*$)/.test(path);
}

interface Keys {
  readonly render: string;
  readonly draw: string;
  readonly check: string;
}

/** The sources that run do not change while they do: read once a process. */
let keys: Promise<Keys> | undefined;

async function readKeys(): Promise<Keys> {
  const paths = listCheckSources();
  const shelf = openOwnShelf("look");
  const text = await whileUnchanged(shelf, home, paths, async () => {
    const hashes = await Promise.all(paths.map(hashSource));
    const machine = [process.platform, process.arch];
    const drawn = hashes.filter(([path]) => draws(path));
    const looks = new Set(listLookSources());
    const shown = hashes.filter(([path]) => looks.has(path));
    return JSON.stringify({
      check: sha256(JSON.stringify(hashes)),
      render: sha256(JSON.stringify(shown)),
      draw: sha256(JSON.stringify([machine, drawn])),
    });
  });
  return JSON.parse(text);
}

async function hashSource(path: string): Promise<readonly [string, string]> {
  const bytes = await readFile(join(home, path)).catch(() => "");
  return [path, sha256(bytes)];
}

/** Every file that the key of a check covers, as `listLookSources` gives them. */
export function listCheckSources(): string[] {
  const more = judging.flatMap((folder) => listFiles(folder, true));
  return [...listLookSources(), ...more].sort();
}

/** Every file that the key covers, relative to the folder of Lectern, with `/`, in order. */
export function listLookSources(): string[] {
  const inside = folders.flatMap((folder) => listFiles(folder, true));
  // What lies beside the rooms everybody may use; the front page is for experiments alone.
  const beside = listFiles("src", false).filter(
    (path) => path !== "src/lectern.ts",
  );
  return [...inside, ...beside, versions]
    .filter((path) => !others.some((folder) => path.startsWith(folder)))
    .sort();
}

function listFiles(folder: string, recursive: boolean): string[] {
  const entries = readdirSync(join(home, folder), {
    recursive,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      `${parentPath.slice(home.length)}/${name}`.split(sep).join("/"),
    );
}

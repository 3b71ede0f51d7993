import {
  type Dirent,
  existsSync,
  readdirSync,
  realpathSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { UserError } from "../errors.ts";
import { home } from "../topic/topic.ts";

/** Folders of a project that hold what people wrote. */
const sources = [
  ".ci",
  ".git",
  ".github",
  "bench",
  "bin",
  "class",
  "docs",
  "node_modules",
  "src",
  "templates",
  "tests",
  "topics",
];

/** What to do about a folder of outputs that is refused. */
const outputHint =
  "name a new or empty folder, or one that lectern build wrote before";

/**
 * The folder of all outputs, absolute: `output/` of the project, or what `--out` says. Throws
 * UserError (exit code 2) where building there would write over files that Lectern did not make.
 */
export function resolveOut(
  asked: string | undefined,
  root: string,
  cwd: string,
): string {
  if (asked === undefined) return join(root, "output");
  const folder = resolveFolder(asked, root, cwd, outputHint);
  const stranger = findStranger(realPath(folder));
  if (stranger !== undefined)
    throw refusal(
      asked,
      `Lectern did not make what is there: ${stranger}`,
      outputHint,
    );
  return folder;
}

/**
 * What `--out` says, absolute. Throws UserError (exit code 2) with `hint` where it is no path of
 * this system, holds the project, or lies among what people wrote.
 */
export function resolveFolder(
  asked: string,
  root: string,
  cwd: string,
  hint: string,
): string {
  if (asked.trim() === "") throw refusal(asked, "it is empty", hint);
  if (sep === "/" && /^[A-Za-z]:[\\/]|\\/.test(asked)) {
    const guess = asked.replace(/^[A-Za-z]:/, "").replaceAll("\\", "/");
    throw new UserError(
      `--out is a path of Windows: ${asked}`,
      `write it with /, like --out ${guess}`,
      2,
    );
  }
  const folder = resolve(cwd, asked);
  const real = realPath(folder);
  for (const project of new Set([root, home].map(realPath))) {
    if (isBelow(project, real))
      throw refusal(asked, "the project itself lies in it", hint);
    const [first = ""] = relative(project, real).split(sep);
    if (sources.includes(first))
      throw refusal(
        asked,
        `${first}/ holds files that Lectern did not make`,
        hint,
      );
  }
  return folder;
}

function refusal(asked: string, why: string, hint: string): UserError {
  return new UserError(
    `--out cannot be ${asked === "" ? '""' : asked}: ${why}`,
    hint,
    2,
  );
}

/** With links followed as far as the path is there. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(realPath(above), basename(path));
}

function isBelow(path: string, folder: string): boolean {
  return (
    path === folder ||
    path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
  );
}

/** The first name in the folder that is neither a topic's output nor hidden. */
function findStranger(folder: string): string | undefined {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return undefined;
  const entries = readdirSync(folder, { withFileTypes: true });
  const isOneTopic = entries.some(({ name }) => name === ".lectern");
  if (isOneTopic) return "one topic's output: name the folder above it";
  const names = entries
    .filter((entry) => !isOutput(entry))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith("."));
  return names.sort()[0];
}

/** A topic's output has its manifest, or nothing in it yet. */
function isOutput(entry: Dirent): boolean {
  if (!entry.isDirectory() || !/^\d{2,}-/.test(entry.name)) return false;
  const folder = join(entry.parentPath, entry.name);
  return (
    existsSync(join(folder, ".lectern")) || readdirSync(folder).length === 0
  );
}

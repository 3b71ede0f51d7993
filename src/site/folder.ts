import { randomUUID } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { UserError } from "../errors.ts";
import { makeFolder, readIfThere, sha256, writeThrough } from "../files.ts";
import { isHash, isObject, parseJson } from "../json.ts";
import { formatJson } from "../record/format.ts";

/** What says of a folder that it is a site of ours, and of which files. */
const listing = "site.json";

/** Files that a system puts into every folder that somebody looks at. */
const traces = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/**
 * Brings `folder` to hold exactly `files`: everything is written beside it, then the two change
 * places, so that nobody ever sees a half of it. Returns whether anything was another before.
 * Throws UserError, with nothing written, where the folder holds what no site of ours wrote, or
 * somebody changed.
 */
export async function writeSite(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<boolean> {
  const target = existsSync(folder) ? realpathSync(folder) : folder;
  const hashes = Object.fromEntries(
    [...files].map(([path, bytes]) => [path, sha256(bytes)]),
  );
  const says = formatJson({ format: 1, made: "lectern site", files: hashes });
  const before = await readOwn(target, folder);
  if (before === says) return false;
  const beside = join(
    dirname(target),
    `.${basename(target)}.${process.pid}-${randomUUID().slice(0, 8)}`,
  );
  const [stage, old] = [`${beside}.tmp`, `${beside}-old.tmp`];
  try {
    for (const [path, bytes] of [...files, [listing, says] as const]) {
      await makeFolder(dirname(join(stage, path)));
      await writeThrough(join(stage, path), bytes);
    }
    if (before !== undefined) await rename(target, old);
    await rename(stage, target).catch(async (error) => {
      if (before !== undefined) await rename(old, target);
      throw error;
    });
  } catch (error) {
    await rm(stage, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  await rm(old, { recursive: true, force: true });
  return true;
}

/**
 * What the listing of the folder says, where all that lies in it is listed and as it was written;
 * "" of one that is empty, undefined of one that is not there.
 */
async function readOwn(
  folder: string,
  asked: string,
): Promise<string | undefined> {
  const there = await stat(folder).catch(() => undefined);
  if (there === undefined) return undefined;
  const refuse = (why: string) =>
    new UserError(
      `site cannot be written to ${asked}: ${why}`,
      "move that away, or name another folder: --out public",
      2,
    );
  if (!there.isDirectory()) throw refuse("a file is there");
  const text = (await readIfThere(join(folder, listing)))?.toString();
  const hashes = parseListing(text);
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter((entry) => !entry.isDirectory() && !traces.has(entry.name))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path !== listing || hashes === undefined)
    .sort();
  const [stranger] = paths.filter((path) => hashes?.[path] === undefined);
  if (stranger !== undefined)
    throw refuse(`lectern site did not write what is there: ${stranger}`);
  for (const path of paths)
    if (sha256(await readFile(join(folder, path))) !== hashes?.[path])
      throw refuse(`changed since lectern site wrote it: ${path}`);
  const isWhole = Object.keys(hashes ?? {}).every((path) =>
    paths.includes(path),
  );
  return isWhole ? (text ?? "") : "";
}

function parseListing(
  text: string | undefined,
): { readonly [path: string]: string } | undefined {
  const value = parseJson(text === undefined ? undefined : Buffer.from(text));
  if (!isObject(value) || value.made !== "lectern site") return undefined;
  const { files } = value;
  if (!isObject(files) || !Object.values(files).every(isHash)) return undefined;
  return files as { readonly [path: string]: string };
}

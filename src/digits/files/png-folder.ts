import { statSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { isMissing, sha256 } from "../../files.ts";

/** Where fast.ai's archive puts the four sets. */
export const FOLDERS = ["train/3", "train/7", "valid/3", "valid/7"] as const;

/**
 * The folder that holds `train/3` and its three siblings: `folder` itself or
 * `folder/mnist_sample`. Undefined where neither has `train/3`.
 */
export async function findPngFolder(
  folder: string,
): Promise<string | undefined> {
  for (const each of [folder, join(folder, "mnist_sample")]) {
    if (await isFolder(join(each, FOLDERS[0]))) return each;
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** The names of the PNGs in one of the four folders, sorted as strings. Throws UserError. */
export async function listPngs(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new UserError(
      isMissing(error)
        ? `folder of PNGs is missing: ${folder}`
        : `cannot read folder of PNGs: ${folder}: ${error}`,
      `a data folder of PNGs has ${FOLDERS.join(", ")}`,
    );
  }
  // Archives made on a Mac carry files such as ._10.png.
  const pngs = names.filter((name) => /^[^.].*\.png$/i.test(name)).sort();
  if (pngs.length === 0) {
    throw new UserError(
      `folder of PNGs is empty: ${folder}`,
      "unpack the archive again: tar -xzf mnist_sample.tgz",
    );
  }
  return pngs;
}

/**
 * SHA-256 over names, sizes and times of change of every PNG: while it stays the same, the
 * pictures are taken to be the same. Reads no picture. Throws UserError.
 */
export async function hashListing(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const each of FOLDERS) {
    const within = join(folder, each);
    const names = await listPngs(within);
    for (const name of names) {
      // Synchronous: 14,434 promises take five times as long as what they wait for.
      const { size, mtimeMs } = statSync(join(within, name));
      lines.push(`${each}/${name} ${size} ${mtimeMs}`);
    }
  }
  return sha256(`${lines.join("\n")}\n`);
}

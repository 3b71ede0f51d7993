import { readFileSync, type Stats, statSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { sortClasses } from "../../classes.ts";
import { UserError } from "../../errors.ts";
import { isMissing, sha256 } from "../../files.ts";
import { limits } from "../../limits.ts";

/** A folder of pictures by class: `train/<class>`, and `valid/<class>` or `test/<class>`. */
export interface PictureFolder {
  /** What holds `train`. */
  readonly folder: string;
  /** What the second half is called. */
  readonly valid: "valid" | "test";
  /** The classes in both halves, in order. */
  readonly classes: readonly string[];
}

/** How such a folder looks, for a hint. */
export const PICTURE_FOLDER =
  "pictures in train/<class> and valid/<class> (or test/<class>)";

/**
 * The folder of pictures by class at `folder`, or in it as `mnist_sample`, as fast.ai's archive
 * unpacks. Undefined where neither has folders in a `train`. Throws UserError where the second
 * half is missing.
 */
export async function findPictureFolder(
  folder: string,
): Promise<PictureFolder | undefined> {
  for (const each of [folder, join(folder, "mnist_sample")]) {
    const train = await listFolders(join(each, "train"));
    if (train.length === 0) continue;
    for (const valid of ["valid", "test"] as const) {
      const others = await listFolders(join(each, valid));
      if (others.length === 0) continue;
      const both = train.filter((name) => others.includes(name));
      return { folder: each, valid, classes: sortClasses(both) };
    }
    throw new UserError(
      `folder of pictures is missing: ${join(each, "valid")} (or test)`,
      `a data folder of pictures has ${PICTURE_FOLDER}`,
    );
  }
  return undefined;
}

/** Names of the folders in a folder; none where there is no such folder. */
async function listFolders(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error) => {
    if (isMissing(error) || error?.code === "ENOTDIR") return [];
    throw new UserError(`cannot read folder of pictures: ${folder}: ${error}`);
  });
  const found: string[] = [];
  for (const name of names) {
    if (name.startsWith(".")) continue;
    // A link may lead to a folder, too.
    const stats = await stat(join(folder, name)).catch(() => undefined);
    if (stats?.isDirectory()) found.push(name);
  }
  return found;
}

/** The classes' folders: those of `train` first, as `folders` has them. */
export function classFolders(
  { valid }: PictureFolder,
  classes: readonly string[],
): string[] {
  return ["train", valid].flatMap((half) =>
    classes.map((each) => `${half}/${each}`),
  );
}

/** Endings of pictures that are read, and of those that would be left out in silence. */
const read = /\.(png|jpe?g)$/i;
const others = /\.(gif|webp|bmp|tiff?|avif|heic|svg|ppm|pgm)$/i;

/** The names of the pictures in one class's folder, sorted as strings. Throws UserError. */
async function listPictures(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error) => {
    throw new UserError(
      `cannot read folder of pictures: ${folder}: ${error}`,
      "check the folder's permissions",
    );
  });
  // Archives made on a Mac carry files such as ._10.png.
  const shown = names.filter((name) => !name.startsWith("."));
  const odd = shown.find((name) => others.test(name));
  if (odd !== undefined) {
    throw new UserError(
      `picture is neither PNG nor JPEG: ${join(folder, odd)}`,
      "save it as one of them, or take it away",
    );
  }
  const pictures = shown.filter((name) => read.test(name)).sort();
  if (pictures.length > limits.classPictures) {
    throw new UserError(
      `too many pictures: ${pictures.length} in ${folder}`,
      `keep ${limits.classPictures} of a class at most`,
    );
  }
  if (pictures.length > 0) return pictures;
  throw new UserError(
    `folder of pictures is empty: ${folder}`,
    "put pictures there, PNG or JPEG; an archive is unpacked with tar -xzf",
  );
}

/** The names in each of `classFolders`. Throws UserError. */
export async function listSets(
  found: PictureFolder,
  classes: readonly string[],
): Promise<readonly string[][]> {
  const lists: string[][] = [];
  for (const each of classFolders(found, classes))
    lists.push(await listPictures(join(found.folder, each)));
  return lists;
}

/** Bytes up to which pictures are read to tell whether they are others: a course's own, in its repository. */
const FEW = 4_000_000;

/**
 * SHA-256 over names, sizes and times of change of every picture of these classes: while it stays
 * the same, the pictures are taken to be the same. Of a few small ones, over their bytes in place of
 * the times, which are others after each checkout. Throws UserError.
 */
export async function hashListing(
  found: PictureFolder,
  classes: readonly string[],
): Promise<string> {
  const pictures: { readonly name: string; readonly stats: Stats }[] = [];
  const within = classFolders(found, classes);
  for (const [at, names] of (await listSets(found, classes)).entries()) {
    for (const each of names) {
      const name = `${within[at] ?? ""}/${each}`;
      // Synchronous: 14,434 promises take five times as long as what they wait for.
      pictures.push({ name, stats: statSync(join(found.folder, name)) });
    }
  }
  const size = pictures.reduce((sum, { stats }) => sum + stats.size, 0);
  const lines = pictures.map(({ name, stats }) =>
    // A pipe would be waited for without an end.
    size > FEW || !stats.isFile()
      ? `${name} ${stats.size} ${stats.mtimeMs}`
      : `${name} ${sha256(readFileSync(join(found.folder, name)))}`,
  );
  return sha256(`${lines.join("\n")}\n`);
}

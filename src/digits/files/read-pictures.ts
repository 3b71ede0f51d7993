import { join } from "node:path";
import type { Classes } from "../../classes.ts";
import { type DigitSet, inOrder, type Picture, type Sets } from "../digits.ts";
import { readPicture } from "./picture.ts";
import {
  classFolders,
  listSets,
  type PictureFolder,
} from "./picture-folder.ts";

/** Pictures read at once: enough to keep the disk busy, few enough to hold when each is large. */
const BATCH = 8;

/**
 * Two classes' four sets from a folder as `findPictureFolder` found it. Throws UserError that names
 * the first picture that cannot be used, and the signal's reason.
 */
export async function readPictureFolder(
  found: PictureFolder,
  classes: Classes,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Sets> {
  const lists = await listSets(found, classes);
  const within = classFolders(found, classes);
  const total = lists.reduce((sum, names) => sum + names.length, 0);
  let done = 0;
  const open = async (folder: string, name: string): Promise<Picture> => {
    return { name, pixels: await readPicture(join(folder, name)) };
  };
  const read = async (index: number): Promise<DigitSet> => {
    const folder = join(found.folder, within[index] ?? "");
    const names = lists[index] ?? [];
    const pictures: Picture[] = [];
    for (let start = 0; start < names.length; start += BATCH) {
      signal?.throwIfAborted();
      const batch = names.slice(start, start + BATCH);
      pictures.push(
        ...(await Promise.all(batch.map((name) => open(folder, name)))),
      );
      done += batch.length;
      onProgress?.(done, total);
    }
    return inOrder(pictures);
  };
  return {
    classes,
    train: { threes: await read(0), sevens: await read(1) },
    valid: { threes: await read(2), sevens: await read(3) },
  };
}

import type { Problem } from "../article/report.ts";
import { OutsideError, readInside, UnboundedError } from "../bounded.ts";
import { errorCode, isMissing, sha256 } from "../files.ts";
import { limits } from "../limits.ts";
import type { Topic } from "../topic/topic.ts";

/** Files of pictures by path in the topic's folder; or why one cannot be read. */
export type PictureFiles = ReadonlyMap<string, Buffer | Problem>;

/** Reads the pictures that `text` names, from the topic's folder and nowhere else. */
export async function readPictures(
  { folder }: Topic,
  text: string,
): Promise<PictureFiles> {
  // Most texts name none: they are not parsed for it.
  if (!/!\[|::picture/.test(text)) return new Map();
  const { listPictures } = await import("../article/read/pictures.ts");
  const files = new Map<string, Buffer | Problem>();
  for (const path of listPictures(text))
    files.set(path, await readPicture(folder, path));
  return files;
}

/** What tells one state of files from another: part of what a document is made from. */
export function hashFiles(
  files: ReadonlyMap<string, Buffer | string | Problem>,
): unknown[] {
  return [...files].map(([path, file]) => [
    path,
    Buffer.isBuffer(file) ? sha256(file) : file,
  ]);
}

async function readPicture(
  folder: string,
  path: string,
): Promise<Buffer | Problem> {
  try {
    return await readInside(folder, path, limits.pictureBytes);
  } catch (error) {
    if (error instanceof OutsideError)
      return refuse(
        path,
        "lies outside of the topic's folder",
        "copy it there",
      );
    if (isMissing(error)) {
      const { missingPicture } = await import("../article/bind/picture.ts");
      return missingPicture(path);
    }
    if (!(error instanceof UnboundedError))
      return refuse(path, `cannot be read, ${errorCode(error) ?? error}`);
    return error.size === undefined
      ? refuse(path, "is no file")
      : refuse(
          path,
          `has ${error.size} bytes, at most ${limits.pictureBytes}`,
          "save it smaller",
        );
  }
}

/** A problem with the picture at `path`. */
export function refuse(path: string, what: string, hint?: string): Problem {
  return { rule: "bad-picture", message: `picture ${what}: ${path}`, hint };
}

import { AsyncLocalStorage } from "node:async_hooks";
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { type Stamp, stampOf } from "./kept/stamp.ts";

/** The files that somebody's work looks at, each with its stamp from before it was read. */
const watched = new AsyncLocalStorage<Map<string, Stamp | undefined>>();

/** What `work` returns; every file that it reads here, or finds missing, is put into `files`. */
export function watchingReads<Result>(
  files: Map<string, Stamp | undefined>,
  work: () => Result,
): Result {
  return watched.run(files, work);
}

function note(path: string): void {
  const files = watched.getStore();
  if (files !== undefined && !files.has(path)) files.set(path, stampOf(path));
}

/** Why a file was not read: it is none (a pipe, a device, a folder), or there is too much of it. */
export class UnboundedError extends Error {
  override readonly name = "UnboundedError";
  /** Bytes, where they are too many. */
  readonly size: number | undefined;

  constructor(message: string, size?: number) {
    super(message);
    this.size = size;
  }
}

/** On POSIX: a pipe without a writer is opened, and found to be no file, in place of waited for. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a regular file of at most `limit` bytes, and no more of it, even where it grows or
 * lies about its size. Throws UnboundedError, and the disk's error.
 */
export async function readBounded(
  path: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<Buffer> {
  note(path);
  const file = await open(path, flags);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new UnboundedError("not a file");
    if (stats.size > limit)
      throw new UnboundedError(`file has ${stats.size} bytes`, stats.size);
    const bytes = Buffer.allocUnsafe(stats.size + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > stats.size)
      throw new UnboundedError("file grows while it is read");
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** Why a file was not read: links counted, it lies outside of the folder that it is asked from. */
export class OutsideError extends Error {
  override readonly name = "OutsideError";
}

/** `readBounded` for a path in `folder`. Throws OutsideError, too. */
export async function readInside(
  folder: string,
  path: string,
  limit: number,
): Promise<Buffer> {
  // Of a link, too, and of what is not there yet.
  note(join(folder, path));
  const file = await realpath(join(folder, path));
  if (!file.startsWith((await realpath(folder)) + sep))
    throw new OutsideError(`outside of its folder: ${path}`);
  return readBounded(file, limit);
}

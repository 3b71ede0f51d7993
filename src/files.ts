import { createHash, randomUUID } from "node:crypto";
import {
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readBounded, UnboundedError } from "./bounded.ts";
import { UserError } from "./errors.ts";

/** SHA-256 in hex. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Writes the file whole or not at all, also when the power fails: under a temporary name in
 * the same folder, down to the disk, then renamed. Makes the folders above it.
 */
export async function writeWhole(
  path: string,
  bytes: string | Uint8Array,
): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = join(
    dirname(path),
    `.${basename(path)}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`,
  );
  try {
    await writeThrough(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Writes a new file, and returns when the disk has it. */
export async function writeThrough(
  path: string,
  bytes: string | Uint8Array,
): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes a folder and those above it, one at a time: Node's own way goes round for ever where
 * a file system refuses with "no such file", as `/proc` does.
 */
export async function makeFolder(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error) => {
    // Somebody else made it in between.
    const now = await stat(path).catch(() => undefined);
    if (errorCode(error) !== "EEXIST" || !now?.isDirectory()) throw error;
  });
}

/** Removes what a killed `writeWhole` left in the folder itself; nobody else may write there. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isLeftover(name)) await rm(join(folder, name), { force: true });
  }
}

/** True for the temporary names of `writeWhole`. */
export function isLeftover(name: string): boolean {
  return /^\..*\.\d+-[0-9a-f]{8}\.tmp$/.test(name);
}

/**
 * The file's bytes, or undefined when there is no such file. Throws UserError for what is no
 * regular file: a pipe would keep its reader waiting for ever.
 */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readBounded(path);
  } catch (error) {
    if (error instanceof UnboundedError)
      throw new UserError(
        `${error.message}: ${path}`,
        "move it away, and run the same command again",
      );
    if (isMissing(error) && !(await isLink(path))) return undefined;
    throw error;
  }
}

async function isLink(path: string): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined);
  return there?.isSymbolicLink() === true;
}

/**
 * True for a path that stays inside the folder that it is given from, on every system: relative,
 * with `/`, without `.` or `..` and without signs that an operating system reads otherwise.
 */
export function isInside(path: string): boolean {
  return (
    !/[\\\0:]/.test(path) &&
    path
      .split("/")
      .every((step) => step !== "" && step !== "." && step !== "..")
  );
}

/** True for the errors that mean "no such file or folder". */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** The system's code behind an error, such as `EACCES`, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error
    ? String(error.code)
    : undefined;
}

const reasons: { readonly [code: string]: string } = {
  EACCES: "no permission",
  EPERM: "not permitted",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EFBIG: "larger than a file may be",
  EIO: "the disk cannot be read or written",
  ELOOP: "a link that leads back to itself",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file or folder",
  ENOTDIR: "a file is where the folder should be",
  EEXIST: "a file is where the folder should be",
  EISDIR: "a folder is where a file should be",
};

/**
 * What the system refused, as something that a person can act on: any error with a call and a
 * path is one. Everything else is returned as it is.
 */
export function asUserError(
  error: unknown,
  what = "file cannot be used",
  hint = "look at it, and run the same command again",
): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const code = errorCode(error);
  if (code === undefined || !("syscall" in error)) return error;
  // A write into an open file is refused without its path.
  const path = "path" in error ? `: ${error.path}` : "";
  if (path === "" && error.syscall !== "write" && error.syscall !== "fsync")
    return error;
  const reason = reasons[code] ?? error.message;
  return new UserError(`${what}${path}: ${reason}`, hint);
}

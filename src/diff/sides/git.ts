import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { UserError } from "../../errors.ts";
import { errorCode } from "../../files.ts";

const run = promisify(execFile);

/**
 * What git prints for these arguments in `folder`, without the line end; undefined where it
 * refuses. Throws UserError where there is no git.
 */
export async function askGit(
  folder: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const { stdout } = await run("git", ["-C", folder, ...args], {
      ...(signal && { signal }),
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trimEnd();
  } catch (error) {
    signal?.throwIfAborted();
    if (errorCode(error) !== "ENOENT") return undefined;
    throw new UserError(
      "program is not there: git",
      "install git, or compare two folders: lectern diff <folder> <folder>",
    );
  }
}

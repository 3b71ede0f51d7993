import { access, constants } from "node:fs/promises";
import { asUserError, makeFolder } from "../files.ts";

/** Makes the folder, before hours of work go into it. Throws UserError where it cannot. */
export function openFolder(folder: string): Promise<void> {
  return writeOutput(async () => {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  });
}

/** Does what writes into an output folder; what the system refuses of that is a UserError. */
export async function writeOutput<Result>(
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const hint = "choose another folder with --out DIR";
    throw asUserError(error, "output cannot be written", hint);
  }
}

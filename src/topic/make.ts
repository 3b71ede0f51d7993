import { existsSync } from "node:fs";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { home } from "./topic.ts";

/**
 * A topic at `folder` (absolute) out of `templates/topic`, ready to build, with the slug for a title.
 * Whole or not at all: filled under a temporary name, then renamed. Throws UserError where something
 * is there.
 */
export async function makeTopic(folder: string, slug: string): Promise<void> {
  await mkdir(join(folder, ".."), { recursive: true });
  const temporary = await mkdtemp(join(folder, "../.new-"));
  try {
    await cp(join(home, "templates/topic"), temporary, { recursive: true });
    const title = slug
      .replaceAll("-", " ")
      .replace(/^./, (letter) => letter.toUpperCase());
    for (const file of await readdir(temporary)) {
      const text = await readFile(join(temporary, file), "utf8");
      await writeFile(
        join(temporary, file),
        text.replaceAll("Your title", title),
      );
    }
    if (existsSync(folder))
      throw new UserError(
        `folder is already there: ${folder}`,
        "choose another slug",
      );
    await chmod(temporary, 0o755);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

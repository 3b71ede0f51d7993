import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../src/topic/topic.ts";

/** Puts links to Lectern's own sources and packages into a folder, which is a course then. */
export function linkLectern(root: string): void {
  for (const shared of ["src", "templates", "node_modules", "package.json"])
    symlinkSync(join(home, shared), join(root, shared));
}

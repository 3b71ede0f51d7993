import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { sha256 } from "../files.ts";

/** A module of the course, and what it is made of. */
export interface CourseModule {
  /** What it exports as its default. */
  readonly value: unknown;
  /** It, and every file of the project that it imports: by path from the root, with `/`. */
  readonly files: readonly string[];
  /** One hash over all of them. */
  readonly hash: string;
}

/** The modules that were loaded, by path, each while its files stay as they are. */
const loaded = new Map<string, CourseModule>();

/**
 * The TypeScript module at `path`, below `root`. It is loaded again where one of its files has
 * changed: packages are kept for as long as the process lives. Throws what it throws.
 */
export async function importModule(
  root: string,
  path: string,
): Promise<CourseModule> {
  const kept = loaded.get(path);
  if (kept !== undefined && hashOf(root, kept.files) === kept.hash) return kept;
  const { require: load } = await import("tsx/cjs/api");
  const before = new Set(Object.keys(load.cache));
  const own = () =>
    Object.keys(load.cache).filter(
      (each) => !before.has(each) && !each.includes(`${sep}node_modules${sep}`),
    );
  try {
    const module: { default?: unknown } = load(path, import.meta.url);
    const value = module.default ?? {};
    // Known by their addresses: path, then what the loader adds.
    const found = own().map((each) =>
      relative(root, each.replace(/\?.*$/, "")),
    );
    const files = [...new Set(found)].map((each) => each.split(sep).join("/"));
    const made = { value, files: files.sort(), hash: hashOf(root, files) };
    loaded.set(path, made);
    return made;
  } finally {
    // Else they would be found again, whatever they are by then.
    for (const each of own()) delete load.cache[each];
  }
}

function hashOf(root: string, files: readonly string[]): string {
  return sha256(
    JSON.stringify(files.map((each) => [each, hashFile(`${root}/${each}`)])),
  );
}

/** "" for one that is gone. */
function hashFile(path: string): string {
  try {
    return sha256(readFileSync(path));
  } catch {
    return "";
  }
}

import { createRequire } from "node:module";
import { join } from "node:path";
import { readManifest } from "../manifest.ts";
import type { Request } from "../request.ts";

const { version } = createRequire(import.meta.url)("../../../package.json");

/**
 * One sentence about the topics whose output another version of Lectern wrote; undefined where there
 * are none. Reads their manifests, and writes nothing.
 */
export async function tellOtherVersion({
  topics,
  out,
}: Pick<Request, "topics" | "out">): Promise<string | undefined> {
  const manifests = await Promise.all(
    topics.map(({ name }) => readManifest(join(out, name))),
  );
  const others = manifests
    .map((manifest) => manifest?.lectern ?? version)
    .filter((each) => each !== version);
  if (others.length === 0) return undefined;
  const names = [...new Set(others)].sort().join(", ");
  const which =
    others.length === 1 ? "1 topic was" : `${others.length} topics were`;
  return `${which} built by Lectern ${names}, and this is ${version}: bytes may differ`;
}

/** What to do about it. */
export const compareVersions =
  "keep a copy of output/ before the build, and lectern diff <copy> shows what is other";

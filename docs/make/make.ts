import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { home } from "../../src/topic/topic.ts";
import { describeConfig } from "./config.ts";
import { describeLab } from "./lab.ts";

/** Everything below this line of a page is made here, and written nowhere else. */
const mark = "<!-- What follows is made from the sources: npm run docs -->";

/** What makes the lower part of a page, by its path. */
const makers: { readonly [path: string]: () => string } = {
  "docs/lab.md": () => describeLab(home),
  "docs/config.md": describeConfig,
};

/** The pages that are made from the sources, by path, as they should be. */
export async function makePages(): Promise<ReadonlyMap<string, string>> {
  const pages = Object.entries(makers).map(async ([path, make]) => {
    const page = await readFile(join(home, path), "utf8");
    const [written = ""] = page.split(mark);
    return [path, `${written}${mark}\n\n${make().trimEnd()}\n`] as const;
  });
  return new Map(await Promise.all(pages));
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, page] of await makePages())
    await writeFile(join(home, path), page);
}

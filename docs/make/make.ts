import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { home } from "../../src/topic/topic.ts";
import { describeConfig } from "./config.ts";
import { fillExamples } from "./directives.ts";
import { describeLab } from "./lab.ts";

/** Everything below this line of a page is made here, and written nowhere else. */
const mark = "<!-- What follows is made from the sources: npm run docs -->";

/** What a page should be, from what it is, by its path. */
const makers: { readonly [path: string]: (page: string) => string } = {
  "docs/directives.md": fillExamples,
  "docs/lab.md": (page) => below(page, describeLab(home)),
  "docs/config.md": (page) => below(page, describeConfig()),
};

function below(page: string, made: string): string {
  const [written = ""] = page.split(mark);
  return `${written}${mark}\n\n${made.trimEnd()}\n`;
}

/** The pages that are made from the sources, wholly or in part, by path, as they should be. */
export async function makePages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const [path, make] of Object.entries(makers))
    pages.set(path, make(await readFile(join(home, path), "utf8")));
  return pages;
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, page] of await makePages())
    await writeFile(join(home, path), page);
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Topic } from "../topic/topic.ts";

/** The title in the article's front matter, or the slug when there is none to read. */
export async function parseFrontmatterTitle(topic: Topic): Promise<string> {
  try {
    const text = await readFile(join(topic.folder, "article.md"), "utf8");
    const yaml = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? "";
    const meta: unknown = parse(yaml);
    if (meta !== null && typeof meta === "object" && "title" in meta)
      return String(meta.title);
    return topic.slug;
  } catch {
    return topic.slug;
  }
}

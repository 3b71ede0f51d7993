import { parse } from "yaml";
import { readOutline } from "../../topic/outline.ts";
import type { Topic } from "../../topic/topic.ts";
import { readDocument } from "../texts.ts";

/** Most characters of front matter that are looked at for a title. */
const longest = 20_000;

/** The title in the article's front matter, or the slug when there is none to read. */
export async function parseFrontmatterTitle(topic: Topic): Promise<string> {
  try {
    const { text } = await readDocument(topic, "article.md");
    const top = text.slice(0, longest);
    const yaml = /^---\r?\n([\s\S]*?)\r?\n---/.exec(top)?.[1] ?? "";
    const meta: unknown = parse(yaml);
    const title =
      meta !== null && typeof meta === "object" && "title" in meta
        ? meta.title
        : undefined;
    return typeof title === "string" || typeof title === "number"
      ? String(title)
      : topic.slug;
  } catch {
    return topic.slug;
  }
}

/**
 * What is talked about: the title that somebody gave their article, and until then, or where only
 * a run can tell it, the topic's own, in `language` where it has one.
 */
export async function readTalkTitle(
  topic: Topic,
  language: string,
): Promise<string> {
  const title = await parseFrontmatterTitle(topic);
  const isOwn = await readDocument(topic, "article.md")
    .then(({ file }) => file === "article.md")
    .catch(() => false);
  if (isOwn && !/:\w+\[/.test(title)) return title;
  const outline = await readOutline(topic, language).catch(() => undefined);
  return outline?.title ?? topic.slug;
}

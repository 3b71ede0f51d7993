import type { Article } from "../article/article.ts";
import { articleMarkdown } from "../article/markdown.ts";
import type { Finding } from "../errors.ts";
import { checkKit } from "../medium/check.ts";
import type { Figures } from "../medium/input.ts";
import { buildKit } from "../medium/kit.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { Files } from "./output.ts";
import type { TopicTexts } from "./render.ts";
import type { Settings } from "./settings.ts";

/** The article as Markdown and the Medium kit, with what their rules say. */
export function renderArticle(
  topic: Topic,
  article: Article,
  record: Record,
  texts: TopicTexts,
  figures: Figures,
  settings: Settings,
): { files: Files; findings: readonly Finding[] } {
  const { pace: _pace, theme: _theme, baseUrl, ...course } = settings;
  const input = {
    article,
    figures,
    record,
    options: {
      ...course,
      topic: topic.name,
      sources: texts.sources,
      ...(baseUrl === undefined
        ? {}
        : { baseUrl: `${baseUrl.replace(/\/$/, "")}/${topic.name}/medium` }),
    },
  };
  const kit = buildKit(input);
  const files = new Map<string, string | Uint8Array>();
  files.set("article.md", articleMarkdown(article));
  for (const [path, bytes] of kit.files) files.set(`medium/${path}`, bytes);
  return { files, findings: checkKit(input, kit) };
}

import type { Article } from "../article/article.ts";
import { articleMarkdown } from "../article/markdown.ts";
import type { Finding } from "../errors.ts";
import { mediumKit } from "../medium/check.ts";
import type { Figures, MediumInput } from "../medium/input.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { Files } from "./output.ts";
import type { Settings } from "./settings.ts";
import type { TopicTexts } from "./texts.ts";

/** The article as Markdown and the Medium kit, with what their rules say. */
export function renderArticle(
  topic: Topic,
  article: Article,
  record: Record,
  texts: TopicTexts,
  figures: Figures,
  settings: Settings,
): { files: Files; findings: readonly Finding[] } {
  const input = mediumInput(topic, article, record, texts, figures, settings);
  const kit = mediumKit(input);
  const files = new Map<string, string | Uint8Array>();
  files.set("article.md", articleMarkdown(article));
  for (const [path, bytes] of kit.files) files.set(`medium/${path}`, bytes);
  return { files, findings: kit.findings };
}

/** Everything that the kit is made from. */
export function mediumInput(
  topic: Topic,
  article: Article,
  record: Record,
  { sources }: TopicTexts,
  figures: Figures,
  settings: Settings,
): MediumInput {
  const { pace: _pace, theme: _theme, baseUrl: base, ...course } = settings;
  const baseUrl =
    base === undefined
      ? {}
      : { baseUrl: `${base.replace(/\/$/, "")}/${topic.name}/medium` };
  const options = { ...course, ...baseUrl, topic: topic.name, sources };
  return { article, figures, record, options };
}

import { type Article, readArticle } from "../../article/article.ts";
import type { Settings } from "../../course/settings.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import { pathOf, type TopicTexts } from "../texts.ts";
import { preparePictures } from "./pictures.ts";

/** One topic's record and texts, and the settings that they are bound with. */
export interface TopicSources {
  readonly topic: Topic;
  readonly record: Record;
  readonly texts: TopicTexts;
  readonly settings: Settings;
}

/**
 * A topic's article, bound to its run, with its own pictures ready; those in `kept` are not drawn
 * again, as `preparePictures` has it.
 */
export async function readTopicArticle(
  { topic, record, texts, settings }: TopicSources,
  kept?: Parameters<typeof preparePictures>[1],
): Promise<Article> {
  return readArticle(
    texts.article,
    pathOf(topic, texts.files.article),
    record,
    texts.sources,
    await preparePictures(texts.pictures.article, kept),
    settings.language,
    settings,
  );
}

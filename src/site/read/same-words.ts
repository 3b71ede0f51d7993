import { readArticle } from "../../article/article.ts";
import { articleMarkdown } from "../../article/markdown.ts";
import { preparePictures } from "../../build/render/pictures.ts";
import { pathOf, type TopicTexts } from "../../build/texts.ts";
import type { Settings } from "../../course/settings.ts";
import { lastLine } from "../../deck/last-line.ts";
import { readDeck } from "../../deck/read/read.ts";
import { questionSheet, talkSheet } from "../../deck/sheets.ts";
import { timeDeck } from "../../deck/timing.ts";
import { stopsBuild } from "../../errors.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";

/** What a document is made from, as far as its words go. */
export interface Sources {
  readonly topic: Topic;
  readonly record: Record;
  readonly texts: TopicTexts;
  readonly settings: Settings;
  /** The text of a file that was built; undefined where it is not there. */
  read(name: string): Promise<string | undefined>;
}

/** Whether the article that was built says what its text gives now: nothing is drawn for it. */
export async function isSameArticle(sources: Sources): Promise<boolean> {
  const { topic, record, texts, settings, read } = sources;
  const article = readArticle(
    texts.article,
    pathOf(topic, texts.files.article),
    record,
    texts.sources,
    await preparePictures(texts.pictures.article),
    settings.language,
  );
  if (article.findings.some(stopsBuild)) return false;
  return articleMarkdown(article) === (await read("article.md"));
}

/** Whether what is said in the talk that was built is what its text gives now. */
export async function isSameTalk(sources: Sources): Promise<boolean> {
  const { topic, record, texts, settings, read } = sources;
  const deck = readDeck(
    texts.deck,
    pathOf(topic, texts.files.deck),
    record,
    texts.sources,
    { ...settings, pictures: await preparePictures(texts.pictures.deck) },
  );
  if (deck.findings.some(stopsBuild)) return false;
  const given = [
    deck,
    timeDeck(deck, settings.talk),
    lastLine(record, deck.language),
  ] as const;
  return (
    talkSheet(...given) === (await read("talk.md")) &&
    questionSheet(...given) === (await read("questions.md"))
  );
}

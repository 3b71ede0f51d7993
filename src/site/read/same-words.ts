import { articleMarkdown } from "../../article/markdown.ts";
import {
  readTopicArticle,
  type TopicSources,
} from "../../build/render/read-article.ts";
import { readTopicDeck } from "../../build/render/read-deck.ts";
import { lastLine } from "../../deck/last-line.ts";
import { questionSheet, talkSheet } from "../../deck/sheets.ts";
import { timeDeck } from "../../deck/timing.ts";
import { stopsBuild } from "../../errors.ts";

/** What a document is made from, as far as its words go. */
export interface Sources extends TopicSources {
  /** The text of a file that was built; undefined where it is not there. */
  read(name: string): Promise<string | undefined>;
}

/** Whether the article that was built says what its text gives now: nothing is drawn for it. */
export async function isSameArticle(sources: Sources): Promise<boolean> {
  const article = await readTopicArticle(sources);
  if (article.findings.some(stopsBuild)) return false;
  return articleMarkdown(article) === (await sources.read("article.md"));
}

/** Whether what is said in the talk that was built is what its text gives now. */
export async function isSameTalk(sources: Sources): Promise<boolean> {
  const { record, settings, read } = sources;
  const deck = await readTopicDeck(sources);
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

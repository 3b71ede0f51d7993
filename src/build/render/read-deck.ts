import type { Deck } from "../../deck/deck.ts";
import { readDeck } from "../../deck/read/read.ts";
import { pathOf } from "../texts.ts";
import { preparePictures } from "./pictures.ts";
import type { TopicSources } from "./read-article.ts";

/**
 * A topic's deck, bound to its run, with its own pictures ready; those in `kept` are not drawn
 * again, as `preparePictures` has it.
 */
export async function readTopicDeck(
  { topic, record, texts, settings }: TopicSources,
  kept?: Parameters<typeof preparePictures>[1],
): Promise<Deck> {
  const path = pathOf(topic, texts.files.deck);
  return readDeck(texts.deck, path, record, texts.sources, {
    ...settings,
    pictures: await preparePictures(texts.pictures.deck, kept),
  });
}

import { join } from "node:path";
import { findQuotes, type Quote } from "../../article/bind/quotes.ts";
import { readTexts, type TopicTexts } from "../../build/texts.ts";
import { readIfThere } from "../../files.ts";
import { parseJson } from "../../json.ts";
import { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import { type BuiltArticle, parseArticle } from "./article.ts";
import { type BuiltSlides, parseSlides } from "./slides.ts";

/** One topic as a build left it in its output folder. */
export interface BuiltTopic {
  readonly record: Record;
  readonly article: BuiltArticle;
  readonly slides: BuiltSlides;
  /** The drawn figures as PNG, by name. */
  readonly pictures: ReadonlyMap<string, Buffer>;
  /** Where its texts quote the record; none where the texts are not there. */
  readonly quotes: readonly (Quote & { readonly place: string })[];
  /** The files that it was written in, by name; none where they are not there. */
  readonly sources: { readonly [file: string]: string };
  /** What could not be read, in words. */
  readonly lacking: readonly string[];
}

/**
 * Reads what a build left in `folder`, and the texts that it was made of where there is a `topic`.
 * Undefined where no record can be read.
 */
export async function readBuilt(
  folder: string,
  topic: Topic | undefined,
): Promise<BuiltTopic | undefined> {
  const read = Record.safeParse(
    parseJson(await readIfThere(join(folder, "record.json"))),
  );
  if (!read.success) return undefined;
  const record = read.data;
  const text = async (name: string) =>
    (await readIfThere(join(folder, name)))?.toString();
  const [article, slides] = [
    await text("article.md"),
    await text("slides.html"),
  ];
  const parsed = parseSlides(slides ?? "");
  const pictures = new Map<string, Buffer>();
  for (const name of Object.keys(record.figures)) {
    const bytes = await readIfThere(join(folder, `figures/${name}.png`));
    if (bytes !== undefined) pictures.set(name, bytes);
  }
  const texts = topic && (await readTexts(topic).catch(() => undefined));
  return {
    ...{ record, pictures, slides: parsed },
    article: parseArticle(article ?? "", parsed.language),
    quotes: texts === undefined ? [] : quotesOf(texts),
    sources:
      texts === undefined || topic === undefined
        ? {}
        : await readSources(texts, topic),
    lacking: [
      ...(article === undefined ? ["article.md"] : []),
      ...(slides === undefined ? ["slides.html"] : []),
    ],
  };
}

function quotesOf(texts: TopicTexts): BuiltTopic["quotes"] {
  return (["article", "deck"] as const).flatMap((part) =>
    findQuotes(texts[part]).map((quote) => ({
      ...quote,
      place: `${texts.files[part]}:${quote.line}`,
    })),
  );
}

/** The topic's two texts, and the course's settings: "" where there are none. */
async function readSources(
  { article, deck }: TopicTexts,
  { folder }: Topic,
): Promise<BuiltTopic["sources"]> {
  const files = ["lectern.config.ts", "lectern.config.json"].map((file) =>
    readIfThere(join(folder, "../..", file)),
  );
  const config = (await Promise.all(files)).map(
    (each) => each?.toString() ?? "",
  );
  return {
    "article.md": article,
    "deck.md": deck,
    "lectern.config": config.join(""),
  };
}

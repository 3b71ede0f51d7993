import { join } from "node:path";
import { langIn } from "../../article/read/frontmatter.ts";
import { readTalkTitle } from "../../build/class/talk-title.ts";
import type { Request } from "../../build/request.ts";
import { pathOf, publishedFile, readTexts } from "../../build/texts.ts";
import type { Claim } from "../../course/claim.ts";
import { FindingsError, UserError } from "../../errors.ts";
import { readIfThere } from "../../files.ts";
import { languageOf, primary, type Wording } from "../../language.ts";
import { parsePublished } from "../../medium/published/published.ts";
import type { Record } from "../../record/record.ts";
import { readTopicSettings } from "../../topic/settings.ts";
import type { Topic } from "../../topic/topic.ts";
import { type ArticleFacts, parseFacts } from "./facts.ts";
import { type DocumentName, readFreshness } from "./freshness.ts";
import { parseQuestions, type Question } from "./questions.ts";
import { readStandings, type Standing, tellStandings } from "./standing.ts";

/** One of a topic's two documents, as it was built. */
interface Shown {
  /** BCP 47, without its region. */
  readonly lang: string;
  /** Why it is a draft yet; undefined for what is meant for readers. */
  readonly draft: string | undefined;
}

/** An article as it was built. */
export interface ShownArticle extends Shown {
  readonly markdown: string;
  readonly facts: ArticleFacts;
}

/** A deck as it was built. */
export interface ShownDeck extends Shown {
  /** Name → bytes: what is copied beside the page. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly questions: readonly Question[];
}

/** What a site shows of one topic. */
export interface SiteTopic {
  readonly topic: Topic;
  readonly claim: Claim | undefined;
  /** As the article says it; before there is one, what it is about. */
  readonly title: string;
  readonly article: ShownArticle | undefined;
  readonly deck: ShownDeck | undefined;
  readonly record: Buffer | undefined;
  /** What a reader may run, too: the article's own run, where its code is what it was. */
  readonly run: Record | undefined;
  /** Where the article is read, once it was published. */
  readonly address: string | undefined;
  /** The last day on which it is known to have been brought up to date: 2026-12-03. */
  readonly since: string | undefined;
  /** What is left out of the site, and why, a line each. */
  readonly notes: readonly string[];
}

/** How a topic is looked at. */
export interface Look {
  readonly request: Request;
  /** Drafts are shown, too. */
  readonly drafts: boolean;
  /** Of the course, BCP 47. */
  readonly language: string | undefined;
  /** Its own words, and languages. */
  readonly wording: Wording | undefined;
}

/**
 * Reads what is built of a topic: what no longer fits its sources, is an example of ours, or has
 * prompts that wait, is a draft. What cannot be read is a note.
 */
export async function readTopic(
  topic: Topic,
  claim: Claim | undefined,
  look: Look,
): Promise<SiteTopic> {
  const title = await readTalkTitle(topic, look.language ?? "en");
  const nothing: SiteTopic = {
    ...{ topic, claim, title, address: claim?.article, since: claim?.since },
    ...{ article: undefined, deck: undefined, record: undefined },
    ...{ run: undefined, notes: [] },
  };
  try {
    return await readShown(nothing, look);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof FindingsError))
      throw error;
    return { ...nothing, notes: [`left out, ${error.message}`] };
  }
}

async function readShown(nothing: SiteTopic, look: Look): Promise<SiteTopic> {
  const { topic } = nothing;
  const { request, drafts } = look;
  const folder = join(request.out, topic.name);
  const texts = await readTexts(topic);
  const fresh = await readFreshness(topic, folder, texts, request);
  const standings = readStandings(texts, fresh);
  const isWanted = (name: DocumentName) => {
    const { isBuilt, draft } = standings[name];
    return isBuilt && (draft === undefined || drafts);
  };
  const langOf = (name: DocumentName) =>
    primary(
      languageOf(langIn(texts[name]) ?? look.language, look.wording).language,
    );
  const article = isWanted("article")
    ? await readArticle(folder, langOf("article"), standings.article)
    : undefined;
  const deck = isWanted("deck")
    ? await readDeck(folder, langOf("deck"), standings.deck)
    : undefined;
  const notes = tellStandings(standings, drafts, fresh.command);
  const { isForReaders } = await readTopicSettings(topic);
  const isRun = article !== undefined && isForReaders;
  if (isRun && fresh.run === undefined)
    notes.push(`no run for readers, its code changed: ${fresh.command}`);
  const isShown = article !== undefined || deck !== undefined;
  const published =
    texts.published === undefined
      ? undefined
      : parsePublished(texts.published, pathOf(topic, publishedFile));
  return {
    ...{ ...nothing, article, deck, notes },
    title: article?.facts.title ?? nothing.title,
    record: isShown
      ? await readIfThere(join(folder, "record.json"))
      : undefined,
    run: isRun ? fresh.run?.record : undefined,
    address: nothing.address ?? published?.address,
    since: published?.since ?? nothing.since,
  };
}

async function readArticle(
  folder: string,
  lang: string,
  { draft }: Standing,
): Promise<ShownArticle | undefined> {
  const markdown = await readIfThere(join(folder, "article.md"));
  const facts = parseFacts(await readIfThere(join(folder, "medium/meta.json")));
  if (markdown === undefined || facts === undefined) return undefined;
  return { lang, draft, markdown: markdown.toString(), facts };
}

/** Copied beside the page; `questions.md` is on it. */
const copied = ["slides.html", "deck.pptx", "talk.md"];

async function readDeck(
  folder: string,
  lang: string,
  { draft }: Standing,
): Promise<ShownDeck | undefined> {
  const files = new Map<string, Buffer>();
  for (const name of copied) {
    const bytes = await readIfThere(join(folder, name));
    if (bytes === undefined) return undefined;
    files.set(name, bytes);
  }
  const sheet = await readIfThere(join(folder, "questions.md"));
  const questions = parseQuestions(sheet?.toString() ?? "");
  return { lang, draft, files, questions };
}

import { join } from "node:path";
import type { Claim } from "../../course/claim.ts";
import { readSettings } from "../../course/settings.ts";
import { readDeck } from "../../deck/read/read.ts";
import { timeDeck } from "../../deck/timing.ts";
import { measureProgress } from "../../draft/progress.ts";
import { FindingsError, UserError } from "../../errors.ts";
import { readRun } from "../../record/kept.ts";
import { count } from "../../sentences.ts";
import { readOutline } from "../../topic/outline.ts";
import type { Topic } from "../../topic/topic.ts";
import { preparePictures } from "../render/pictures.ts";
import type { Request } from "../request.ts";
import { keptIn } from "../state.ts";
import { pathOf, readTexts, type TopicTexts } from "../texts.ts";
import { checkTopic } from "../topic-check.ts";

/** How far one topic is. */
export interface TopicStatus {
  readonly topic: string;
  readonly number: number;
  readonly slug: string;
  /** Who has it; null where nobody does. */
  readonly who: Claim | null;
  /** Whose texts are built. */
  readonly article: "draft" | "example" | null;
  readonly deck: "draft" | "example" | null;
  /** Words of the article's prose. */
  readonly words: number | null;
  /** Questions that the topic is asked, and those that a draft answers; null without topic.yaml. */
  readonly questions: number | null;
  readonly answered: number | null;
  /** Prompts left in the drafts. */
  readonly prompts: number | null;
  /** What lectern check says of a draft that is built; null where nothing is, or of an example. */
  readonly check: { readonly errors: number; readonly warnings: number } | null;
  /** Seconds that the talk takes, and those that it may; null before the first build. */
  readonly talk: { readonly seconds: number; readonly of: number } | null;
  /** Address of the article. */
  readonly published: string | null;
  /** What could not be read, and so is null. */
  readonly problems: readonly string[];
  /** What is missing on the day of the deadline. */
  readonly gaps: readonly string[];
}

/** How far the topic is that `who` claimed. Nothing is built for it. */
export async function readStatus(
  topic: Topic,
  who: Claim | undefined,
  request: Request,
  signal: AbortSignal,
): Promise<TopicStatus> {
  const problems: string[] = [];
  const attempt = async <Value>(read: () => Promise<Value>) => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UserError || error instanceof FindingsError))
        throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const texts = await attempt(() => readTexts(topic));
  const progress = await attempt(() => readProgress(topic, texts));
  const isOwn = progress?.article === "draft" || progress?.deck === "draft";
  const check = isOwn
    ? await attempt(() => countFindings(topic, request, signal))
    : undefined;
  const talk = texts && (await attempt(() => timeTalk(topic, texts, request)));
  const status = {
    ...{ topic: topic.name, number: topic.number, slug: topic.slug },
    who: who ?? null,
    ...(progress ?? nothing),
    check: check ?? null,
    talk: talk ?? null,
    published: who?.article ?? null,
    problems: [...new Set(problems)],
  };
  return { ...status, gaps: findGaps(status) };
}

type Progress = Pick<
  TopicStatus,
  "article" | "deck" | "words" | "questions" | "answered" | "prompts"
>;

/** What is known of texts that cannot be read. */
const nothing: Progress = {
  ...{ article: null, deck: null, words: null },
  ...{ questions: null, answered: null, prompts: null },
};

async function readProgress(
  topic: Topic,
  texts: TopicTexts | undefined,
): Promise<Progress> {
  if (texts === undefined) return nothing;
  // A topic of one's own is asked nothing, and needs no outline.
  const outline = await readOutline(topic, "en").catch((error) => {
    if (error instanceof UserError && /is missing$/.test(error.message))
      return undefined;
    throw error;
  });
  const questions = outline?.questions ?? [];
  const [article, deck] = (["article", "deck"] as const).map((part) => {
    const isOwn = texts.files[part] === `${part}.md`;
    return {
      kind: isOwn ? ("draft" as const) : ("example" as const),
      ...{ isOwn, progress: measureProgress(texts[part], questions) },
    };
  });
  const large = [article, deck].some((each) => each?.progress === undefined);
  if (large)
    throw new UserError(
      `text is too large to be read: topics/${topic.name}`,
      "lectern build names the place",
    );
  // The prompts of an example are nobody's.
  const prompts = [article, deck].map((each) =>
    each?.isOwn ? (each.progress?.prompts ?? 0) : 0,
  );
  return {
    article: article?.kind ?? null,
    deck: deck?.kind ?? null,
    words: article?.progress?.words ?? null,
    questions: outline ? questions.length : null,
    answered: outline
      ? article?.isOwn
        ? (article.progress?.answered ?? 0)
        : 0
      : null,
    prompts: prompts.reduce((sum, each) => sum + each, 0),
  };
}

/** All that `lectern check` finds in what is built; undefined where nothing is. */
async function countFindings(
  topic: Topic,
  request: Request,
  signal: AbortSignal,
): Promise<TopicStatus["check"] | undefined> {
  const checked = await checkTopic(topic, request, signal);
  if (checked === undefined) return undefined;
  const { length: all } = checked.findings;
  const errors = checked.findings.filter(
    ({ severity }) => severity === "error",
  ).length;
  return { errors, warnings: all - errors };
}

/** By the clock of the deck as it is now, with the numbers of the last run. */
async function timeTalk(
  topic: Topic,
  texts: TopicTexts,
  { out, root, flags }: Request,
): Promise<TopicStatus["talk"] | undefined> {
  const run = await readRun(keptIn(join(out, topic.name)));
  if (run === undefined) return undefined;
  const settings = await readSettings(root, flags, topic);
  const deck = readDeck(
    texts.deck,
    pathOf(topic, texts.files.deck),
    run.record,
    texts.sources,
    { ...settings, pictures: await preparePictures(texts.pictures.deck) },
  );
  const { seconds, minutes } = timeDeck(deck, settings.talk);
  return { seconds: Math.round(seconds), of: minutes * 60 };
}

/** What a class would miss. That nothing is built here says nothing about a topic. */
function findGaps(status: Omit<TopicStatus, "gaps">): string[] {
  const { who, article, deck, questions, answered, prompts, check } = status;
  if (who === null) return ["nobody has it"];
  const open = (questions ?? 0) - (answered ?? 0);
  const drafted = article === "draft";
  return [
    ...status.problems,
    ...(drafted ? [] : ["no article"]),
    ...(deck === "draft" ? [] : ["no deck"]),
    ...(drafted && open > 0 ? [`${count(open, "question")} open`] : []),
    ...(prompts !== null && prompts > 0
      ? [`${count(prompts, "prompt")} left`]
      : []),
    ...(check !== null && check.errors > 0
      ? [count(check.errors, "error")]
      : []),
    ...(status.published === null ? ["not published"] : []),
  ];
}

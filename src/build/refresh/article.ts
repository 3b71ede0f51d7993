import { join } from "node:path";
import { type Article, readArticle } from "../../article/article.ts";
import type { Sources } from "../../article/bound.ts";
import { articleMarkdown } from "../../article/markdown.ts";
import { findExcess } from "../../article/read/excess.ts";
import {
  type Refreshed,
  refreshArticle,
} from "../../article/refresh/refresh.ts";
import { type Trace, traceArticle } from "../../article/refresh/trace.ts";
import { readSettings } from "../../course/settings.ts";
import { stopsBuild, UserError } from "../../errors.ts";
import { readIfThere, sha256, writeWhole } from "../../files.ts";
import { formatJson } from "../../record/format.ts";
import { readRun } from "../../record/kept.ts";
import type { Record } from "../../record/record.ts";
import { readText } from "../../text.ts";
import type { Topic } from "../../topic/topic.ts";
import { readManifest } from "../manifest.ts";
import { findGone } from "../output.ts";
import { preparePictures } from "../render/pictures.ts";
import type { Request } from "../request.ts";
import { keptIn } from "../state.ts";
import { pathOf, readTexts } from "../texts.ts";
import { commit } from "../transaction.ts";
import { articlePath, findTrace, readVersion } from "./article-desk.ts";
import {
  addTemplate,
  addTrace,
  articleLedgerPath,
  nameOf,
  readArticleLedger,
} from "./article-ledger.ts";

/** What a person's version of a built article holds that its template could take. */
export interface ArticleRefresh extends Refreshed {
  /** The template, relative to the project root: where it is read, and where it would be written. */
  readonly from: string;
  readonly to: string;
  /** The experiment, to say where a number is recorded. */
  readonly experiment: string;
}

/** What there is to know before anything can be compared. */
interface Ground {
  readonly record: Record;
  readonly now: string;
  readonly from: string;
  readonly experiment: string;
  readonly sources: Sources;
  read(template: string): Article;
}

/**
 * Compares the built article on the desk, or `given`, with what was built and with its template.
 * Nothing is written. Throws UserError where nothing is built, and for a text that is no version
 * of the article.
 */
export async function compareArticle(
  topic: Topic,
  request: Request,
  given?: { readonly path: string; readonly name: string },
): Promise<ArticleRefresh> {
  const folder = join(request.out, topic.name);
  const ground = await readGround(topic, request, folder);
  return compare(topic, ground, await readBase(topic, folder, given));
}

/**
 * Takes over what can be, and keeps the template of before. The caller holds the lock of the
 * topic's output folder.
 */
export async function applyArticle(
  topic: Topic,
  request: Request,
  given?: { readonly path: string; readonly name: string },
): Promise<ArticleRefresh> {
  const folder = join(request.out, topic.name);
  const ground = await readGround(topic, request, folder);
  const base = await readBase(topic, folder, given);
  const done = compare(topic, ground, base);
  const target = join(topic.folder, articlePath);
  const before = await readIfThere(target);
  const isWritten = done.template !== ground.now;
  let ledger = await readArticleLedger(folder);
  const writes: { path: string; bytes: string | Uint8Array }[] = [];
  const gone: string[] = [];
  if (isWritten) {
    // With the same numbers, what the template gives now is a version of the article, too.
    const run = sha256(formatJson(ground.record));
    const trace =
      run === base.trace.run ? traceOf(ground, done.template, run) : undefined;
    const kept = addTemplate(ledger, {
      before: before === undefined ? null : sha256(before),
      written: sha256(done.template),
      built: trace === undefined ? null : nameOf(trace),
    });
    ledger = kept.ledger;
    gone.push(...kept.gone);
    if (before !== undefined) writes.push({ path: kept.path, bytes: before });
    if (trace !== undefined) {
      const added = addTrace(ledger, trace);
      ledger = added.ledger;
      gone.push(...added.gone);
      for (const [path, bytes] of added.notes) writes.push({ path, bytes });
    }
  }
  const isDone = done.items.every(
    ({ state, typed }) =>
      typed.length === 0 && (state === "open" || state === "taken"),
  );
  if (isDone) ledger = { ...ledger, taken: base.sha256 };
  writes.push({ path: articleLedgerPath, bytes: formatJson(ledger) });
  await commit(folder, { writes, removals: await findGone(folder, gone) });
  if (isWritten) await writeWhole(target, done.template);
  return done;
}

function traceOf(
  ground: Ground,
  template: string,
  run: string,
): Trace | undefined {
  const article = ground.read(template);
  const markdown = articleMarkdown(article);
  return traceArticle(article, markdown, ground.record, ground.sources, run);
}

type Base = Awaited<ReturnType<typeof readBase>>;

function compare(
  topic: Topic,
  { now, from, experiment, read }: Ground,
  { trace, hers }: Base,
): ArticleRefresh {
  const check = (template: string) =>
    read(template)
      .findings.filter(stopsBuild)
      .map(({ message, rule }) => `${message} (${rule})`);
  const done = refreshArticle(trace, hers, now, check);
  return { ...done, from, to: pathOf(topic, articlePath), experiment };
}

async function readGround(
  topic: Topic,
  { root, flags }: Request,
  folder: string,
): Promise<Ground> {
  const manifest = await readManifest(folder);
  const run = await readRun(keptIn(folder));
  if (manifest?.parts.article === undefined || run === undefined)
    throw new UserError(
      `article is not built: ${topic.name}`,
      `build it: lectern build ${topic.slug}`,
    );
  const { record } = run;
  const texts = await readTexts(topic);
  const settings = await readSettings(root, manifest.flags ?? flags, topic);
  const pictures = await preparePictures(texts.pictures.article);
  const from = pathOf(topic, texts.files.article);
  return {
    ...{ record, from, now: texts.article },
    experiment: texts.sources["experiment.ts"] ?? "",
    sources: texts.sources,
    read: (template) =>
      readArticle(
        ...([template, from, record, texts.sources] as const),
        ...([pictures, settings.language] as const),
      ),
  };
}

async function readBase(
  topic: Topic,
  folder: string,
  given = { path: join(folder, articlePath), name: `${topic.name}/article.md` },
) {
  const text = await readText(given.path, given.name);
  if (text === undefined)
    throw new UserError(
      `no such article: ${given.name}`,
      "name the article.md that you changed",
      2,
    );
  const excess = findExcess(text);
  if (excess !== undefined)
    throw new UserError(`${excess.message}: ${given.name}`, excess.hint);
  const hers = readVersion(text);
  const trace = await findTrace(folder, hers);
  if (trace === undefined)
    throw new UserError(
      `no version of an article that was built here: ${given.name}`,
      `build it with this version of lectern, and then change it: lectern build ${topic.slug}`,
    );
  const bytes = await readIfThere(given.path);
  return { trace, hers, sha256: sha256(bytes ?? text) };
}

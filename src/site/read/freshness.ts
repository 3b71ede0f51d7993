import { join } from "node:path";
import { readManifest } from "../../build/manifest.ts";
import { commandFor, sumUp } from "../../build/reasons.ts";
import type { Request } from "../../build/request.ts";
import { keptIn, partKeys, whyOutdated } from "../../build/state.ts";
import type { TopicTexts } from "../../build/texts.ts";
import { hashOf } from "../../build/transaction.ts";
import { readSettings } from "../../course/settings.ts";
import { readIfThere } from "../../files.ts";
import { type Run, readRun, readRunHead } from "../../record/kept.ts";
import { chooseClasses } from "../../topic/classes.ts";
import type { Topic } from "../../topic/topic.ts";
import { isSameArticle, isSameTalk } from "./same-words.ts";

/** The two documents of a topic. */
export type DocumentName = "article" | "deck";

/** What keeps a document from being what the topic gives now. */
interface Freshness {
  /** It is not built. */
  readonly missing?: true;
  /** It says something else. */
  readonly stale?: string;
  /** It says the same, and may look otherwise. */
  readonly older?: string;
}

/** Of both documents, and the command that makes them what they should be. */
export interface Freshnesses {
  /** The run that is kept, where its code is what it was. */
  readonly run?: Run;
  readonly article: Freshness;
  readonly deck: Freshness;
  readonly command: string;
}

/** A person's own, once PowerPoint was in it: kept, and handed on. */
const handed = "deck.pptx";

/** Compares what lies in the output `folder` of a topic with its sources. Nothing is built. */
export async function readFreshness(
  topic: Topic,
  folder: string,
  texts: TopicTexts,
  { root }: Request,
): Promise<Freshnesses> {
  const manifest = await readManifest(folder);
  const plain = `lectern build ${topic.slug}`;
  if (manifest === undefined) return both({ missing: true }, plain);
  const head = await readRunHead(keptIn(folder));
  const run = await readRun(keptIn(folder));
  if (head === undefined || run === undefined)
    return both({ stale: "its run is not kept" }, plain);
  const { digits } = manifest.flags;
  const command = commandFor(topic, run.record, digits);
  const classes = await chooseClasses(topic, digits);
  const outdated = await whyOutdated(head, classes, topic, root);
  if (outdated.length > 0)
    return both(
      { stale: `older than its experiment: ${sumUp(outdated)}` },
      command,
    );
  const settings = await readSettings(root, manifest.flags, topic);
  const keys = await partKeys(head.hash, texts, settings);
  const read = async (name: string) =>
    (await readIfThere(join(folder, name)))?.toString();
  const sources = { ...{ topic, record: run.record, texts, settings }, read };
  const look = async (name: DocumentName): Promise<Freshness> => {
    const part = manifest.parts[name];
    if (part === undefined) return { missing: true };
    const other = await findOther(folder, part.files);
    if (other !== undefined)
      return { stale: `changed since it was built: ${other}` };
    if (part.key === keys[name]) return {};
    const isSame = name === "article" ? isSameArticle : isSameTalk;
    return (await isSame(sources))
      ? { older: "older than the course's settings, or than Lectern" }
      : { stale: "older than its text" };
  };
  const article = await look("article");
  return { run, article, deck: await look("deck"), command };
}

function both(freshness: Freshness, command: string): Freshnesses {
  return { article: freshness, deck: freshness, command };
}

/** The first file that is not as the build wrote it. */
async function findOther(
  folder: string,
  files: { readonly [path: string]: string },
): Promise<string | undefined> {
  for (const [path, hash] of Object.entries(files)) {
    // What is pasted into Medium is no part of a site.
    if (path === handed || path.startsWith("medium/")) continue;
    if ((await hashOf(folder, path).catch(() => undefined)) !== hash)
      return path;
  }
  return undefined;
}

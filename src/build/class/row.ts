import { join } from "node:path";
import { readSettings } from "../../course/settings.ts";
import { UserError } from "../../errors.ts";
import { readIfThere } from "../../files.ts";
import { parseJson } from "../../json.ts";
import type { Topic } from "../../topic/topic.ts";
import { answerOnce } from "../known/answer.ts";
import type { Chosen, Request } from "../request.ts";
import { isCurrent, partKeys, readState } from "../state.ts";
import { pathOf, publishedFile, readTexts } from "../texts.ts";
import { parseFrontmatterTitle } from "./talk-title.ts";

/** One topic, as `lectern list --json` gives it. */
export interface Row {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  readonly state: "not built" | "stale" | "current";
  /** What is built. */
  readonly built: readonly string[];
  /** Why a build would have something to do. */
  readonly stale: readonly string[];
  /** Where it is read; and what of it is behind the article that is built. */
  readonly published?: { readonly address: string; readonly behind?: string };
}

/**
 * What a topic is, what of it is built, and what is stale; as it was said before where nothing was
 * written since that it was read from. Throws UserError and FindingsError as what it reads does.
 */
export async function describeTopic(
  topic: Topic,
  request: Request,
  digits: Chosen,
  env: NodeJS.ProcessEnv,
): Promise<Row> {
  const { profile, seed, engine, reproducible, flags } = request;
  const asked = [profile, seed, engine, reproducible, flags, digits];
  const said = await answerOnce(
    ...(["rows", topic, request, asked, env] as const),
    async () => JSON.stringify(await readRow(topic, request, digits)),
  );
  return parseJson(Buffer.from(said)) as Row;
}

async function readRow(
  topic: Topic,
  request: Request,
  digits: Chosen,
): Promise<Row> {
  const state = await readState(topic, request, digits);
  const { number, slug } = topic;
  const title = await parseFrontmatterTitle(topic);
  const published = await readPublished(topic, state.folder);
  const head = { number, slug, title, ...(published && { published }) };
  if (state.run === undefined) {
    return { ...head, state: "not built", built: [], stale: state.stale };
  }
  const parts = (["article", "deck"] as const).filter(
    (part) => state.manifest?.parts[part],
  );
  const stale = [...state.stale];
  if (stale.length === 0) {
    const settings = await readSettings(
      request.root,
      state.manifest?.flags ?? request.flags,
      topic,
    );
    const texts = await readTexts(topic).catch(asReason);
    if (typeof texts === "string") stale.push(texts);
    else {
      const keys = await partKeys(state.run.hash, texts, settings);
      for (const part of parts) {
        if (await isCurrent(state, part, keys[part])) continue;
        stale.push(`what the ${part} is made from changed`);
      }
    }
  }
  const word = stale.length > 0 ? "stale" : "current";
  return { ...head, state: word, built: parts, stale };
}

/** What its readers see, beside the kit that was built last; undefined before it is published. */
async function readPublished(
  topic: Topic,
  folder: string,
): Promise<Row["published"]> {
  const text = await readIfThere(join(topic.folder, publishedFile));
  if (text === undefined) return undefined;
  const { parseEdition, parsePublished } = await import(
    "../../medium/published/published.ts"
  );
  const { listChanges, sumUpChanges } = await import(
    "../../medium/published/behind.ts"
  );
  const file = pathOf(topic, publishedFile);
  const published = parsePublished(text.toString(), file);
  const meta = await readIfThere(join(folder, "medium/meta.json"));
  const now = meta && parseEdition(meta);
  const behind = now && sumUpChanges(listChanges(published, now));
  return { address: published.address, ...(behind && { behind }) };
}

/** A topic that lacks a file is listed, with the file. */
function asReason(error: unknown): string {
  if (error instanceof UserError) return error.message;
  throw error;
}

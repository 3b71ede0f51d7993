import { join } from "node:path";
import { sumUp } from "../../build/reasons.ts";
import type { Chosen, Request } from "../../build/request.ts";
import { pathOf, publishedFile, readTexts } from "../../build/texts.ts";
import { readSettings } from "../../course/settings.ts";
import { UserError } from "../../errors.ts";
import { readIfThere } from "../../files.ts";
import type { Topic } from "../../topic/topic.ts";
import { chooseDigits } from "../chosen.ts";
import type { Command, Input, Streams } from "../command.ts";
import { parseRequest, runOptions } from "../request.ts";

/** `lectern list`: the topics, what is built, and what is stale and why. */
export const list: Command = {
  name: "list",
  summary: "the topics: number, name, what is built, what is stale",
  args: "[topic...]",
  options: runOptions,
  run: runList,
};

/** One topic, as `--json` gives it. */
interface Row {
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

async function runList(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const digits = await chooseDigits(request, streams.env);
  const rows: Row[] = [];
  for (const topic of request.topics) {
    rows.push(await describeTopic(topic, request, digits.of(topic)));
  }
  if (request.json) streams.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else for (const row of rows) streams.stdout.write(format(row));
  return 0;
}

async function describeTopic(
  topic: Topic,
  request: Request,
  digits: Chosen,
): Promise<Row> {
  const { isCurrent, partKeys, readState } = await import(
    "../../build/state.ts"
  );
  const state = await readState(topic, request, digits);
  const { number, slug } = topic;
  const { parseFrontmatterTitle } = await import(
    "../../build/class/talk-title.ts"
  );
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

function format(row: Row): string {
  const { number, slug, title, state, built, stale, published } = row;
  const parts = built.length > 0 ? ` (${built.join(", ")})` : "";
  const why = state === "stale" ? `: ${sumUp(stale)}` : "";
  const first = `${String(number).padStart(2)}  ${title}`;
  const behind = published?.behind;
  const read = behind ? `\n    published text is behind: ${behind}` : "";
  return `${first}\n    ${slug}: ${state}${parts}${why}${read}\n`;
}

import { join } from "node:path";
import { z } from "zod";
import type { Trace } from "../../article/refresh/trace.ts";
import { readIfThere, sha256 } from "../../files.ts";
import { parseJson } from "../../json.ts";
import { formatJson } from "../../record/format.ts";
import type { Files } from "../output.ts";

/** The names of files: nothing that leads out of the folder. */
const Name = z.string().regex(/^[0-9a-f]{16}$/);

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

const Ledger = z.strictObject({
  format: z.literal(1),
  /** The articles that were built, the newest last. */
  built: z.array(Name),
  /** The templates of before each refresh, the newest last. */
  history: z.array(
    z.strictObject({
      /** Counts on, so that no file is written over. */
      number: z.int().positive(),
      /** SHA-256 of the topic's own `article.md` of before; null where there was none. */
      before: Hash.nullable(),
      /** SHA-256 of what the refresh wrote. */
      written: Hash,
      /** What the written template gives, where that is kept as an article that was built. */
      built: Name.nullable(),
    }),
  ),
  /** SHA-256 of the edited article of which nothing is left to take over; "" for none. */
  taken: z.union([Hash, z.literal("")]),
});

/** What is known of the articles of one topic. */
export type ArticleLedger = z.infer<typeof Ledger>;

const Range = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);

const Kept = z.strictObject({
  format: z.literal(1),
  run: Hash,
  template: z.string(),
  markdown: z.string(),
  printed: z.strictObject({
    values: z.record(z.string(), z.string()),
    claims: z.record(z.string(), z.boolean()),
  }),
  origins: z.array(
    z.strictObject({
      kind: z.enum(["words", "title", "subtitle", "caption", "made", "note"]),
      source: Range,
      maker: z.string(),
    }),
  ),
});

/** Where it lies in a topic's output folder. */
export const articleLedgerPath = ".lectern/refresh-article.json";

/** How many articles and templates are kept. */
const most = 10;

const tracePath = (name: string) => `.lectern/generated/${name}.article.json`;

/** Where the template of before a refresh lies. */
export const templatePath = (number: number) =>
  `.lectern/history/${number}.article.md`;

/** The ledger of a topic's output folder; an empty one where there is none that can be used. */
export async function readArticleLedger(
  folder: string,
): Promise<ArticleLedger> {
  const value = parseJson(await readIfThere(join(folder, articleLedgerPath)));
  const read = Ledger.safeParse(value);
  if (read.success) return read.data;
  return { format: 1, built: [], history: [], taken: "" };
}

/** The articles that are kept, the newest last; one that a hand changed is left out. */
export async function readTraces(
  folder: string,
  { built }: ArticleLedger,
): Promise<Trace[]> {
  const all = await Promise.all(
    built.map(async (name) => {
      const bytes = await readIfThere(join(folder, tracePath(name)));
      return Kept.safeParse(parseJson(bytes)).data;
    }),
  );
  return all.filter((each) => each !== undefined);
}

/** What an article goes by that was built. */
export function nameOf({ markdown }: Trace): string {
  return sha256(markdown).slice(0, 16);
}

/** The ledger with an article that was built now, the file to keep, and those kept no longer. */
export function addTrace(
  ledger: ArticleLedger,
  trace: Trace,
): {
  readonly ledger: ArticleLedger;
  readonly notes: Files;
  readonly gone: readonly string[];
} {
  const name = nameOf(trace);
  const all = [...ledger.built.filter((each) => each !== name), name];
  return {
    ledger: { ...ledger, built: all.slice(-most) },
    notes: new Map([[tracePath(name), formatJson(trace)]]),
    gone: all.slice(0, -most).map(tracePath),
  };
}

/** The ledger with a template of before a refresh, where it goes, and what is kept no longer. */
export function addTemplate(
  ledger: ArticleLedger,
  hashes: Omit<ArticleLedger["history"][number], "number">,
): {
  readonly ledger: ArticleLedger;
  readonly path: string;
  readonly gone: readonly string[];
} {
  const number = (ledger.history.at(-1)?.number ?? 0) + 1;
  const all = [...ledger.history, { number, ...hashes }];
  return {
    ledger: { ...ledger, history: all.slice(-most) },
    path: templatePath(number),
    gone: all.slice(0, -most).map((each) => templatePath(each.number)),
  };
}

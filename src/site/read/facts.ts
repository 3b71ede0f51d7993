import { z } from "zod";
import { parseJson } from "../../json.ts";

const text = z.string().nullish();

/** What a build says of an article in `medium/meta.json`. */
const Facts = z.object({
  title: z.string(),
  subtitle: z.string(),
  kicker: text,
  author: text,
  handle: text,
  /** Where the article lives first, if its author says so. */
  canonical: text,
  /** The sentence that tells of an AI's part in it. */
  disclosure: text,
  reading: z.object({ minutes: z.number() }),
});

export type ArticleFacts = z.infer<typeof Facts>;

/** The facts in `bytes`; undefined for what is no such file. */
export function parseFacts(
  bytes: Buffer | undefined,
): ArticleFacts | undefined {
  const read = Facts.safeParse(parseJson(bytes));
  return read.success ? read.data : undefined;
}

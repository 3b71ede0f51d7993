import type { VFile } from "vfile";
import { z } from "zod";
import { knownTag, LanguageTag, type Wording } from "../language.ts";
import {
  checkFrontmatter,
  line,
  signatureKeys,
} from "./read/frontmatter-check.ts";

/** How much of the prose a machine wrote. */
export const assistances = ["none", "edited", "generated"] as const;

const tag = line(25).pipe(
  z
    .string()
    .regex(
      /^[A-Za-z0-9 -]+$/,
      "may have letters, digits, spaces and dashes only",
    ),
);

/** Front matter of an article, checked. */
export const Meta = z.strictObject({
  title: line(100),
  subtitle: line(140),
  /** Topics on Medium. Default: those of the command line or the course. */
  tags: z
    .array(tag, "must be a list: [one, two]")
    .min(1, "needs at least one")
    .max(5, {
      error: ({ input }) => `has ${[input].flat().length} entries, at most 5`,
    })
    .refine(
      (tags) =>
        new Set(tags.map((each) => each.toLowerCase())).size === tags.length,
      "has an entry twice",
    )
    .optional(),
  /** A small line above the title. */
  kicker: line(100).optional(),
  ...signatureKeys,
  /** The language that it is written in. */
  lang: LanguageTag.optional(),
  /** The Medium publication that it is submitted to. */
  publication: line(100).optional(),
  /** Where the article lives first, if that is not Medium. */
  canonical: z
    .url({ protocol: /^https$/, error: "must be a whole https address" })
    .optional(),
  /** Default: none. */
  assistance: z
    .enum(assistances, `must be one of ${assistances.join(", ")}`)
    .default("none"),
  /** The sentence that says so. Default: one that fits `assistance`. */
  disclosure: line(300).optional(),
  /** Shortest and longest reading time wanted, in minutes. */
  minutes: z
    .tuple([z.number(), z.number()], "must be two numbers: [4, 9]")
    .optional(),
  /** Fewest and most words of prose wanted. */
  words: z
    .tuple([z.number(), z.number()], "must be two numbers: [500, 2000]")
    .optional(),
  /** Figures that an AI model painted, by name. */
  "ai-images": z.array(line(250), "must be a list").optional(),
});

export type Meta = z.infer<typeof Meta>;

/** Stands in where the front matter could not be used: its findings are errors. */
const nothing: Meta = { title: "", subtitle: "", assistance: "none" };

/**
 * The front matter of the template `file`, checked. Reports what is wrong at the line of its
 * key, and gives empty texts then. `wording` may hold a language of the course's own.
 */
export function checkMeta(
  frontmatter: unknown,
  file: VFile,
  wording?: Wording,
): Meta {
  const own = Meta.extend({ lang: knownTag(wording).optional() });
  return checkFrontmatter(own, frontmatter, file) ?? nothing;
}

import { z } from "zod";
import { assistances } from "../article/meta.ts";
import { parseYaml, yamlIn } from "../article/read/frontmatter.ts";
import { placeOf } from "../article/read/frontmatter-check.ts";
import type { Signature } from "../signature.ts";
import { sentences } from "./disclosure.ts";
import type { BoundArticle, MediumOptions, Place } from "./input.ts";

const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim() || undefined)
  .optional()
  .catch(undefined);

const texts = z
  .preprocess((value) => [value].flat(), z.array(text))
  .transform((list) => list.filter((each) => each !== undefined));

const range = z.tuple([z.number(), z.number()]).optional().catch(undefined);

/** Front matter, with what is not of its type taken for missing: the rules say what is wrong. */
const Matter = z.object({
  title: text,
  subtitle: text,
  /** A small line above the title. */
  kicker: text,
  tags: texts,
  canonical: text,
  author: text,
  handle: text,
  course: text,
  session: z.iso.date().optional().catch(undefined),
  publication: text,
  assistance: z.enum(assistances).catch("none"),
  /** The sentence that says so. Default: one that fits `assistance`. */
  disclosure: text,
  minutes: range,
  words: range,
  /** Names of figures, or addresses of images, that an AI model painted. */
  "ai-images": texts,
});

/** The front matter as the kit uses it: right types, values not yet checked by the rules. */
export interface Settings
  extends Omit<z.infer<typeof Matter>, keyof Signature | "words" | "minutes">,
    Signature {
  readonly title: string;
  readonly subtitle: string;
  /** Fewest and most words of prose. */
  readonly words: readonly [number, number];
  /** Shortest and longest reading time wanted, in minutes; undefined where nobody asks for one. */
  readonly minutes: readonly [number, number] | undefined;
}

/** The settings in an article's front matter, filled up from `options`. */
export function readSettings(
  { frontmatter }: BoundArticle,
  options: MediumOptions,
): Settings {
  const matter = Matter.parse({ ...Object(frontmatter) });
  return {
    ...matter,
    title: matter.title ?? "",
    subtitle: matter.subtitle ?? "",
    tags: matter.tags.length > 0 ? matter.tags : (options.tags ?? []),
    author: matter.author ?? options.author,
    handle: matter.handle ?? options.handle,
    course: matter.course ?? options.course,
    session: matter.session ? { date: matter.session } : options.session,
    minutes: matter.minutes ?? options.minutes,
    words: matter.words ?? options.words ?? [500, Number.POSITIVE_INFINITY],
    publication: matter.publication ?? options.publication,
    disclosure: matter.disclosure ?? sentences[matter.assistance],
  };
}

/** Where `key` stands in the front matter; without it, the text's first line. */
export function placeOfSetting(
  { path, template = "" }: BoundArticle,
  key: string,
): Place {
  return { file: path, ...placeOf(key, parseYaml(yamlIn(template))) };
}

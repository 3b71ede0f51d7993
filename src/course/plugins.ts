import { z } from "zod";
import { didYouMean } from "../errors.ts";
import { isObject } from "../json.ts";
import { languageOf, type Words, words } from "../language.ts";
import type { CourseRule, RemarkPlugin } from "../plugins.ts";

/** A function, which only `lectern.config.ts` can hold. */
const isFunction = (value: unknown) => typeof value === "function";

const needsCode = "must be a function, in lectern.config.ts";

const Plugin = z.custom<RemarkPlugin>(
  (value) => isFunction(Array.isArray(value) ? value[0] : value),
  "must be a remark plugin, or [plugin, options]: a function of lectern.config.ts",
);

/** A rule of the course's own, with all that it may say of itself. */
export const Rule = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must look like no-code")
    .meta({
      description: "Its findings are called course/ and this.",
      examples: ["no-code"],
    }),
  severity: z
    .enum(["error", "warning"], "must be error or warning")
    .optional()
    .meta({
      description:
        "Of its findings: with an error nothing is written. Without it, warning.",
      examples: ["error"],
    }),
  article: z
    .custom<NonNullable<CourseRule["article"]>>(isFunction, needsCode)
    .optional()
    .meta({ description: "Is given an article's bound tree, and its file." }),
  deck: z
    .custom<NonNullable<CourseRule["deck"]>>(isFunction, needsCode)
    .optional()
    .meta({ description: "Is given a deck's slides as placed, and its file." }),
});

const Wording = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .superRefine((wording, { addIssue }) => {
    for (const [name, own] of Object.entries(wording)) {
      for (const { path, message } of findProblems(name, own))
        addIssue({
          code: "custom",
          path: [name, ...path],
          message,
          input: own,
        });
    }
  });

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What is wrong with a course's words in the place of a language's, or with a language of its own. */
function findProblems(name: string, own: Words): readonly Problem[] {
  if (!/^[a-z]{2,3}$/.test(name))
    return [{ path: [], message: "no language: must look like fr" }];
  const ours = words.get(name);
  const strange = findStrange(ours ?? english, own);
  if (strange.length > 0) return strange;
  if (ours === undefined) {
    const missing = findMissing(english, own);
    if (missing.length > 0)
      return [{ path: [], message: tellMissing(missing) }];
    if (!prompts.includes(String(own.prompt)))
      return [
        {
          path: ["prompt"],
          message: `must be ${prompts.join(" or ")}, by which drafts are told`,
        },
      ];
  }
  try {
    languageOf(name, { [name]: own });
    return [];
  } catch (error) {
    if (error instanceof z.ZodError) return error.issues;
    throw error;
  }
}

const english = words.get("en") ?? {};

/** How drafts ask for words, in each language of ours. */
const prompts = [...words.values()].map(({ prompt }) => String(prompt));

/** A word that not every language needs. */
const optional = "verbs";

/** The keys that a language of the course's own lacks, those of a group behind a dot. */
function findMissing(base: Words, own: Words): string[] {
  return Object.entries(base).flatMap(([key, was]) => {
    const word = own[key];
    if (word === undefined) return key === optional ? [] : [key];
    if (!isObject(was) || !isObject(word)) return [];
    return findMissing(was, word).map((each) => `${key}.${each}`);
  });
}

function tellMissing(missing: readonly string[]): string {
  const more = missing.length - 8;
  const shown = missing.slice(0, 8).join(", ");
  return `no language of Lectern's (${[...words.keys()].join(", ")}), and words are missing for one of the course's own: ${shown}${more > 0 ? `, and ${more} more` : ""}`;
}

/** The keys that a language does not have. */
function findStrange(base: Words, own: Words): Problem[] {
  return Object.entries(own).flatMap(([key, word]): Problem[] => {
    const was = base[key];
    if (was === undefined) {
      const known = Object.keys(base);
      const hint = didYouMean(key, known) ?? `there are ${known.join(", ")}`;
      return [{ path: [key], message: `no such word: ${hint}` }];
    }
    if (!isObject(was) || !isObject(word)) return [];
    const inside = findStrange(was, word);
    return inside.map(({ path, message }) => ({
      path: [key, ...path],
      message,
    }));
  });
}

/** What a course adds to how its texts are read. */
export const Plugins = {
  wording: Wording.optional().meta({
    description:
      "Fixed words of the course's own in the place of a language's: any key of templates/words; all of them for a language that is not there.",
    examples: [{ en: { questions: "Ask us" } }],
  }),
  remarkPlugins: z.array(Plugin).optional().meta({
    description:
      "Remark plugins that see each article and each deck before its directives are bound: see plugins.",
  }),
  rules: z.array(Rule).optional().meta({
    description:
      "Rules of the course's own over articles and decks: see plugins.",
  }),
};

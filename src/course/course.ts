import { z } from "zod";
import { didYouMean, UserError } from "../errors.ts";
import { knownTag, LanguageTag } from "../language.ts";
import { handlePattern } from "../signature.ts";
import { findTagProblem } from "../tags.ts";
import { Plugins, Rule } from "./plugins.ts";
import { whyNoZone } from "./zone.ts";

const whole = (least: number, most: number) => z.int().min(least).max(most);

/** What something or somebody is called, in one line. */
const name = z.string().trim().min(1).max(100);

/** Two whole numbers, the smaller first. */
const range = (least: number, most: number) =>
  z
    .tuple([whole(least, most), whole(least, most)], "must be [least, most]")
    .refine(([low, high]) => low <= high, "must be [least, most]");

/** A pause of the session. */
const Break = z.strictObject({
  after: whole(1, 100).meta({
    description: "The talk behind which it comes: 5 for the fifth.",
    examples: [5],
  }),
  minutes: whole(1, 240).meta({
    description: "How long it is.",
    examples: [15],
  }),
});

const Session = z.strictObject({
  date: z.iso.date().meta({
    description: "The calendar day, where the session is.",
    examples: ["2026-12-03"],
  }),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must look like 18:30")
    .optional()
    .meta({
      description: "The time on the wall there. Without it none is shown.",
      examples: ["18:30"],
    }),
  zone: z
    .string()
    .superRefine((zone, { addIssue }) => {
      const why = whyNoZone(zone);
      if (why !== undefined) addIssue(why);
    })
    .optional()
    .meta({
      description:
        "Time zone of that place, as IANA calls it, for calendars elsewhere. Without it, a calendar's own.",
      examples: ["Europe/Berlin"],
    }),
  minutes: whole(1, 1440)
    .optional()
    .meta({
      description:
        "How long the room is ours. Without it, as long as the talks take.",
      examples: [120],
    }),
  buffer: whole(0, 60)
    .optional()
    .meta({
      description:
        "Minutes between two talks, to change speakers. Without it, none.",
      examples: [1],
    }),
  breaks: z
    .array(Break)
    .max(20)
    .refine(
      (breaks) =>
        breaks.every(
          ({ after }, index) => after > (breaks[index - 1]?.after ?? 0),
        ),
      "must come one after the other: each after a later talk than the last",
    )
    .optional()
    .meta({
      description:
        "Pauses, in their order. A break takes the place of the buffer.",
      examples: [[{ after: 5, minutes: 15 }]],
    }),
});

/** What a talk may take. */
const Talk = z.strictObject({
  minutes: whole(1, 60)
    .optional()
    .meta({ description: "Minutes to speak. Without it, 5.", examples: [10] }),
  questions: whole(0, 60)
    .optional()
    .meta({
      description: "Minutes of questions after it. Without it, 5.",
      examples: [5],
    }),
  slides: range(1, 100)
    .optional()
    .meta({
      description:
        "Fewest and most slides before the questions. Without it, 5 to 7 for 5 minutes, and more for more.",
      examples: [[8, 12]],
    }),
  pace: whole(60, 300)
    .optional()
    .meta({ description: "Words a minute. Without it, 140.", examples: [130] }),
});

/**
 * What a course says once for all its articles, in `lectern.config.ts` or `.json` at the
 * project root. Front matter and the command line say it for one article, and win.
 */
export const Course = z.strictObject({
  course: name.optional().meta({
    description:
      "The course's name, as the hand-off page and the title slide show it.",
    examples: ["Deep Learning, spring"],
  }),
  publication: name.optional().meta({
    description:
      "The Medium publication that articles are submitted to, by its shown name.",
    examples: ["Our publication"],
  }),
  session: Session.optional().meta({
    description:
      "When the article is talked about: the only date that reaches a file.",
    examples: [{ date: "2026-12-03", time: "18:30" }],
  }),
  deadline: z.iso
    .date()
    .optional()
    .meta({
      description:
        "The last day on which a topic may be finished: see lectern status.",
      examples: ["2026-12-01"],
    }),
  author: name.optional().meta({
    description:
      "The person who signs the article, and gives the talk, where nobody claimed the topic.",
    examples: ["Ada"],
  }),
  handle: z
    .string()
    .regex(handlePattern, "must look like @ada")
    .optional()
    .meta({
      description: "The same person's name on Medium.",
      examples: ["@ada"],
    }),
  baseUrl: z
    .url({ protocol: /^https$/, message: "must be an https address" })
    .regex(/^[^?#]*$/, "must have no query and no fragment")
    .optional()
    .meta({
      description:
        "Public https address under which built articles are hosted, without query and fragment: Medium then fetches the figures by itself.",
      examples: ["https://example.org/articles"],
    }),
  tags: z
    .array(z.string().trim())
    .check(({ value, issues }) => {
      const message = findTagProblem(value);
      if (message !== undefined)
        issues.push({ code: "custom", message, input: value });
    })
    .optional()
    .meta({
      description:
        "Topics on Medium of every article whose front matter names none: 1 to 5, each up to 25 letters, digits, spaces and dashes.",
      examples: [["Machine Learning", "Deep Learning"]],
    }),
  words: range(1, 100_000)
    .optional()
    .meta({
      description:
        "Fewest and most words of prose in an article. Without it, at least 500.",
      examples: [[500, 2000]],
    }),
  minutes: range(1, 240)
    .optional()
    .meta({
      description:
        "Shortest and longest reading time, in minutes. Without it, 4 to 9, as advice only.",
      examples: [[3, 8]],
    }),
  talk: Talk.optional().meta({
    description: "What a talk may take.",
    examples: [{ minutes: 10, questions: 5 }],
  }),
  language: LanguageTag.optional().meta({
    description:
      "The language of article, deck and agenda, as BCP 47. Without it, en.",
    examples: ["de"],
  }),
  theme: z
    .string()
    .regex(
      /^(light|dark|[\w./-]+\.json)$/,
      "must be light, dark or a .json file",
    )
    .optional()
    .meta({
      description:
        "Look of decks: light, dark, or a JSON file of the project that extends one of them.",
      examples: ["theme.json"],
    }),
  size: z
    .enum(["16:9", "4:3"], "must be 16:9 or 4:3")
    .optional()
    .meta({
      description:
        "Width and height of slides: what the projector shows. Without it, 16:9.",
      examples: ["4:3"],
    }),
  ...Plugins,
});

/** Settings that have settings of their own; those in a list, by the list's name. */
const inner: { readonly [setting: string]: z.ZodObject } = {
  session: Session,
  "session.breaks": Break,
  rules: Rule,
  talk: Talk,
};

export type Course = z.infer<typeof Course>;

/**
 * The course settings in `value`, which came out of `file` (named in the error only).
 *
 * @throws UserError naming the setting and what was found.
 */
export function parseCourse(value: unknown, file: string): Course {
  const read = Course.superRefine(({ language, wording }, { addIssue }) => {
    const { error } = knownTag(wording).optional().safeParse(language);
    const [issue] = error?.issues ?? [];
    if (issue !== undefined)
      addIssue({ ...issue, code: "custom", path: ["language"] });
  }).safeParse(value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const names = first?.path.filter((step) => typeof step === "string") ?? [];
  const settings = Object.keys((innermost(names) ?? Course).shape);
  if (first?.code === "unrecognized_keys") {
    const [key = ""] = first.keys;
    throw new UserError(
      `${file}: unknown setting: ${[...first.path, key].join(".")}`,
      didYouMean(key, settings) ?? `the settings are ${settings.join(", ")}`,
    );
  }
  const setting = first?.path.join(".") ?? "";
  throw new UserError(
    `${file}: ${setting === "" ? "" : `${setting}: `}${first?.message ?? "not valid"}`,
    `the settings are ${settings.join(", ")}`,
  );
}

/** The group of settings that a path leads into, or through. */
function innermost(names: readonly string[]): z.ZodObject | undefined {
  if (names.length === 0) return undefined;
  return inner[names.join(".")] ?? innermost(names.slice(0, -1));
}

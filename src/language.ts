import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { isObject } from "./json.ts";

/** The fixed words of documents in one language, and how it writes numbers and dates. */
const Language = z.strictObject({
  /** BCP 47, where the author names no region: "en-US". */
  language: z.string(),
  /** BCP 47, for the order of day and month: "en-GB". */
  dates: z.string(),
  /** A day with its name: `{weekday}` and `{day}` are filled in. */
  day: z.string(),
  /** Between the whole and its decimals, and between groups of three digits. */
  decimal: z.string().length(1),
  thousands: z.string().length(1),
  /** Behind a number: "%", with its space where the language has one. */
  percent: z.string().endsWith("%"),
  /** Between the ends of a range whose dash could be a minus. */
  to: z.string(),
  /** In "TensorFlow.js on WebAssembly". */
  on: z.string(),
  /** More than one of each digit, from 0 to 9, and what joins two kinds: "3s and 7s". */
  plurals: z.array(z.string()).length(10),
  and: z.string(),
  /** The heading that ends a talk, and what its notes say. */
  questions: z.string(),
  over: z.string(),
  /** What nearly every sentence about a finding has: rule DK-02. Default: not looked at. */
  verbs: z
    .string()
    .transform((source) => new RegExp(source, "i"))
    .optional(),
  /** The words of the sheets that a speaker holds: `{title}` and its kin are filled in. */
  sheets: z.strictObject({
    talk: z.string(),
    length: z.string(),
    until: z.string(),
    questions: z.string(),
    run: z.string(),
    answer: z.string(),
    none: z.string(),
    figure: z.string(),
    picture: z.string(),
    table: z.string(),
    listing: z.string(),
    output: z.string(),
    region: z.string(),
  }),
  /** The last line of every slide: what its numbers come from. */
  source: z.strictObject({
    quick: z.string(),
    handwriting: z.string(),
    images: z.string(),
    classes: z.string(),
    unused: z.string(),
    native: z.string(),
    wasm: z.string(),
    seed: z.string(),
  }),
  /**
   * Words beside a typed number that say that no run gave it, as alternatives of a pattern: before
   * a page or a step, before the number of a chapter, months, and what stands before a year.
   */
  typed: z.strictObject({
    labels: z.string(),
    places: z.string(),
    months: z.string(),
    years: z.string(),
    /** What follows a number that counts something, and no year. */
    counted: z.string(),
  }),
  /** The words of a session's agenda: `{count}` and its kin are filled in. */
  agenda: z.strictObject({
    /** What it is called where the course has no name. */
    session: z.string(),
    caption: z.string(),
    time: z.string(),
    talk: z.string(),
    who: z.string(),
    nobody: z.string(),
    break: z.string(),
    hours: z.string(),
    minutes: z.string(),
    span: z.string(),
    overnight: z.string(),
    /** One talk, and more of them. */
    one: z.string(),
    many: z.string(),
    sum: z.string(),
    /** What the sum ends with where the session leaves nothing over, and where it does. */
    exact: z.string(),
    spare: z.string(),
    /** What a calendar says of a talk: its topic, without and with the course, and its length. */
    topic: z.string(),
    topicOf: z.string(),
    length: z.string(),
  }),
  /** How a draft's comment begins that asks its writer for words. */
  prompt: z.string(),
  /** What a draft asks for; `{}` is a question's number, or the question. */
  draft: z.strictObject({
    /** Of the subtitle. */
    reader: z.string(),
    opening: z.string(),
    /** The last heading, and what to write below it. */
    next: z.string(),
    closing: z.string(),
    /** Of the talk's subtitle, its first slide, and the slides for questions. */
    shown: z.string(),
    finding: z.string(),
    asked: z.string(),
    answered: z.string(),
    answer: z.string(),
  }),
  /** What an article says of its run: Markdown of one paragraph each. */
  notes: z.strictObject({
    "about-handwriting": z.string(),
    "about-mnist": z.string(),
    "about-idx-files": z.string(),
    "about-no-digits": z.string(),
    "about-picture-folder": z.string(),
    /** How far PyTorch agrees: in all, in all with some by a range, not in all. */
    "check-whole": z.string(),
    "check-ranged": z.string(),
    "check-apart": z.string(),
    "mark-classes": z.string(),
    "mark-handwriting": z.string(),
    "mark-quick": z.string(),
  }),
});

export type Language = z.infer<typeof Language>;

const folder = new URL("../templates/words/", import.meta.url);

/** What the files of `templates/words` hold, by the first subtag of their language. */
export const words: ReadonlyMap<string, Words> = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      return [file.replace(".json", ""), JSON.parse(text)];
    }),
);

/** Every language that a file of `templates/words` holds, by its first subtag. */
export const languages: ReadonlyMap<string, Language> = new Map(
  [...words].map(([tag, each]) => [tag, Language.parse(each)]),
);

/** Words of a language by their key, as its file has them: some may be in a group. */
export interface Words {
  readonly [key: string]: unknown;
}

/** Words of the course's own in the place of a language's, by its first subtag; all, of one that is not ours. */
export interface Wording {
  readonly [language: string]: Words;
}

/**
 * The language of a BCP 47 tag, with that tag where it names a region: "de" is "de-DE", and "de-AT"
 * stays. English where none is asked for, or none that is known. `wording` wins over the language's
 * own words, and holds all of a language that is not ours. Throws ZodError where it has a word that
 * is none, or lacks one.
 */
export function languageOf(tag = "en", wording: Wording = {}): Language {
  const asked = primary(tag);
  const name = knownLanguages(wording).includes(asked) ? asked : "en";
  const own = wording[name];
  const found =
    own === undefined
      ? languages.get(name)
      : Language.parse(reword(words.get(name) ?? {}, own));
  if (found === undefined) throw new Error("no English words");
  return name === asked && tag.includes("-")
    ? { ...found, language: tag }
    : found;
}

/** Ours, and those that a course brings along, by their first subtag. */
export function knownLanguages(wording: Wording = {}): readonly string[] {
  return [...new Set([...words.keys(), ...Object.keys(wording)])];
}

function reword(base: Words, own: Words): Words {
  const made = Object.entries(own).map(([key, word]) => {
    const was = base[key];
    return [key, isObject(was) && isObject(word) ? reword(was, word) : word];
  });
  return { ...base, ...Object.fromEntries(made) };
}

/** The language of a tag without its region, as a page names it: "de". */
export function primary(tag: string): string {
  return tag.split("-", 1).join("");
}

/** A tag of BCP 47, of whatever language. */
export const LanguageTag = z
  .string("must be text")
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must look like de or de-AT");

/** The same, of a language that there is. */
export function knownTag(wording: Wording = {}) {
  const known = knownLanguages(wording);
  return LanguageTag.refine(
    (tag) => known.includes(primary(tag)),
    `must be one of ${known.join(", ")}`,
  );
}

/** A fixed sentence of a language with its `{name}`s filled in. */
export function fill(
  sentence: string,
  values: { readonly [name: string]: string | number },
): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name] ?? ""),
  );
}

/** A number as `formatNumber` and its kin write it, as the language does. */
export function inLanguage(text: string, language: Language): string {
  const { decimal, thousands, percent, to } = language;
  const signs = { ".": decimal, ",": thousands, "%": percent, " to ": to };
  // In brackets stands a list: its commas are no number's.
  return text.replace(
    /\.(?=\d)|,(?=\d)|%| to /g,
    (sign) => signs[sign as keyof typeof signs],
  );
}

/** What a language writes its numbers with. */
export function signsOf({
  decimal,
  thousands,
}: Language): Pick<Language, "decimal" | "thousands"> {
  return { decimal, thousands };
}

/** The same read back: digits, a point, and a hyphen for a minus. */
export function fromLanguage(text: string, language: Language): string {
  return text
    .replaceAll(language.thousands, "")
    .replace(language.decimal, ".")
    .replace(/[%\s]/g, "")
    .replace("−", "-");
}

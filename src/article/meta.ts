import type { VFile } from "vfile";
import { isScalar } from "yaml";
import { z } from "zod";
import { didYouMean } from "../errors.ts";
import { pairsOf, parseYaml, type Yaml } from "./frontmatter.ts";
import { report } from "./report.ts";

/** How much of the prose a machine wrote. */
export const assistances = ["none", "edited", "generated"] as const;

/** A line of text of `min` to `max` characters. */
function line(max: number) {
  return z
    .string("must be text: put quotes around it")
    .transform((value) => value.replace(/\s+/g, " ").trim())
    .pipe(
      z
        .string()
        .min(1, "is empty")
        .max(max, {
          error: ({ input }) =>
            `has ${String(input).length} characters, at most ${max}`,
        }),
    );
}

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
  /** Topics on Medium. */
  tags: z
    .array(tag, "must be a list: [one, two]")
    .min(1, "needs at least one")
    .max(5, {
      error: ({ input }) => `has ${lengthOf(input)} entries, at most 5`,
    })
    .refine(
      (tags) =>
        new Set(tags.map((each) => each.toLowerCase())).size === tags.length,
      "has an entry twice",
    ),
  /** A small line above the title. */
  kicker: line(100).optional(),
  /** Who signs the article. */
  author: line(100).optional(),
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
  /** Figures that an AI model painted, by name. */
  "ai-images": z.array(line(250), "must be a list").optional(),
});

export type Meta = z.infer<typeof Meta>;

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** Stands in where the front matter could not be used: its findings are errors. */
const nothing: Meta = { title: "", subtitle: "", tags: [], assistance: "none" };

/**
 * The front matter of the template `file`, checked. Reports what is wrong at the line of its
 * key, and gives empty texts then.
 */
export function checkMeta(frontmatter: unknown, file: VFile): Meta {
  const read = Meta.safeParse(frontmatter);
  if (read.success) return read.data;
  const yaml = parseYaml(
    /^---\r?\n([\s\S]*?)^---/m.exec(String(file))?.[1] ?? "",
  );
  for (const issue of read.error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) reportUnknown(key, file, yaml);
    } else reportIssue(issue, file, yaml);
  }
  return nothing;
}

function reportUnknown(key: string, file: VFile, yaml: Yaml): void {
  const keys = Object.keys(Meta.shape);
  report(file, placeOf(key, yaml), {
    rule: "frontmatter-key",
    message: `unknown key in the front matter: ${key}`,
    hint: didYouMean(key, keys) ?? `the keys are ${keys.join(", ")}`,
  });
}

function reportIssue(issue: z.core.$ZodIssue, file: VFile, yaml: Yaml): void {
  const [key = "", index] = issue.path.map(String);
  const missing = !pairsOf(yaml.document).some(
    (pair) => keyOf(pair.key) === key,
  );
  const name =
    index === undefined ? key : `${key}, entry ${Number(index) + 1},`;
  report(file, placeOf(key, yaml), {
    rule: "frontmatter",
    message: missing
      ? `missing in the front matter: ${key || "everything"}`
      : `${name} ${issue.message}`,
    ...(missing && {
      hint: `write ${key || "title"}: … between --- and --- at the top`,
    }),
  });
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** Where `key` stands; for one that does not, the first line. */
function placeOf(key: string, { document, placeAt }: Yaml) {
  const pair = pairsOf(document).find((each) => keyOf(each.key) === key);
  const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  return offset === undefined ? { line: 1, column: 1 } : placeAt(offset);
}

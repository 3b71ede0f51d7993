import type { VFile } from "vfile";
import { isScalar } from "yaml";
import { z } from "zod";
import { didYouMean } from "../../errors.ts";
import { handlePattern } from "../../signature.ts";
import { report } from "../report.ts";
import { pairsOf, parseYaml, type Yaml, yamlIn } from "./frontmatter.ts";

/** A line of text of at most `max` characters, outer spaces taken away. */
export function line(max: number) {
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

/** Keys of the front matter that say who signs; they win over command line and course. */
export const signatureKeys = {
  author: line(100).optional(),
  handle: z.string().regex(handlePattern, 'must look like "@ada"').optional(),
  course: line(100).optional(),
  /** The day of the talk. */
  session: z.iso.date("must be a day: 2026-12-03").optional(),
};

/**
 * The front matter of the template `file`, checked by `schema`; undefined where it is not what
 * the schema says, which is reported at the line of its key. One that could not be read at all
 * (undefined) has been reported.
 */
export function checkFrontmatter<Schema extends z.ZodObject>(
  schema: Schema,
  frontmatter: unknown,
  file: VFile,
): z.infer<Schema> | undefined {
  if (frontmatter === undefined) return undefined;
  const read = schema.safeParse(frontmatter);
  if (read.success) return read.data;
  const yaml = parseYaml(yamlIn(String(file)));
  for (const issue of read.error.issues) {
    if (issue.code === "unrecognized_keys") {
      const keys = Object.keys(schema.shape);
      for (const key of issue.keys) reportUnknown(key, keys, file, yaml);
    } else reportIssue(issue, file, yaml);
  }
  return undefined;
}

function reportUnknown(
  key: string,
  keys: readonly string[],
  file: VFile,
  yaml: Yaml,
): void {
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
export function placeOf(key: string, { document, placeAt }: Yaml) {
  const pair = pairsOf(document).find((each) => keyOf(each.key) === key);
  const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  return offset === undefined ? { line: 1, column: 1 } : placeAt(offset);
}

import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { didYouMean, type Finding, FindingsError } from "../errors.ts";
import { handlePattern } from "../signature.ts";

/** Signs that a terminal or a page would obey, or nobody sees; joiners are part of names. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

const line = (most: number) =>
  z
    .string("must be text: put quotes around it")
    .transform((value) => value.replace(/\s+/g, " ").trim().normalize())
    .pipe(
      z
        .string()
        .min(1, "is empty")
        .max(most, `has more than ${most} characters`)
        .refine((value) => !unseen.test(value), "has a sign that nobody sees"),
    );

const address = z
  .url({ protocol: /^https$/, message: "must be an https address" })
  .max(500, "has more than 500 characters")
  .refine((value) => !/\s/.test(value) && !unseen.test(value), {
    message: "must be an https address without spaces",
  });

/** Who has a topic, since when, and where it can be read: one file of `class/`. */
export const Claim = z.strictObject({
  /** As article and deck are signed. */
  name: line(100),
  /** On Medium. */
  handle: z
    .string('must look like "@ada"')
    .regex(handlePattern, 'must look like "@ada"')
    .optional(),
  /** The day on which it was claimed. */
  since: z.iso.date("must be a day: 2026-12-03"),
  /** Where the article was published. */
  article: address.optional(),
  /** Where the deck can be had. */
  deck: address.optional(),
  /** What the class should know. */
  note: line(300).optional(),
});

export type Claim = z.infer<typeof Claim>;

/** A person, as a claim is made. */
export type Person = Pick<Claim, "name" | "handle">;

/** Rule of what a file of `class/` may not say. */
export const classFileRule = "class-file";

/**
 * The claim in `text`, the YAML of `file` (relative to the root). Throws FindingsError with
 * every key that is wrong at its line.
 */
export function parseClaim(text: string, file: string): Claim {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line: row, col } = lines.linePos(offset);
    return { line: Math.max(1, row), column: Math.max(1, col) };
  };
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const why = mistake.message.split(" at line")[0];
    throw new FindingsError([
      {
        ...{ file, ...at(mistake.pos[0]), severity: "error" },
        message: `not YAML: ${why}`,
        rule: classFileRule,
        hint: 'write key: value, with quotes around a value such as "@ada"',
      },
    ]);
  }
  // What is no map has no keys: then they are missing, and said to be.
  const map = isMap(document.contents) ? document.contents : undefined;
  const read = Claim.safeParse(map === undefined ? {} : document.toJS());
  if (read.success) return read.data;
  const placeOf = (key: string) => {
    const pair = map?.items.find(
      (each) => isScalar(each.key) && String(each.key.value) === key,
    );
    const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    return { found: pair !== undefined, ...at(offset ?? 0) };
  };
  throw new FindingsError(
    read.error.issues.flatMap((issue) => describe(issue, file, placeOf)),
  );
}

type PlaceOf = (key: string) => {
  readonly found: boolean;
  readonly line: number;
  readonly column: number;
};

/** What is wrong with one key, at its line. */
function describe(
  issue: z.core.$ZodIssue,
  file: string,
  placeOf: PlaceOf,
): Finding[] {
  const keys = Object.keys(Claim.shape);
  const wrong = { file, severity: "error", rule: classFileRule } as const;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const { found: _, ...place } = placeOf(key);
      const hint = didYouMean(key, keys) ?? `the keys are ${keys.join(", ")}`;
      return { ...wrong, ...place, message: `unknown key: ${key}`, hint };
    });
  const key = String(issue.path[0] ?? "");
  const { found, ...place } = placeOf(key);
  const message = found
    ? `${key}: ${issue.message}`
    : `missing key: ${key || "everything"}`;
  return [{ ...wrong, ...place, message, hint: hints[key] ?? hints.name }];
}

/** How each key is written. */
const hints: { readonly [key: string]: string } & { readonly name: string } = {
  name: "write it like name: Ada Lovelace",
  handle: 'write it like handle: "@ada"',
  since: "write it like since: 2026-12-03",
  article: "write it like article: https://medium.com/@ada/my-article",
  deck: "write it like deck: https://example.org/deck.pptx",
  note: "say it in one line of at most 300 characters",
};

/** "Ada (@ada)". */
export function formatPerson({ name, handle }: Person): string {
  return handle === undefined ? name : `${name} (${handle})`;
}

/** The same name, and no handle that says otherwise. */
export function isSamePerson(a: Person, b: Person): boolean {
  const handles = [a.handle, b.handle].map((each) => each?.toLowerCase());
  return (
    isSameName(a.name, b.name) &&
    (handles.includes(undefined) || handles[0] === handles[1])
  );
}

/** Letters large or small, spaces and composed signs make no other name. */
export function isSameName(a: string, b: string): boolean {
  const [one, other] = [a, b].map((each) =>
    each.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase(),
  );
  return one === other;
}

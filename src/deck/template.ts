import { readFileSync } from "node:fs";
import type { z } from "zod";
import { UserError } from "../errors.ts";

/** The text of a file of `templates/deck`, with its path from the root of the repository. */
export function readTemplate(name: string): readonly [string, string] {
  const path = `templates/deck/${name}.json`;
  const url = new URL(`../../${path}`, import.meta.url);
  return [readFileSync(url, "utf8"), path];
}

/**
 * What the JSON at `path` says, as `schema` has it. Throws UserError that names every key whose
 * value is none, with `hint`; `what` is what the file is called there.
 */
export function parseTemplate<Schema extends z.ZodType>(
  schema: Schema,
  [text, path]: readonly [string, string],
  what: string,
  hint: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(text, path, what));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path: keys, message }) => `${keyOf(keys)}: ${lowerFirst(message)}`,
  );
  throw new UserError(
    `${what} cannot be used: ${path}: ${wrong.join("; ")}`,
    hint,
  );
}

function parseJson(text: string, path: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${what} is no JSON: ${path}: ${why}`,
      "mend it, or take it from the repository again",
    );
  }
}

/** `colors.accents[2]`, as one writes it. */
function keyOf(keys: readonly PropertyKey[]): string {
  const [first, ...rest] = keys.map((key) =>
    typeof key === "number" ? `[${key}]` : `.${String(key)}`,
  );
  return first === undefined ? "the whole" : first.slice(1) + rest.join("");
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

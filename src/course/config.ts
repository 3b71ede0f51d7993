import type { TransformFailure } from "esbuild";
import { type Finding, FindingsError } from "../errors.ts";
import type { Course } from "./course.ts";

/**
 * The course's settings in `text`, which is JSON and came out of `file`. Throws FindingsError
 * at the line that is not JSON, and UserError that names a setting.
 */
export async function parseConfig(text: string, file: string): Promise<Course> {
  const { parseCourse } = await import("./course.ts");
  return parseCourse(await parseJson(text, file), file);
}

async function parseJson(text: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    throw new FindingsError([
      {
        file,
        ...(await findMistake(text)),
        severity: "error",
        rule: "config-json",
        hint: "JSON has quotes around every name, and no comma behind the last entry",
      },
    ]);
  }
}

/** Where `text` stops being JSON, and why: JSON.parse names a character, or not even that. */
async function findMistake(
  text: string,
): Promise<Pick<Finding, "line" | "column" | "message">> {
  const { transform } = await import("esbuild");
  const [first] = await transform(text, { loader: "json", logLevel: "silent" })
    .then(() => [])
    .catch(({ errors }: Pick<TransformFailure, "errors">) => errors);
  return {
    line: first?.location?.line ?? 1,
    column: (first?.location?.column ?? 0) + 1,
    message: `not JSON: ${first?.text ?? "a sign that JSON does not have"}`,
  };
}

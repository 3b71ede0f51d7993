import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TransformFailure } from "esbuild";
import { limits } from "../article/limits.ts";
import { type Finding, FindingsError, UserError } from "../errors.ts";
import type { Course } from "../medium/course.ts";
import { readText } from "./text.ts";

/** What decides how documents look and whom they name: the command line over the course. */
export interface Settings extends Course {
  /** Words a minute, for the talk. */
  readonly pace: number;
  readonly theme: "light" | "dark";
}

/** What the command line says of the look of documents. Kept beside the output. */
export interface Flags {
  readonly author?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Words a minute. */
  readonly pace: number;
  readonly theme: "light" | "dark";
}

const files = ["lectern.config.ts", "lectern.config.json"] as const;

/**
 * The course's settings at the project root, `{}` when there are none.
 * Throws UserError that names the file and the setting.
 */
export async function readCourse(root: string): Promise<Course> {
  const file = files.find((each) => existsSync(join(root, each)));
  if (file === undefined) return {};
  const { parseCourse } = await import("../medium/course.ts");
  return parseCourse(await readConfig(join(root, file), file), file);
}

async function readConfig(path: string, file: string): Promise<unknown> {
  try {
    if (file.endsWith(".json")) return await readJson(path, file);
    const module: { default?: unknown } = await import(
      pathToFileURL(path).href
    );
    return module.default ?? {};
  } catch (error) {
    if (error instanceof UserError || error instanceof FindingsError)
      throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${file} cannot be read: ${why}`,
      "mend it, or remove it to build without",
    );
  }
}

async function readJson(path: string, file: string): Promise<unknown> {
  const text = (await readText(path, file, limits.config)) ?? "{}";
  try {
    return JSON.parse(text);
  } catch {
    throw new FindingsError([
      {
        file,
        ...(await findJsonMistake(text)),
        severity: "error",
        rule: "config-json",
        hint: "JSON has quotes around every name, and no comma behind the last entry",
      },
    ]);
  }
}

/** Where `text` stops being JSON, and why: JSON.parse names a character, or not even that. */
async function findJsonMistake(
  text: string,
): Promise<Pick<Finding, "line" | "column" | "message">> {
  const { transform } = await import("esbuild");
  const { errors } = (await transform(text, {
    loader: "json",
    logLevel: "silent",
  }).catch((error: Pick<TransformFailure, "errors">) => error)) as Pick<
    TransformFailure,
    "errors"
  >;
  const [first] = errors ?? [];
  return {
    line: first?.location?.line ?? 1,
    column: (first?.location?.column ?? 0) + 1,
    message: `not JSON: ${first?.text ?? "something that JSON does not have"}`,
  };
}

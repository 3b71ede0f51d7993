import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../errors.ts";
import { sha256 } from "../files.ts";
import { limits } from "../limits.ts";
import { readText } from "../text.ts";
import { parseConfig } from "./config.ts";
import type { Course } from "./course.ts";

/** What decides how documents look and whom they name: the command line over the course. */
export interface Settings extends Omit<Course, "theme"> {
  /** A theme of ours by name, or the text and path of the course's own. */
  readonly theme: "light" | "dark" | readonly [text: string, path: string];
}

/** What the command line says of the look of documents. Kept beside the output. */
export interface Flags {
  readonly author?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Words a minute. */
  readonly pace?: number | undefined;
  readonly theme?: "light" | "dark" | undefined;
}

const files = ["lectern.config.ts", "lectern.config.json"] as const;

/**
 * The course's settings at the project root, `{}` when there are none.
 * Throws UserError that names the file and the setting, and FindingsError for what is not JSON.
 */
export async function readCourse(root: string): Promise<Course> {
  const file = files.find((each) => existsSync(join(root, each)));
  if (file === undefined) return {};
  const path = join(root, file);
  if (file.endsWith(".json")) {
    const text = (await readText(path, file, limits.config)) ?? "{}";
    return parseConfig(text, file);
  }
  const { parseCourse } = await import("./course.ts");
  return parseCourse(await importConfig(path, file), file);
}

async function importConfig(path: string, file: string): Promise<unknown> {
  try {
    const address = pathToFileURL(path);
    // A module is kept by its address for as long as the process lives, and so is an old one.
    address.search = sha256(await readFile(path)).slice(0, 8);
    const module: { default?: unknown } = await import(address.href);
    return module.default ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${file} cannot be read: ${why}`,
      "mend it, or remove it to build without",
    );
  }
}

/** The course's settings with the command line over them. */
export async function readSettings(
  root: string,
  flags: Flags,
): Promise<Settings> {
  const { author, baseUrl, pace } = flags;
  const course = await readCourse(root);
  const given = {
    ...course,
    ...(author === undefined ? {} : { author }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(pace === undefined ? {} : { talk: { ...course.talk, pace } }),
  };
  const { theme = "light", ...settings } =
    author === undefined && baseUrl === undefined
      ? given
      : (await import("./course.ts")).parseCourse(given, "command line");
  return { ...settings, theme: await readTheme(root, flags.theme ?? theme) };
}

/** The text of a theme's file: what decks are made from, as their own text is. */
async function readTheme(
  root: string,
  theme: string,
): Promise<Settings["theme"]> {
  if (theme === "light" || theme === "dark") return theme;
  const text = await readText(join(root, theme), theme, limits.config);
  if (text !== undefined) return [text, theme];
  throw new UserError(
    `no such file, which lectern.config names as theme: ${theme}`,
    'write light, dark, or the path of a file such as { "extends": "light" }',
  );
}

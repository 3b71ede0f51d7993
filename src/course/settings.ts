import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Classes } from "../classes.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { readText } from "../text.ts";
import type { Topic } from "../topic/topic.ts";
import type { Person } from "./claim.ts";
import { parseConfig } from "./config.ts";
import type { Course } from "./course.ts";
import type { CourseModule } from "./module.ts";
import { readThemeFile, type ThemeSource } from "./theme-file.ts";

/** What decides how documents look and whom they name: the command line over the course. */
export interface Settings
  extends Omit<Course, "theme" | "deadline" | "session"> {
  /** What documents show of it: an agenda decides nothing about them. */
  readonly session?: Pick<Session, "date" | "time">;
  /** A theme of ours by name, or the course's own. */
  readonly theme: "light" | "dark" | ThemeSource;
  /** Where the course has code of its own: what that is, for as JSON a function is nothing. */
  readonly code?: Pick<CourseModule, "files" | "hash">;
}

/** What the command line says of documents, and of what they are about. Kept beside the output. */
export interface Flags {
  /** The two classes that the run tells apart. */
  readonly digits?: Classes | undefined;
  /** The day of the talk: `2026-12-03`. */
  readonly date?: string | undefined;
  /** Topics on Medium of an article that names none. */
  readonly tags?: readonly string[] | undefined;
  readonly author?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Words a minute. */
  readonly pace?: number | undefined;
  readonly theme?: "light" | "dark" | undefined;
}

type Session = NonNullable<Course["session"]>;

const files = ["lectern.config.ts", "lectern.config.json"] as const;

/**
 * The course's settings at the project root, `{}` when there are none.
 * Throws UserError that names the file and the setting, and FindingsError for what is not JSON.
 */
export async function readCourse(root: string): Promise<Course> {
  return (await readCode(root)).course;
}

/** The course's settings, with the code that they hold. Throws as `readCourse` does. */
async function readCode(
  root: string,
): Promise<{ readonly course: Course } & Pick<Settings, "code">> {
  const file = files.find((each) => existsSync(join(root, each)));
  if (file === undefined) return { course: {} };
  const path = join(root, file);
  if (file.endsWith(".json")) {
    const text = (await readText(path, file, limits.config)) ?? "{}";
    return { course: await parseConfig(text, file) };
  }
  const { parseCourse } = await import("./course.ts");
  const { value, files: imported, hash } = await importConfig(root, file);
  const course = parseCourse(value, file);
  if (course.remarkPlugins === undefined && course.rules === undefined)
    return { course };
  return { course, code: { files: imported, hash } };
}

async function importConfig(root: string, file: string): Promise<CourseModule> {
  try {
    const { importModule } = await import("./module.ts");
    return await importModule(root, join(root, file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${file} cannot be read: ${why}`,
      "mend it, or remove it to build without",
    );
  }
}

/**
 * The course's settings, over them who claimed `topic`, over both the command line. Throws
 * FindingsError for a claim that cannot be read.
 */
export async function readSettings(
  root: string,
  flags: Flags,
  topic?: Topic,
): Promise<Settings> {
  const { author, baseUrl, pace, date, tags } = flags;
  const { course, code } = await readCode(root);
  const holder = topic && (await readHolder(root, topic));
  const given = {
    ...(holder === undefined ? course : signedBy(holder, course, author)),
    ...(author === undefined ? {} : { author }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(date === undefined ? {} : { session: { date } }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(pace === undefined ? {} : { talk: { ...course.talk, pace } }),
  };
  const {
    theme = "light",
    deadline: _,
    session,
    ...settings
  } = author === undefined && baseUrl === undefined
    ? given
    : (await import("./course.ts")).parseCourse(given, "command line");
  return {
    ...settings,
    ...(code && { code }),
    ...(session && { session: shown(session) }),
    theme: await readTheme(root, flags.theme ?? theme),
  };
}

/**
 * Who claimed `topic`, undefined where nobody did. By hand where there is nothing to read: a build
 * with nothing to do is done before a schema library would be loaded.
 */
export async function readHolder(
  root: string,
  topic: Topic,
): Promise<Person | undefined> {
  if (!existsSync(join(root, "class"))) return undefined;
  const { readClaim } = await import("./roster.ts");
  return readClaim(root, topic);
}

/** The course with its topic's holder as author; not where the command line names another. */
function signedBy(
  { name, handle }: Person,
  course: Course,
  author: string | undefined,
): Course {
  if (author !== undefined && author !== name) return course;
  const { handle: _, ...others } = course;
  return { ...others, author: name, ...(handle !== undefined && { handle }) };
}

function shown({ date, time }: Session): Pick<Session, "date" | "time"> {
  return { date, ...(time !== undefined && { time }) };
}

async function readTheme(
  root: string,
  theme: string,
): Promise<Settings["theme"]> {
  if (theme === "light" || theme === "dark") return theme;
  return readThemeFile(root, theme);
}

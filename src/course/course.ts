import { z } from "zod";
import { didYouMean, UserError } from "../errors.ts";

/**
 * What a course says once for all its articles, in `lectern.config.ts` or `.json` at the
 * project root. Front matter and the command line say it for one article, and win.
 */
export const Course = z.strictObject({
  /** The course's name, as the hand-off page shows it: "Deep Learning, spring". */
  course: z.string().trim().min(1).max(100).optional(),
  /** The Medium publication that articles are submitted to, by its shown name. */
  publication: z.string().trim().min(1).max(100).optional(),
  /** When the article is talked about. The only date that reaches a file. */
  session: z
    .strictObject({
      /** Local calendar day: `2026-12-03`. */
      date: z.iso.date(),
      /** Local wall-clock time: `18:30`. Default: none shown. */
      time: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must look like 18:30")
        .optional(),
    })
    .optional(),
  /** The person who signs the article. */
  author: z.string().trim().min(1).max(100).optional(),
  /** Public https address under which built articles are hosted; no query, no fragment. */
  baseUrl: z
    .url({ protocol: /^https$/, message: "must be an https address" })
    .regex(/^[^?#]*$/, "must have no query and no fragment")
    .optional(),
});

export type Course = z.infer<typeof Course>;

/**
 * The course settings in `value`, which came out of `file` (named in the error only).
 *
 * @throws UserError naming the setting and what was found.
 */
export function parseCourse(value: unknown, file: string): Course {
  const read = Course.safeParse(value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const settings = Object.keys(Course.shape);
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

const days = ["Sun", "Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "Thursday 3 December 2026, 18:30": the same on every machine and in every time zone. */
export function formatSession(session: NonNullable<Course["session"]>): string {
  const date = new Date(`${session.date}T00:00:00Z`);
  const day = `${days[date.getUTCDay()]}day ${date.getUTCDate()}`;
  const month = `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  const time = session.time === undefined ? "" : `, ${session.time}`;
  return `${day} ${month}${time}`;
}

import { fill, type Language, languageOf } from "./language.ts";

/** Who signs an article or a talk, and for which course and day. */
export interface Signature {
  readonly author?: string | undefined;
  /** As `handlePattern` has it. */
  readonly handle?: string | undefined;
  readonly course?: string | undefined;
  readonly session?:
    | {
        /** Local calendar day: `2026-12-03`. */
        readonly date: string;
        /** Local wall-clock time: `18:30`. */
        readonly time?: string | undefined;
      }
    | undefined;
}

/** A name on Medium: `@ada`. */
export const handlePattern = /^@[\w.-]{1,50}$/;

/** "Ada Lovelace (@ada)", or what is known of it; undefined where nothing is. */
export function formatName({ author, handle }: Signature): string | undefined {
  if (author === undefined || handle === undefined) return author ?? handle;
  return `${author} (${handle})`;
}

/**
 * "Ada Lovelace · Deep Learning, spring · 3 December 2026", or what is known of it; "" where
 * nobody signs.
 */
export function formatSignature({
  dates,
  ...signature
}: Signature & { readonly dates?: string }): string {
  const name = formatName(signature);
  if (name === undefined) return "";
  const { course, session } = signature;
  const day = session && formatDay(session.date, dates);
  return [name, course, day].filter((each) => each !== undefined).join(" · ");
}

/** "3 December 2026": the same on every machine and in every time zone. */
export function formatDay(date: string, dates?: string): string {
  const form = { day: "numeric", month: "long", year: "numeric" } as const;
  return formatParts(date, form, dates);
}

/** "Thursday 3 December 2026, 18:30", or as another language writes it. */
export function formatSession(
  { date, time }: NonNullable<Signature["session"]>,
  language: Pick<Language, "dates" | "day"> = languageOf(),
): string {
  const { dates } = language;
  // Two parts: what stands between them differs from Node to Node.
  const day = fill(language.day, {
    weekday: formatParts(date, { weekday: "long" }, dates),
    day: formatDay(date, dates),
  });
  return time === undefined ? day : `${day}, ${time}`;
}

function formatParts(
  date: string,
  form: Intl.DateTimeFormatOptions,
  dates = "en-GB",
): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(dates, {
    ...form,
    timeZone: "UTC",
  });
}

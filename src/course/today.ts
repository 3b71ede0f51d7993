import { UserError } from "../errors.ts";
import { wallClock } from "./zone.ts";

/**
 * The calendar day where the course is (`zone`, IANA; without it, where this machine is), as
 * 2026-12-03. `SOURCE_DATE_EPOCH` (seconds since 1970, a day of UTC without a zone) stands for the
 * clock. Throws UserError where that is no number.
 */
export function readToday(env: NodeJS.ProcessEnv, zone?: string): string {
  const { SOURCE_DATE_EPOCH: fixed } = env;
  if (fixed === undefined || fixed === "")
    return wallClock(Date.now(), zone).date;
  if (/^\d{1,12}$/.test(fixed))
    return wallClock(Number(fixed) * 1000, zone ?? "UTC").date;
  throw new UserError(
    `SOURCE_DATE_EPOCH is no number of seconds: ${fixed}`,
    "unset it, or set it like SOURCE_DATE_EPOCH=1796256000",
  );
}

/** Days from one calendar day to another; negative where it is past. */
export function countDays(from: string, to: string): number {
  const day = 24 * 60 * 60 * 1000;
  return Math.round((Date.parse(to) - Date.parse(from)) / day);
}

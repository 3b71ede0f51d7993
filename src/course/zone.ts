import { nearest } from "../errors.ts";

/** A day and a time as a calendar and a clock on the wall show them. */
export interface WallClock {
  /** 2026-12-03 */
  readonly date: string;
  /** 18:30 */
  readonly time: string;
}

/** What is wrong with the name of a time zone, IANA's; undefined where nothing is. */
export function whyNoZone(zone: string): string | undefined {
  try {
    // An offset such as +02:00 is a zone on new versions of Node only, and knows no summer time.
    if (/^[a-z]/i.test(zone)) {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      return undefined;
    }
  } catch {
    // Unknown: said below.
  }
  const near = nearest(zone, Intl.supportedValuesOf("timeZone"));
  return near === undefined
    ? "must be a time zone such as Europe/Berlin"
    : `must be a time zone: did you mean ${near}?`;
}

/** Day and time at `instant` (milliseconds since 1970) in a zone; without one, this machine's. */
export function wallClock(instant: number, zone?: string): WallClock {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...(zone !== undefined && { timeZone: zone }),
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.year?.padStart(4, "0")}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
  };
}

/**
 * The instant, in milliseconds since 1970, at which clocks of the zone show this; of two, in the
 * night that winter time begins, one of them. Undefined for a time that they skip in spring.
 */
export function instantOf(
  { date, time }: WallClock,
  zone: string,
): number | undefined {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // The zone's offset there, then again where that leads: it may change in between.
  let instant = asUtc;
  for (let round = 0; round < 2; round += 1) {
    const shown = wallClock(instant, zone);
    instant += asUtc - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  const shown = wallClock(instant, zone);
  return shown.date === date && shown.time === time ? instant : undefined;
}

import { UserError } from "../errors.ts";
import { fill, type Language, languageOf } from "../language.ts";
import { formatDay } from "../signature.ts";
import type { Person } from "./claim.ts";
import type { Course } from "./course.ts";
import { instantOf, type WallClock, wallClock } from "./zone.ts";

/** A talk before it has its time. */
export interface Talk {
  /** The topic's name, such as 03-pixel-similarity. */
  readonly topic: string;
  readonly number: number;
  readonly title: string;
  /** Who gives it, where that is known. */
  readonly speaker?: Person | undefined;
}

/** When something begins and ends on the wall there, and for calendars. */
interface Span {
  readonly start: WallClock;
  readonly end: WallClock;
  /** Milliseconds since 1970; of a session without a zone, as if it were in UTC. */
  readonly instants: readonly [start: number, end: number];
  readonly minutes: number;
}

/** One line of an agenda. */
export type Entry =
  | (Span & Talk & { readonly kind: "talk" })
  | (Span & { readonly kind: "break"; readonly after: number });

/** A session, minute by minute. */
export interface Agenda extends Span {
  readonly course?: string | undefined;
  /** IANA's name; without one, times are those of the wall wherever it is read. */
  readonly zone?: string | undefined;
  readonly entries: readonly Entry[];
  /** Minutes of each talk, and of the questions behind it. */
  readonly talk: { readonly minutes: number; readonly questions: number };
  /** Minutes that the session has over; undefined where nobody says how long it is. */
  readonly spare?: number | undefined;
  /** Breaks that were asked for behind the last talk: not held. */
  readonly leftOut: readonly number[];
}

const minute = 60_000;

/**
 * The talks in their order, each with its time and questions, and the breaks of the course.
 * Throws UserError where the session has no day or time, or less of it than the talks need.
 */
export function planAgenda(course: Course, talks: readonly Talk[]): Agenda {
  const { session } = course;
  const { minutes = 5, questions = 5 } = course.talk ?? {};
  const { zone, breaks = [], buffer = 0 } = session ?? {};
  const spanAt = openClock(session);
  const pauses = new Map(breaks.map((each) => [each.after, each.minutes]));
  const entries: Entry[] = [];
  let passed = 0;
  const take = (length: number) => {
    passed += length;
    return spanAt(passed - length, length);
  };
  for (const [index, talk] of talks.entries()) {
    const count = index + 1;
    entries.push({ kind: "talk", ...talk, ...take(minutes + questions) });
    const pause = pauses.get(count);
    if (count === talks.length) break;
    if (pause === undefined) passed += buffer;
    else entries.push({ kind: "break", after: count, ...take(pause) });
  }
  const room = session?.minutes;
  if (room !== undefined && passed > room) throw tooLong(passed, room, talks);
  return {
    ...{ course: course.course, zone, entries },
    ...spanAt(0, passed),
    talk: { minutes, questions },
    spare: room === undefined ? undefined : room - passed,
    leftOut: breaks
      .map(({ after }) => after)
      .filter((after) => after >= talks.length),
  };
}

function tooLong(needed: number, room: number, talks: readonly Talk[]) {
  const say = (minutes: number) => formatLength(minutes, languageOf());
  const many =
    talks.length === 1 ? "1 talk takes" : `${talks.length} talks take`;
  return new UserError(
    `agenda does not fit: ${many} ${say(needed)} with breaks, the session has ${say(room)}: ${say(needed - room)} too long`,
    "give session.minutes more in lectern.config, or talk.questions and session.breaks less",
  );
}

/** What the clock of the session shows some minutes after its beginning. */
function openClock(
  session: Course["session"],
): (from: number, length: number) => Span {
  if (session?.time === undefined)
    throw new UserError(
      session === undefined
        ? "lectern.config says of no session"
        : `session has no time: ${session.date}`,
      'write it like "session": { "date": "2026-12-03", "time": "18:30", "zone": "Europe/Berlin" }',
    );
  const { date, time, zone } = session;
  const begins = instantOf({ date, time }, zone ?? "UTC");
  if (begins === undefined)
    throw new UserError(
      `session begins at a time that clocks skip: ${date}, ${time} in ${zone}`,
      "there summer time begins: choose another time",
    );
  const at = (minutes: number) => begins + minutes * minute;
  return (from, length) => {
    const [start, end] = [at(from), at(from + length)];
    return {
      start: wallClock(start, zone ?? "UTC"),
      end: wallClock(end, zone ?? "UTC"),
      instants: [start, end],
      minutes: length,
    };
  };
}

/** "1 h 55 min". */
function formatLength(length: number, { agenda: words }: Language): string {
  const [hours, rest] = [Math.floor(length / 60), length % 60];
  const parts = [
    hours > 0 && fill(words.hours, { count: hours }),
    (rest > 0 || hours === 0) && fill(words.minutes, { count: rest }),
  ];
  return parts.filter((each) => each !== false).join(" ");
}

/** "Break, 15 min". */
export function formatBreak(minutes: number, language: Language): string {
  return `${language.agenda.break}, ${formatLength(minutes, language)}`;
}

/** "18:30 to 20:25 (Europe/Berlin)", with the day where it ends on another one. */
export function formatSpan(
  { start, end, zone }: Agenda,
  { agenda: words, dates }: Language,
): string {
  const isOneDay = end.date === start.date;
  const span = fill(isOneDay ? words.span : words.overnight, {
    ...{ start: start.time, end: end.time },
    day: formatDay(end.date, dates),
  });
  return zone === undefined ? span : `${span} (${zone})`;
}

/** What there is to say below an agenda: how long it all takes, and what is left. */
export function sumUpAgenda(
  { entries, talk, minutes, spare }: Agenda,
  language: Language,
): string {
  const { agenda: words } = language;
  const count = entries.filter(({ kind }) => kind === "talk").length;
  const length = (minutes: number) => formatLength(minutes, language);
  return fill(words.sum, {
    talks: count === 1 ? words.one : fill(words.many, { count }),
    minutes: length(talk.minutes),
    questions: length(talk.questions),
    total: length(minutes),
    left:
      spare === undefined
        ? ""
        : spare === 0
          ? words.exact
          : fill(words.spare, { length: length(spare) }),
  });
}

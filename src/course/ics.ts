import { sha256 } from "../files.ts";
import { fill, type Language, primary } from "../language.ts";
import type { Agenda, Entry } from "./agenda.ts";
import { formatPerson } from "./claim.ts";

/**
 * The agenda as a calendar, an event for each talk and each break: in UTC where the session has a
 * zone, else in the time of whichever wall it is read by. The same agenda gives the same bytes.
 * `stamp` is the day on which what it says was last changed, as 2026-12-03.
 * Source: RFC 5545, 3.1 (lines), 3.3.5 (times), 3.3.11 (texts), 3.6.1 (events).
 */
export function writeCalendar(
  agenda: Agenda,
  stamp: string,
  language: Language,
): string {
  const { course = "" } = agenda;
  const calendar = course === "" ? agenda.start.date : course;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Lectern//lectern agenda//${primary(language.language).toUpperCase()}`,
    ...(course === "" ? [] : [`X-WR-CALNAME:${escapeText(course)}`]),
    ...agenda.entries.flatMap((entry) => [
      "BEGIN:VEVENT",
      `UID:${sha256(`${calendar}\n${keyOf(entry)}`).slice(0, 32)}@lectern`,
      `DTSTAMP:${stamp.replaceAll("-", "")}T000000Z`,
      `DTSTART:${formatInstant(entry.instants[0], agenda.zone)}`,
      `DTEND:${formatInstant(entry.instants[1], agenda.zone)}`,
      `SUMMARY:${escapeText(titleOf(entry, language))}`,
      ...describe(entry, agenda, language),
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** What stays the same of an event when the agenda is made anew: calendars then move it. */
function keyOf(entry: Entry): string {
  return entry.kind === "talk" ? entry.topic : `break ${entry.after}`;
}

function titleOf(entry: Entry, { agenda: words }: Language): string {
  if (entry.kind === "break") return words.break;
  const { speaker, title } = entry;
  return speaker === undefined ? title : `${speaker.name}: ${title}`;
}

function describe(
  entry: Entry,
  { talk, course }: Agenda,
  { agenda: words }: Language,
): string[] {
  if (entry.kind === "break") return ["TRANSP:TRANSPARENT"];
  const { speaker, number } = entry;
  const facts = [
    course === undefined
      ? fill(words.topic, { number })
      : fill(words.topicOf, { number, course }),
    ...(speaker === undefined ? [] : [formatPerson(speaker)]),
    fill(words.length, talk),
  ];
  return [`DESCRIPTION:${escapeText(facts.join("\n"))}`];
}

/** 20261203T173000Z, or without Z where no zone says which instant it is. */
function formatInstant(instant: number, zone: string | undefined): string {
  const digits = new Date(instant).toISOString().replace(/[-:]|\.\d+|Z/g, "");
  return zone === undefined ? digits : `${digits}Z`;
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/** Octets of a line, its end not counted. */
const most = 75;

/** A long line goes on behind a line end and a space; no character is cut in two. */
function fold(line: string): string {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > most) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

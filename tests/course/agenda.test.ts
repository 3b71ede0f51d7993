import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { type Agenda, planAgenda, type Talk } from "../../src/course/agenda.ts";
import { type Course, parseCourse } from "../../src/course/course.ts";
import { writeCalendar } from "../../src/course/ics.ts";
import { orderTopics } from "../../src/course/order.ts";
import { countDays, readToday } from "../../src/course/today.ts";
import { instantOf } from "../../src/course/zone.ts";
import { languageOf } from "../../src/language.ts";
import { Stream } from "../../src/learning/random/stream.ts";

const english = languageOf();

const talks = (count: number): Talk[] =>
  Array.from({ length: count }, (_, index) => ({
    topic: `0${index + 1}-topic`,
    number: index + 1,
    title: `Title ${index + 1}`,
    speaker: { name: "Ada" },
  }));

const session = { date: "2026-12-03", time: "18:30" };

const plan = (more: Partial<Course["session"]>, count: number, talk = {}) =>
  planAgenda({ session: { ...session, ...more }, talk }, talks(count));

/** "18:30 1" for a talk, "18:40 break" for a break. */
const times = ({ entries }: Agenda) =>
  entries.map(
    (entry) =>
      `${entry.start.time} ${entry.kind === "talk" ? entry.number : "break"}`,
  );

describe("an agenda", () => {
  test("gives each talk its minutes and its questions, with breaks and a buffer between", () => {
    const planned = plan(
      { buffer: 2, breaks: [{ after: 2, minutes: 15 }] },
      4,
      { minutes: 6, questions: 4 },
    );
    expect(times(planned)).toEqual([
      ...["18:30 1", "18:42 2", "18:52 break"],
      ...["19:07 3", "19:19 4"],
    ]);
    expect(planned).toMatchObject({ minutes: 59, end: { time: "19:29" } });
  });

  test("of five and five minutes fits ten talks to the minute, and says by how much it does not", () => {
    expect(plan({ minutes: 100 }, 10)).toMatchObject({
      minutes: 100,
      spare: 0,
    });
    expect(() => plan({ minutes: 90, buffer: 1 }, 10)).toThrow(
      "agenda does not fit: 10 talks take 1 h 49 min with breaks, the session has 1 h 30 min: 19 min too long",
    );
  });

  test("leaves out a break behind its last talk, and names it", () => {
    const breaks = [
      { after: 1, minutes: 5 },
      { after: 2, minutes: 5 },
      { after: 7, minutes: 5 },
    ];
    const planned = plan({ breaks }, 2);
    expect(times(planned)).toEqual(["18:30 1", "18:40 break", "18:45 2"]);
    expect(planned.leftOut).toEqual([2, 7]);
  });

  test("goes on behind midnight, and through the night that clocks change", () => {
    expect(plan({ time: "23:50" }, 2).end).toEqual({
      ...{ date: "2026-12-04", time: "00:10" },
    });
    const night = { date: "2026-03-29", time: "01:55", zone: "Europe/Berlin" };
    expect(times(plan(night, 2))).toEqual(["01:55 1", "03:05 2"]);
    expect(() => plan({ ...night, time: "02:30" }, 2)).toThrow(
      "session begins at a time that clocks skip: 2026-03-29, 02:30 in Europe/Berlin",
    );
  });

  test("needs a session with a time", () => {
    expect(() => planAgenda({}, talks(1))).toThrow("says of no session");
    expect(() => planAgenda({ session: { date: "2026-12-03" } }, [])).toThrow(
      "session has no time: 2026-12-03",
    );
  });
});

test.each([
  [
    { zone: "Europe/Berln" },
    "session.zone: must be a time zone: did you mean Europe/Berlin?",
  ],
  [
    { zone: "+02:00" },
    "session.zone: must be a time zone such as Europe/Berlin",
  ],
  [
    {
      breaks: [
        { after: 2, minutes: 5 },
        { after: 2, minutes: 5 },
      ],
    },
    "session.breaks: must come one after the other",
  ],
  [{ breaks: [{ aftr: 2, minutes: 5 }] }, "session.breaks.0.after: "],
  [
    { breaks: [{ after: 2, minutes: 5, mins: 5 }] },
    "unknown setting: session.breaks.0.mins",
  ],
])("a session that cannot be so is named: %j", (more, words) => {
  const course = { session: { ...session, ...more } };
  expect(() => parseCourse(course, "lectern.config.json")).toThrow(words);
});

describe("the order", () => {
  const topics = [1, 2, 3, 4, 5].map((number) => ({
    ...{ number, slug: `t${number}`, name: `0${number}-t${number}` },
    folder: "",
  }));
  const days = ["2026-11-03", "2026-11-01", "2026-11-03", "2026-11-02"];
  const claims = new Map(
    days.map((since, index) => [
      `0${index + 1}-t${index + 1}`,
      { name: "A", since },
    ]),
  );
  const ordered = (order: "topic" | "claim" | "drawn", seed = 42) =>
    orderTopics(topics, { claims, free: [] }, order, (count) =>
      new Stream(seed).permutation(count),
    ).map(({ number }) => number);

  test("is by number, by claim and then by number, or drawn by seed, of those who have a topic", () => {
    expect(ordered("topic")).toEqual([1, 2, 3, 4]);
    expect(ordered("claim")).toEqual([2, 4, 1, 3]);
    expect(ordered("drawn")).toEqual(ordered("drawn"));
    const drawn = new Set(
      [1, 2, 3, 4, 5, 6].map((seed) => `${ordered("drawn", seed)}`),
    );
    expect(drawn.size).toBeGreaterThan(2);
    for (const each of drawn)
      expect(each.split(",").sort()).toEqual(["1", "2", "3", "4"]);
  });

  test("has every topic as long as nobody has one", () => {
    const none = { claims: new Map(), free: topics };
    expect(orderTopics(topics, none, "claim", () => [])).toHaveLength(5);
  });
});

describe("the calendar", () => {
  const name =
    "Zoë; 王, \\n and a name so long that its line is folded: 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂";
  const planned = planAgenda(
    {
      course: "Learning, deep",
      session: {
        ...session,
        zone: "Europe/Berlin",
        breaks: [{ after: 1, minutes: 15 }],
      },
    },
    talks(2).map((talk) => ({ ...talk, speaker: { name, handle: "@zoe" } })),
  );
  const text = writeCalendar(planned, "2026-11-20", english);

  test("is read by a parser as it was planned, in UTC", () => {
    const component = new ICAL.Component(ICAL.parse(text));
    const events = component
      .getAllSubcomponents("vevent")
      .map((each) => new ICAL.Event(each));
    expect(events.map(({ summary }) => summary)).toEqual([
      `${name}: Title 1`,
      "Break",
      `${name}: Title 2`,
    ]);
    expect(
      events.map(({ startDate }) => startDate.toJSDate().toISOString()),
    ).toEqual([
      "2026-12-03T17:30:00.000Z",
      "2026-12-03T17:40:00.000Z",
      "2026-12-03T17:55:00.000Z",
    ]);
    expect(events.map(({ duration }) => duration.toSeconds() / 60)).toEqual([
      10, 15, 10,
    ]);
    expect(events[0]?.description).toBe(
      `Topic 1 of Learning, deep\n${name} (@zoe)\n5 minutes, then 5 minutes of questions`,
    );
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(3);
    for (const each of component.getAllSubcomponents("vevent"))
      expect(String(each.getFirstPropertyValue("dtstamp"))).toBe(
        "2026-11-20T00:00:00Z",
      );
  });

  test("has lines of at most 75 octets that end in CRLF, and no character cut in two", () => {
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const lines = text.split("\r\n");
    expect(
      Math.max(...lines.map((line) => Buffer.byteLength(line))),
    ).toBeLessThanOrEqual(75);
    expect(lines.filter((line) => line.startsWith(" ")).length).toBeGreaterThan(
      3,
    );
    // Wherever the fold falls.
    for (const pad of ["", "x", "xx", "xxx"]) {
      const course = { course: `${pad}${"🙂".repeat(40)}`, session };
      const wide = writeCalendar(
        planAgenda(course, talks(1)),
        "2026-11-20",
        english,
      );
      expect(wide.split("\r\n").filter((line) => /\p{Cs}/u.test(line))).toEqual(
        [],
      );
    }
  });

  test("is the same again, and keeps an event's name when its time changes", () => {
    expect(writeCalendar(planned, "2026-11-20", english)).toBe(text);
    const uids = (from: string) => from.match(/^UID:.*$/gm);
    const later = planAgenda(
      {
        course: "Learning, deep",
        session: {
          ...session,
          time: "19:00",
          breaks: [{ after: 1, minutes: 20 }],
        },
      },
      talks(2),
    );
    expect(uids(writeCalendar(later, "2026-11-21", english))).toEqual(
      uids(text),
    );
  });

  test("without a zone has the time of whichever wall reads it", () => {
    const [event] = new ICAL.Component(
      ICAL.parse(writeCalendar(plan({}, 1), "2026-11-20", english)),
    ).getAllSubcomponents("vevent");
    const start = event && new ICAL.Event(event).startDate;
    expect(start?.toString()).toBe("2026-12-03T18:30:00");
    expect(start?.zone).toBe(ICAL.Timezone.localTimezone);
  });
});

test("today is a day where the course is, and the deadline so many days away", () => {
  const late = {
    SOURCE_DATE_EPOCH: String(Date.parse("2026-12-01T23:30Z") / 1000),
  };
  expect(readToday(late)).toBe("2026-12-01");
  expect(readToday(late, "Europe/Berlin")).toBe("2026-12-02");
  expect(countDays("2026-11-28", "2026-12-01")).toBe(3);
  expect(countDays("2026-12-02", "2026-12-01")).toBe(-1);
  expect(() => readToday({ SOURCE_DATE_EPOCH: "soon" })).toThrow(
    "no number of seconds",
  );
});

test("a time that two clocks show, when winter begins, is one of the two", () => {
  const wall = { date: "2026-10-25", time: "02:30" };
  const hour = new Date(instantOf(wall, "Europe/Berlin") ?? 0).toISOString();
  expect(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]).toContain(
    hour,
  );
});

import { describe, expect, it } from "vitest";
import { parseCourse } from "../../src/course/course.ts";
import { formatSession } from "../../src/signature.ts";

describe("the course's settings", () => {
  it("are read, and a date is shown the same everywhere", () => {
    const course = parseCourse(
      { session: { date: "2026-12-03", time: "18:30" } },
      "lectern.config.json",
    );
    expect(course.session && formatSession(course.session)).toBe(
      "Thursday 3 December 2026, 18:30",
    );
  });

  it.each([
    [
      { baseUrl: "http://example.org" },
      "lectern.config.json: baseUrl: must be an https address",
    ],
    [
      { baseUrl: "https://example.org/?a" },
      "lectern.config.json: baseUrl: must have no query and no fragment",
    ],
    [
      { session: { date: "2026-02-30" } },
      "lectern.config.json: session.date: Invalid ISO date",
    ],
    [
      { session: { date: "2026-02-03", time: "25:00" } },
      "lectern.config.json: session.time: must look like 18:30",
    ],
    [{ handle: "ada" }, "lectern.config.json: handle: must look like @ada"],
    [
      { tags: ["MNIST", "C++"] },
      "lectern.config.json: tags: has an entry that is not 1 to 25 letters, digits, spaces and dashes: C++",
    ],
    [
      { words: [500, 100] },
      "lectern.config.json: words: must be [least, most]",
    ],
    [
      { talk: { minuts: 10 } },
      "lectern.config.json: unknown setting: talk.minuts",
    ],
    [{ autor: "Ada" }, "lectern.config.json: unknown setting: autor"],
  ])("name the setting that is wrong: %j", (value, message) => {
    expect(() => parseCourse(value, "lectern.config.json")).toThrow(message);
  });

  it("name the nearest one, inside a setting too", () => {
    expect(() => parseCourse({ talk: { minuts: 10 } }, "c.json")).toThrow(
      expect.objectContaining({ hint: "did you mean minutes?" }),
    );
  });
});

import { clearLine, cursorTo, moveCursor } from "node:readline";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { describeTimeLeft, openReporter } from "../../src/cli/progress.ts";

/** What a terminal that is so many characters wide gets, before and while work goes on. */
async function show(columns: number): Promise<string> {
  const pipe = new PassThrough();
  const stderr = Object.assign(pipe, {
    isTTY: true,
    columns,
    cursorTo: (x: number) => cursorTo(pipe, x),
    clearLine: (side: -1 | 0 | 1) => clearLine(pipe, side),
    moveCursor: (x: number, y: number) => moveCursor(pipe, x, y),
  });
  const reporter = await openReporter({
    stdout: new PassThrough(),
    stderr,
    env: {},
    cwd: "/",
    signal: new AbortController().signal,
  });
  reporter.busy("at work");
  reporter.say("done so far");
  reporter.stop();
  return String(pipe.read());
}

test("a terminal that does not say how wide it is gets plain lines", async () => {
  expect(await show(0)).toBe("done so far\n");
  expect(await show(80)).toContain("at work");
});

test("time left goes by what the work took so far", () => {
  expect(describeTimeLeft(30, { done: 50, total: 100 })).toBe("30 s left");
  expect(describeTimeLeft(60, { done: 20, total: 100 })).toBe("4 min left");
});

test("nothing is said of the time left before there is something to go by", () => {
  expect(describeTimeLeft(2, { done: 5, total: 100 })).toBe("");
  expect(describeTimeLeft(60, { done: 1, total: 100 })).toBe("");
});

test("nothing is said of the time left at the end", () => {
  expect(describeTimeLeft(60, { done: 100, total: 100 })).toBe("");
});

import { expect, test } from "vitest";
import { hostile } from "./hostile.ts";
import { openRunner } from "./runner.ts";

/** Milliseconds of the processor, and megabytes of the process. */
const longest = 2_000;
const largest = 1_000;

test("every hostile text ends within two seconds, with a page or with findings", async () => {
  const runner = openRunner();
  const failed: string[] = [];
  const slowest: [number, string][] = [];
  const isLong = process.env.LECTERN_CAMPAIGN !== undefined;
  // Notes are read as the text around them is, and code is code: in a long campaign.
  const texts = hostile.filter(
    ({ target, name }) => isLong || !(target === "code" || /^notes/.test(name)),
  );
  for (const { target, name, make } of texts) {
    const text = make();
    let outcome = await runner.run({ target, name, text });
    // A first run also pays for what is compiled.
    if (outcome.milliseconds > longest)
      outcome = await runner.run({ target, name, text });
    const { milliseconds, megabytes, crash } = outcome;
    slowest.push([Math.round(milliseconds), `${target}: ${name}`]);
    if (crash !== undefined) failed.push(`${target}: ${name}: ${crash}`);
    else if (milliseconds > longest || megabytes > largest)
      failed.push(
        `${target}: ${name}: ${Math.round(milliseconds)} ms, ${Math.round(megabytes)} MB`,
      );
  }
  console.log(
    `${texts.length} hostile texts; slowest`,
    slowest.sort(([a], [b]) => b - a).slice(0, 8),
  );
  expect(failed).toEqual([]);
});

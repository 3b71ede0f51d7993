import { expect, test } from "vitest";
import { readDeck } from "../../../src/deck/read/read.ts";
import { torturePath, tortureRecord } from "../torture.ts";

/** The names that a deck's slides go by in the file. */
const keys = (slides: readonly string[], record = tortureRecord) =>
  readDeck(
    `---\ntitle: A talk\n---\n\n${slides.join("\n\n---\n\n")}\n`,
    ...([torturePath, record, {}] as const),
  ).slides.map(({ key }) => key);

const number = "# The baseline is :percent[accuracy]{digits=1} of all";
const claim =
  '# :claim[Less than :number[signed]{digits=1}]{#close otherwise="More, then"}';

test("a slide's name is its heading as deck.md writes it, whatever the run found and wherever it stands", () => {
  const here = keys([number, claim, "# Why?", "# Why?"]);
  expect(here).toEqual([
    ...["the-baseline-is-accuracy-of-all", "close", "why", "why-2"],
  ]);
  const { numbers, claims } = tortureRecord;
  const flipped = Object.fromEntries(
    Object.entries(claims).map(([name, each]) => [
      name,
      { ...each, holds: !each.holds },
    ]),
  );
  const other = { ...tortureRecord, claims: flipped };
  other.numbers = { ...numbers, accuracy: 0.5 };
  expect(keys([claim, number, "# 数字", "# ?!"], other)).toEqual([
    ...["close", "the-baseline-is-accuracy-of-all", "数字", "slide"],
  ]);
});

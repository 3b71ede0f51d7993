import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { home, readTopics } from "../../src/topic/topic.ts";
import { type Draw, mutate, pick, seeded } from "./mutate.ts";
import { openRunner } from "./runner.ts";

/** How many texts: a few hundred in CI, as many as `LECTERN_CAMPAIGN` says by hand. */
const count = Number(process.env.LECTERN_CAMPAIGN ?? 700);
const seed = Number(process.env.LECTERN_SEED ?? 20_261_127);

const longest = 2_000;
const largest = 1_000;

/** What is changed, by the target that reads it, and how often it is drawn. */
const seeds: readonly {
  readonly target: string;
  readonly share: number;
  readonly texts: readonly string[];
}[] = [
  { target: "article", share: 5, texts: shipped("example/article.md") },
  { target: "deck", share: 5, texts: shipped("example/deck.md") },
  {
    target: "config",
    share: 3,
    texts: [
      '{ "course": "C", "author": "A",\n"session": {"date": "2026-12-03", "time": "18:30"} }',
    ],
  },
  {
    target: "tex",
    share: 4,
    texts: [
      "x_{i}^{2} \\le \\frac{1}{n}",
      "\\sum_{i=1}^n \\sqrt{x_i}",
      "\\begin{array}{cc} a & b \\\\ c & d \\end{array}",
      "\\hat y = \\text{mean}(x)",
    ],
  },
  { target: "code", share: 3, texts: shipped("experiment.ts") },
];

/** Shipped files in short windows, their names those that the record of the tests has. */
function shipped(file: string): string[] {
  const names = { number: "accuracy", percent: "accuracy", text: "shape" };
  const shelves = {
    listing: "distances",
    output: "ideal-shape",
    table: "results",
    figure: "ideal-digits",
    claim: "nearer-to-3",
  };
  return readTopics(home).topics.flatMap(({ name: topic }) => {
    const text = readFileSync(join(home, "topics", topic, file), "utf8")
      .replace(
        /:(number|percent|text)\[[^\]]*\]/g,
        (_, kind: keyof typeof names) => `:${kind}[${names[kind]}]`,
      )
      .replace(
        /:(listing|output|table|figure)\{#[\w-]+/g,
        (_, kind: keyof typeof shelves) => `:${kind}{#${shelves[kind]}`,
      )
      .replace(/\]\{#[\w-]+/g, `]{#${shelves.claim}`);
    if (!file.endsWith(".md")) return [text.slice(0, 2_000)];
    const [front = "", ...blocks] = text.split("\n\n");
    const windows: string[] = [];
    for (let at = 0; at < blocks.length; at += 5)
      windows.push([front, ...blocks.slice(at, at + 5)].join("\n\n"));
    return windows;
  });
}

function drawText(draw: Draw): { target: string; text: string } {
  const shares = seeds.flatMap((each) =>
    Array.from({ length: each.share }, () => each),
  );
  const { target, texts } = pick(draw, shares);
  const text = mutate(draw, pick(draw, texts), pick(draw, texts));
  // The front matter is a small part of a text: every third time it is all of it.
  const isFront = /^(article|deck)$/.test(target) && draw(3) === 0;
  return {
    target,
    text: isFront
      ? `${mutate(draw, text.slice(0, text.indexOf("\n\n")), text)}\n\n# Text\n`
      : text,
  };
}

test(`nothing is a bug of ours, whatever a text holds: ${count} texts, seed ${seed}`, async () => {
  const runner = openRunner();
  const failed: string[] = [];
  const told: { [target: string]: number } = {};
  let slowest = 0;
  let heaviest = 0;
  for (let number = 0; number < count && failed.length < 20; number += 1) {
    const { target, text } = drawText(seeded(seed + number));
    told[target] = (told[target] ?? 0) + 1;
    const name = `${target}, seed ${seed + number}`;
    const { milliseconds, megabytes, crash } = await runner.run({
      target,
      name,
      text,
    });
    slowest = Math.max(slowest, milliseconds);
    heaviest = Math.max(heaviest, megabytes);
    if (crash !== undefined || milliseconds > longest || megabytes > largest)
      failed.push(
        `${name}: ${crash ?? `${milliseconds} ms, ${megabytes} MB`}\n${JSON.stringify(text.slice(0, 500))}`,
      );
  }
  console.log(
    `${count} texts from seed ${seed}, slowest ${Math.round(slowest)} ms, at most ${Math.round(heaviest)} MB`,
    told,
  );
  expect(failed).toEqual([]);
}, 36_000_000);

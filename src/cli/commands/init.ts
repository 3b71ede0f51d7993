import { createRequire } from "node:module";
import { relative, resolve } from "node:path";
import type { Start, Step } from "../../course/init/init.ts";
import { UserError } from "../../errors.ts";
import { asUserError } from "../../files.ts";
import type { Command, Input, Streams } from "../command.ts";

const starts: readonly Start[] = ["example", "three", "chapter", "none"];

/** `lectern init [folder]`: a course of one's own, around an installed Lectern. */
export const init: Command = {
  name: "init",
  summary: "a course of your own: settings, topics, workflows",
  args: "[folder]",
  options: [
    { flags: "--course <name>", summary: "what the course is called" },
    { flags: "--author <name>", summary: "who signs where nobody claimed" },
    { flags: "--publication <name>", summary: "its publication on Medium" },
    { flags: "--language <tag>", summary: "of articles and decks: de" },
    {
      flags: "--topics <which>",
      summary: "to start from: one example, three, the chapter's ten, or none",
      choices: starts,
    },
    { flags: "--yes", summary: "ask nothing" },
    { flags: "--dry-run", summary: "only list what would be made" },
  ],
  run: runInit,
};

async function runInit(input: Input, streams: Streams): Promise<number> {
  const { initCourse } = await import("../../course/init/init.ts");
  const { parseCourse } = await import("../../course/course.ts");
  const { args, options } = input;
  const folder = resolve(streams.cwd, args[0] ?? ".");
  const answers = await ask(input, streams);
  const { topics = "example", ...given } = answers;
  const named = parseCourse(given, "command line");
  const own = createRequire(import.meta.url)("../../../package.json");
  const dryRun = options.dryRun === true;
  const start = starts.find((each) => each === topics);
  if (start === undefined)
    throw new UserError(
      `topics: ${topics}`,
      `start from ${starts.join(", ")}`,
      2,
    );
  const steps = await initCourse({
    ...{ folder, named, start, dryRun, package: own },
  }).catch((error) => {
    throw asUserError(error, "course cannot be made");
  });
  for (const step of steps) streams.stdout.write(`${line(step, dryRun)}\n`);
  const there = relative(streams.cwd, folder);
  const go = there === "" ? "" : `cd ${there} && `;
  if (!dryRun)
    streams.stdout.write(
      `next: ${go}npm install && npx lectern ${start === "none" ? "new <slug>" : "build"}\n`,
    );
  return 0;
}

function line({ path, state, added }: Step, dryRun: boolean): string {
  const word = { made: "make", completed: "complete", kept: "keep" }[state];
  const done = dryRun ? `would ${word}` : state;
  return `${done.padEnd(dryRun ? 14 : 9)} ${path}${added ? `: ${added.join(", ")}` : ""}`;
}

type Answers = { [name: string]: string };

const questions: readonly (readonly [name: string, question: string])[] = [
  ["course", "What is the course called?"],
  ["author", "Who signs articles of topics that nobody claimed?"],
  ["publication", "Which Medium publication are they submitted to?"],
  ["language", "Which language are they in (en, de)?"],
  ["topics", "Start from which topics (example, three, chapter, none)?"],
];

/** What the command line says, and of the rest what a person answers; an empty answer is none. */
async function ask({ options }: Input, { stderr }: Streams): Promise<Answers> {
  const answers: Answers = {};
  for (const [name] of questions) {
    const value = options[name];
    if (typeof value === "string") answers[name] = value;
  }
  const open = questions.filter(([name]) => answers[name] === undefined);
  const isAsked = process.stdin.isTTY === true && stderr.isTTY === true;
  if (options.yes === true || options.dryRun === true || !isAsked)
    return answers;
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output: stderr });
  try {
    for (const [name, question] of open) {
      const answer = (await reader.question(`${question} `)).trim();
      if (answer !== "") answers[name] = answer;
    }
  } finally {
    reader.close();
  }
  return answers;
}

import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Request } from "../build/request.ts";
import { type Classes, parseClasses } from "../classes.ts";
import { readMachine } from "../course/machine.ts";
import { didYouMean, UserError } from "../errors.ts";
import { findTagProblem } from "../tags.ts";
import {
  findRoot,
  findTopics,
  readTopics,
  resolveTopic,
} from "../topic/topic.ts";
import type { Input, Option, Streams } from "./command.ts";
import { parseCache, parseShard } from "./machines.ts";
import { resolveOut } from "./out-folder.ts";

/** Options that say which topics' output is meant, and how it is to be made. */
export const runOptions: readonly Option[] = [
  {
    flags: "--quick",
    summary:
      "little data and few epochs; everything made is marked as a quick run",
  },
  {
    flags: "--data <source>",
    summary: "auto, mnist, handwriting, or a folder",
    default: "auto",
  },
  {
    flags: "--digits <a,b>",
    summary: "the two classes to tell apart (default: the topic's, or 3,7)",
  },
  {
    flags: "--engine <name>",
    summary: "what runs TensorFlow.js",
    choices: ["auto", "native", "wasm"],
    default: "auto",
  },
  { flags: "--threads <n>", summary: "threads on WASM (default: one a core)" },
  {
    flags: "--no-reproducible",
    summary: "faster arithmetic on WASM; last digits may differ by machine",
  },
  { flags: "--seed <n>", summary: "seed of everything random", default: "42" },
  {
    flags: "--out <folder>",
    summary: "where the output goes (default: output/ of the project)",
  },
  { flags: "--json", summary: "the result as JSON on stdout" },
];

/** Checks an input. Throws UserError (exit code 2) that names the option. */
export function parseRequest(
  { args, options }: Input,
  streams: Streams,
): Request {
  const root = findRoot(streams.cwd);
  const all = findTopics(root);
  for (const name of readTopics(root).others) {
    streams.stderr.write(
      `warning: not a topic, and left out: topics/${name}\nhint: rename it like 07-learning-rate: a number, then lower-case letters and digits joined by -\n`,
    );
  }
  if (all.length === 0) {
    throw new UserError(
      `no topics in ${resolve(root, "topics")}`,
      "make one: lectern new <slug>",
    );
  }
  const topics =
    args.length === 0
      ? all
      : args.map((each) => resolveTopic(all, nameOf(each, streams.cwd)));
  const text = (name: string) => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const threads = text("threads");
  const only = text("only");
  const shard = text("shard");
  const pace = text("pace");
  return {
    root,
    topics: [...new Set(topics)],
    out: resolveOut(text("out"), root, streams.cwd),
    profile: options.quick === true ? "quick" : "full",
    data: parseData(text("data") ?? "auto", streams.cwd),
    engine: (text("engine") ?? "auto") as Request["engine"],
    ...(threads === undefined
      ? {}
      : { threads: parseWhole("--threads", threads, 1, 256) }),
    reproducible: options.reproducible !== false,
    seed: parseSeed(options.seed) ?? 42,
    force: options.force === true,
    ...parseCache(text("cache"), streams.env),
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    parts:
      only === "article"
        ? ["run", "article"]
        : only === "deck"
          ? ["run", "deck"]
          : ["run", "article", "deck"],
    jobs: parseWhole("--jobs", text("jobs") ?? "1", 1, 64),
    json: options.json === true,
    flags: {
      digits: parseDigits(text("digits")),
      date: day("--date", text("date")),
      tags: parseTags("--tags", text("tags")),
      author: filled("--author", text("author")),
      baseUrl: address("--base-url", text("baseUrl")),
      pace: pace === undefined ? pace : parseWhole("--pace", pace, 60, 300),
      theme: text("theme") as Request["flags"]["theme"],
    },
    machine: readMachine(streams.env),
  };
}

/** What is meant by `.` or a path: the name of the folder there. */
function nameOf(asked: string, cwd: string): string {
  return /^[.]|[/\\]/.test(asked) ? basename(resolve(cwd, asked)) : asked;
}

/** A folder is told from a word by being there; a path that is not there is an error. */
function parseData(data: string, cwd: string): string {
  const words = ["auto", "mnist", "handwriting"];
  if (words.includes(data)) return data;
  const folder = resolve(cwd, data);
  if (existsSync(folder)) return folder;
  throw new UserError(
    `no such data folder: ${data}`,
    didYouMean(data, words) ??
      "give auto, mnist, handwriting, or a folder with four idx files, or with pictures by class",
  );
}

function parseDigits(text: string | undefined): Classes | undefined {
  if (text === undefined) return undefined;
  const example = "--digits 4,9";
  return parseClasses(text, { where: "--digits", example, exitCode: 2 });
}

function parseTags(
  flag: string,
  text: string | undefined,
): string[] | undefined {
  if (text === undefined) return undefined;
  const tags = text.split(",").map((each) => each.trim());
  const problem = findTagProblem(text.trim() === "" ? [] : tags);
  if (problem === undefined) return tags;
  throw new UserError(
    `${flag} ${problem}`,
    `write it like ${flag} "Machine Learning,MNIST"`,
    2,
  );
}

/** A day that the calendar has. */
function day(flag: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (isDay && new Date(time).toISOString().startsWith(text)) return text;
  throw new UserError(
    `${flag} is not a day: ${text}`,
    `write it like ${flag} 2026-12-03`,
    2,
  );
}

/** The seed of an option that may be missing. Throws UserError (exit code 2). */
export function parseSeed(seed: unknown): number | undefined {
  return typeof seed === "string"
    ? parseWhole("--seed", seed, 0, 2 ** 32 - 1)
    : undefined;
}

function filled(flag: string, text: string | undefined): string | undefined {
  if (text === undefined || text.trim() !== "") return text;
  throw new UserError(`${flag} is empty`, `write it like ${flag} "Ada"`, 2);
}

function address(flag: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (URL.canParse(text) && /^https:[^?#]*$/.test(text)) return text;
  throw new UserError(
    `${flag} is not an https address without query: ${text}`,
    `write it like ${flag} https://example.org/articles`,
    2,
  );
}

/** The whole number that an option gives. Throws UserError (exit code 2) that says the range. */
export function parseWhole(
  flag: string,
  text: string,
  low: number,
  high: number,
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new UserError(
    `${flag} is not a whole number from ${low} to ${high}: ${text}`,
    `write it like ${flag} ${low === 0 ? 42 : low}`,
    2,
  );
}

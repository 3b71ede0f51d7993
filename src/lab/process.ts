import { pathToFileURL } from "node:url";
import { courseClasses } from "../classes.ts";
import { type Digits, noDigits } from "../digits/digits.ts";
import { openDigits } from "../digits/open.ts";
import { takeDigits } from "../digits/take.ts";
import { openEngine } from "../engine/open.ts";
import { UserError } from "../errors.ts";
import { sha256 } from "../files.ts";
import type { Failure, Job, Message, RunResult } from "./job.ts";
import type { Experiment, Lab } from "./lab.ts";
import { QUICK } from "./quick.ts";
import { openSession } from "./session.ts";
import { openTopicFiles } from "./topic-files.ts";

/**
 * The process that runs one experiment. It is a process of its own so that the terminal
 * stays alive while a step runs, memory goes back when it ends, and a stop is a stop.
 * It writes nothing: what it found goes back to the parent as a message.
 */

async function run(job: Job): Promise<RunResult> {
  const opened = await open(job);
  const engine = await openEngine(job);
  const files = openTopicFiles(job.experiment, job.root);
  const { lab, findings, usesDigits } = openSession({
    files,
    digits: opened?.digits,
    profile: job.profile,
    seed: job.seed,
    onProgress: (label, progress) => say({ kind: "progress", label, progress }),
  });
  await (await load(job.experiment))(lab);
  await engine.close();
  // Only now is it known which promises nobody waited for have failed.
  await new Promise((resolve) => setImmediate(resolve));
  return {
    findings,
    reads: files.reads,
    identity: opened?.identity ?? noDigits,
    data: {
      ...describe(opened?.digits),
      ...(usesDigits() ? {} : { unused: true }),
    },
    engine: {
      name: engine.name,
      version: engine.version,
      arithmetic: engine.arithmetic,
    },
  };
}

/** The digits of the run; undefined where the topic says that it is about something else. */
async function open({ data, classes, labels, profile, withoutDigits }: Job) {
  if (withoutDigits) return undefined;
  const { digits, identity, origin } = await openDigits({
    data,
    classes: classes ?? courseClasses,
    ...(labels && { labels }),
    env: process.env,
    onProgress: ({ label, done, total }) =>
      say({ kind: "progress", label, progress: { done, total } }),
  });
  say({ kind: "data", origin });
  return {
    identity,
    digits: profile === "quick" ? takeDigits(digits, QUICK) : digits,
  };
}

function describe(digits: Digits | undefined): RunResult["data"] {
  if (digits === undefined)
    return {
      name: "none",
      classes: [...courseClasses],
      sha256: sha256(""),
      counts: [0, 0, 0, 0],
    };
  const { name, classes, sha256: hash, train, valid } = digits;
  const [first, second] = [train.threes.count, train.sevens.count];
  return {
    name,
    classes: [...classes],
    sha256: hash,
    counts: [first, second, valid.threes.count, valid.sevens.count],
  };
}

async function load(path: string): Promise<Experiment> {
  const module: { default?: unknown } = await import(pathToFileURL(path).href);
  const experiment = module.default;
  if (typeof experiment !== "function") {
    throw new UserError(
      `experiment has no default export: ${path}`,
      "export default function experiment(lab: Lab) { … }",
    );
  }
  return (lab: Lab) => experiment(lab);
}

function say(message: Message): void {
  process.send?.(message);
}

function explain(error: unknown): Failure {
  if (error instanceof UserError) {
    const { message, hint } = error;
    return { blame: "user", message, ...(hint === undefined ? {} : { hint }) };
  }
  const { message, stack } =
    error instanceof Error ? error : new Error(String(error));
  return { blame: "topic", message, ...(stack === undefined ? {} : { stack }) };
}

process.once("message", (job: Job) => {
  run(job).then((result) => finish({ kind: "done", result }), fail);
});

// What is thrown from a timer, or by a promise that nobody waits for, fails the run as well.
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

function fail(error: unknown): void {
  finish({ kind: "failed", failure: explain(error) });
}

// When the parent is gone there is nobody to hand a result to.
process.once("disconnect", () => process.exit(1));

let isFinished = false;

/** Tells the parent how the run ended, once. */
function finish(message: Message): void {
  if (isFinished) return;
  isFinished = true;
  process.send?.(message, () => process.exit(0));
}

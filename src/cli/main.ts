import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import { CommanderError, Option, Command as Program } from "commander";
import type { Command, Streams } from "./command.ts";
import { build } from "./commands/build.ts";
import { check } from "./commands/check.ts";
import { agenda } from "./commands/class/agenda.ts";
import { claim } from "./commands/class/claim.ts";
import { site } from "./commands/class/site.ts";
import { status } from "./commands/class/status.ts";
import { data } from "./commands/data.ts";
import { diff } from "./commands/diff.ts";
import { doctor } from "./commands/doctor.ts";
import { draft } from "./commands/draft.ts";
import { openHelp } from "./commands/help.ts";
import { init } from "./commands/init.ts";
import { list } from "./commands/list.ts";
import { create } from "./commands/new.ts";
import { plan } from "./commands/plan.ts";
import { present } from "./commands/present.ts";
import { preview } from "./commands/preview.ts";
import { published } from "./commands/published.ts";
import { refresh } from "./commands/refresh.ts";
import { verify } from "./commands/verify.ts";
import { reportError } from "./report.ts";

const { version } = createRequire(import.meta.url)("../../package.json");

/** In the order of the help, which comes last. */
const working = [
  ...[list, claim, draft, preview, build, plan, refresh, present],
  ...[
    check,
    diff,
    verify,
    published,
    status,
    agenda,
    site,
    data,
    doctor,
    init,
    create,
  ],
];
const names = working.map(({ name }) => name);
const commands: readonly Command[] = [...working, openHelp(names)];

/**
 * Runs one command line and returns its exit code: 0 done, 1 the topic is wrong or
 * findings, 2 the command line is wrong, 70 our bug, 130 interrupted.
 */
export async function main(
  argv: readonly string[],
  streams: Streams,
): Promise<number> {
  let code = 0;
  // Each topic at work listens to it, and --jobs says how many are: Node warns of a leak from 11 on.
  setMaxListeners(0, streams.signal);
  const program = openProgram(streams);
  for (const command of commands) {
    const sub = program.command(command.name).summary(command.summary);
    sub
      .description(command.summary)
      .allowExcessArguments(command.args !== undefined);
    for (const arg of command.args?.split(" ") ?? []) sub.argument(arg);
    for (const option of command.options) sub.addOption(asOption(option));
    sub.action(async () => {
      const input = { args: sub.args, options: sub.opts() };
      code = await command.run(input, streams);
    });
  }
  try {
    await program.parseAsync(asFlag(argv), { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, streams);
  }
}

/** `help build` is `build --help`, and `help` alone is `--help`: Commander prints both. */
function asFlag(argv: readonly string[]): readonly string[] {
  const [first, word] = argv;
  if (first !== "help") return argv;
  if (word === undefined) return ["--help"];
  return names.includes(word) ? [word, "--help"] : argv;
}

function openProgram(streams: Streams): Program {
  return new Program("lectern")
    .description("one experiment, an article and a talk: one set of numbers")
    .version(version)
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      outputError: (text, write) => write(asHint(text)),
    });
}

/** Commander's message in our form: `error: …`, then `hint: …`. */
function asHint(text: string): string {
  const [first = "", second] = text.trim().split("\n");
  const guess = second?.match(/^\(Did you mean (.*)\?\)$/)?.[1];
  return `${first}\nhint: ${guess === undefined ? "see lectern --help" : `did you mean ${guess}?`}\n`;
}

function asOption(option: Command["options"][number]): Option {
  const made = new Option(option.flags, option.summary);
  if (option.default !== undefined) made.default(option.default);
  if (option.choices !== undefined) made.choices(option.choices);
  return made;
}

import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Comparison } from "../../diff/diff.ts";
import type { Checkouts } from "../../diff/sides/checkouts.ts";
import type { Place } from "../../diff/sides/side.ts";
import { resolveDiffOut } from "../../diff/write/folder.ts";
import { cacheFolder } from "../../digits/cache.ts";
import { UserError } from "../../errors.ts";
import { writeWhole } from "../../files.ts";
import type { Command, Input, Streams } from "../command.ts";
import { openReporter } from "../progress.ts";
import { parseRequest, parseWhole } from "../request.ts";

/** `lectern diff [ref|folder] [ref|folder] [topic…]`: what changed, and whether by more than chance. */
export const diff: Command = {
  name: "diff",
  summary:
    "what changed since a commit or against a folder: numbers, words, slides, figures",
  args: "[ref|folder|topic...]",
  options: [
    {
      flags: "--out <folder>",
      summary: "where index.html, diff.md and diff.json go (default: diff)",
    },
    {
      flags: "--seeds <n>",
      summary: "runs with other seeds that measure the noise (default: none)",
    },
    {
      flags: "--exit-code",
      summary: "exit 1 where something changed beyond noise",
    },
    {
      flags: "--quick",
      summary: "quick runs (default: as the run in output/ was made)",
    },
    {
      flags: "--data <source>",
      summary: "auto, mnist, handwriting, or a folder",
    },
    {
      flags: "--jobs <n>",
      summary: "topics at work at the same time",
      default: "1",
    },
  ],
  run: runDiff,
};

async function runDiff(input: Input, streams: Streams): Promise<number> {
  const { Checkouts } = await import("../../diff/sides/checkouts.ts");
  const cache = cacheFolder(streams.env);
  const checkouts = new Checkouts(cache, streams.signal);
  try {
    return await tellDiff(
      await readComparison(input, cache, checkouts, streams),
      input,
      streams,
    );
  } finally {
    await checkouts.close();
  }
}

async function tellDiff(
  comparison: Comparison,
  { options }: Input,
  streams: Streams,
): Promise<number> {
  const folder = resolveDiffOut(options.out, streams.cwd);
  const { compare } = await import("../../diff/diff.ts");
  const { writeMarkdown } = await import("../../diff/write/markdown.ts");
  const { writeDiffPage } = await import("../../diff/write/page.ts");
  const { formatJson } = await import("../../record/format.ts");
  const reporter = await openReporter(streams);
  const { before, after } = comparison;
  reporter.busy(`comparing ${before.name} with ${after.name}`);
  const { report, sides } = await compare(comparison, streams, (line) =>
    reporter.say(line),
  ).finally(() => reporter.stop());
  await writeWhole(join(folder, "diff.json"), formatJson(report));
  await writeWhole(join(folder, "diff.md"), writeMarkdown(report));
  await writeWhole(join(folder, "index.html"), writeDiffPage(report, sides));
  for (const { name, notes } of [report.before, report.after])
    for (const note of notes) streams.stderr.write(`${name}: ${note}\n`);
  for (const { topic, notes } of report.topics)
    for (const note of notes) streams.stderr.write(`${topic}: ${note}\n`);
  streams.stdout.write(`${report.verdict}\n`);
  const page = join(folder, "index.html");
  streams.stderr.write(
    `${relative(streams.cwd, page)}  ${pathToFileURL(page).href}\n`,
  );
  const failed = report.topics.some(({ state }) => state === "failed");
  return failed || (options.exitCode === true && report.changed) ? 1 : 0;
}

async function readComparison(
  { args, options }: Input,
  cache: string,
  checkouts: Checkouts,
  streams: Streams,
): Promise<Comparison> {
  const { findWords } = await import("../../diff/sides/words.ts");
  const { out: _, exitCode: __, seeds, ...run } = options;
  const request = parseRequest({ args: [], options: run }, streams);
  const { root, out } = request;
  const looking = { root, out, checkouts, cwd: streams.cwd };
  const { topics: asked, places } = await findWords(
    args,
    request.topics,
    looking,
  );
  const [before, after] = places;
  return {
    ...{ before, after, cache },
    topics: chooseTopics(asked, before, after),
    jobs: request.jobs,
    seeds: seeds === undefined ? 0 : countSeeds(String(seeds), after),
    wishes: {
      quick: options.quick === true,
      data: typeof options.data === "string" ? request.data : undefined,
    },
    own: out,
  };
}

function countSeeds(text: string, after: Place): number {
  const seeds = parseWhole("--seeds", text, 1, 100);
  if (after.project !== undefined) return seeds;
  throw new UserError(
    `--seeds runs nothing where there is only the output: ${after.name}`,
    "name a commit or a project's folder, or leave out --seeds",
    2,
  );
}

/** Those asked for, of either side; all of both without any. */
function chooseTopics(
  asked: readonly string[],
  before: Place,
  after: Place,
): string[] {
  const all = [...new Set([...after.topics.keys(), ...before.topics.keys()])];
  return asked.length === 0
    ? all.sort()
    : all.filter((name) => asked.includes(name)).sort();
}

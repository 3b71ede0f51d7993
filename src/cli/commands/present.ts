import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { commandFor, sumUp } from "../../build/reasons.ts";
import type { Request } from "../../build/request.ts";
import { UserError } from "../../errors.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Command, Input, Streams } from "../command.ts";
import { formatWithLookUp } from "../findings.ts";
import { openInBrowser } from "../open-in-browser.ts";
import { openReporter } from "../progress.ts";
import { parseRequest } from "../request.ts";

/** `lectern present <topic>`: the deck in a browser, and on paper. */
export const present: Command = {
  name: "present",
  summary:
    "the deck for a browser, with a speaker's window; never runs anything",
  args: "<topic>",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the output is (default: output/ of the project)",
    },
    { flags: "--open", summary: "open it in the browser of this system" },
    {
      flags: "--pdf",
      summary: "write slides.pdf beside it, by Chromium or Chrome",
    },
  ],
  run: runPresent,
};

async function runPresent(input: Input, streams: Streams): Promise<number> {
  const [name, more] = input.args;
  if (more !== undefined)
    throw new UserError(
      `more than one topic: ${input.args.join(", ")}`,
      `name one: lectern present ${name}`,
      2,
    );
  const request = parseRequest(input, streams);
  for (const topic of request.topics) {
    await makeDeck(topic, request, streams);
    const page = join(request.out, topic.name, "slides.html");
    const say = (path: string, what: string) =>
      streams.stdout.write(`${relative(streams.cwd, path)}  ${what}\n`);
    say(page, pathToFileURL(page).href);
    if (input.options.pdf === true) {
      const { printPdf } = await import("../print.ts");
      const paper = join(request.out, topic.name, "slides.pdf");
      await printPdf(page, paper, streams);
      say(paper, "a page for every slide");
    }
    if (input.options.open === true) await openInBrowser(page);
  }
  streams.stderr.write("S opens the speaker's window, ? lists the keys\n");
  return 0;
}

/** Brings the deck up to date, of the run that is there. Throws UserError where none stands. */
async function makeDeck(
  topic: Topic,
  request: Request,
  streams: Streams,
): Promise<void> {
  const { buildTopic } = await import("../../build/topic-build.ts");
  const { keptIn, whyOutdated } = await import("../../build/state.ts");
  const { readManifest } = await import("../../build/manifest.ts");
  const { chooseClasses } = await import("../../topic/classes.ts");
  const { readRunHead } = await import("../../record/kept.ts");
  const folder = join(request.out, topic.name);
  const head = await readRunHead(keptIn(folder));
  if (head === undefined)
    throw new UserError(
      `topic is not built: ${topic.name}`,
      `run it first: lectern build ${topic.slug}`,
    );
  const manifest = await readManifest(folder);
  const flags = manifest?.flags ?? request.flags;
  const classes = await chooseClasses(topic, flags.digits);
  const why = await whyOutdated(head, classes, topic, request.root);
  if (why.length > 0)
    throw new UserError(
      `run is older than its experiment: ${topic.name}: ${sumUp(why)}`,
      `run it again: ${commandFor(topic, head.record, flags.digits)}`,
    );
  const { profile, seed, provenance } = head.record;
  const same: Request = {
    ...{ ...request, profile, seed, flags },
    reproducible: provenance.engine.arithmetic !== "fma",
    parts: ["run", "deck"],
  };
  const reporter = await openReporter(streams);
  const built = await buildTopic(
    topic,
    same,
    { identity: head.data, classes },
    streams,
    reporter,
  );
  reporter.stop();
  if (built.warnings.length > 0)
    streams.stderr.write(formatWithLookUp(built.warnings));
  for (const { from, to } of built.kept)
    streams.stderr.write(
      `${topic.name}/${from} had been changed by hand: your version is now ${to}\n`,
    );
}

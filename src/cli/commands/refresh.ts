import { relative, resolve } from "node:path";
import { readManifest } from "../../build/manifest.ts";
import { UserError } from "../../errors.ts";
import { readIfThere } from "../../files.ts";
import { chooseDigits } from "../chosen.ts";
import type { Command, Input, Streams } from "../command.ts";
import { openReporter } from "../progress.ts";
import { parseRequest, runOptions } from "../request.ts";
import { summarize } from "../summary.ts";

/** `lectern refresh <topic> [deck.pptx]`: new numbers in a deck that a person changed. */
export const refresh: Command = {
  name: "refresh",
  summary:
    "put the run's new state into a deck that you changed, and keep your work",
  args: "<topic> [deck.pptx]",
  options: [
    ...runOptions,
    {
      flags: "--undo",
      summary: "put the deck of before the last refresh back",
    },
  ],
  run: runRefresh,
};

async function runRefresh(input: Input, streams: Streams): Promise<number> {
  const [topic = "", path, more] = input.args;
  if (more !== undefined)
    throw new UserError(
      `more than a topic and a deck: ${more}`,
      `refresh one deck: lectern refresh ${topic} deck.pptx`,
      2,
    );
  const request = parseRequest({ ...input, args: [topic] }, streams);
  if (input.options.undo === true) return undo(request, path, streams);
  const [found] = request.topics;
  if (found === undefined) throw new Error("no topic");
  const folder = resolve(request.out, found.name);
  // A look that was asked for when the deck was built is the deck's still.
  const flags = (await readManifest(folder))?.flags ?? request.flags;
  const deck =
    path === undefined ? {} : { deck: await readGiven(path, streams) };
  const wanted = {
    ...request,
    ...deck,
    flags,
    parts: ["run", "deck"] as const,
  };
  const { buildTopic } = await import("../../build/topic-build.ts");
  const digits = await chooseDigits(
    { ...wanted, topics: [found] },
    streams.env,
  );
  const reporter = await openReporter(streams);
  try {
    const built = await buildTopic(
      ...([found, wanted, digits.of(found), streams, reporter] as const),
    );
    reporter.stop();
    summarize([built], [], wanted, streams);
  } finally {
    reporter.stop();
  }
  return 0;
}

async function readGiven(path: string, { cwd }: Streams): Promise<Buffer> {
  const bytes = await readIfThere(resolve(cwd, path));
  if (bytes !== undefined) return bytes;
  throw new UserError(
    `no such deck: ${path}`,
    "name the .pptx file that you changed",
    2,
  );
}

async function undo(
  request: ReturnType<typeof parseRequest>,
  path: string | undefined,
  streams: Streams,
): Promise<number> {
  if (path !== undefined)
    throw new UserError(
      `--undo takes no deck: ${path}`,
      "it puts the deck of the output folder back: leave the file out",
      2,
    );
  const { withLock } = await import("../../build/lock.ts");
  const { undoRefresh } = await import("../../build/refresh/undo.ts");
  for (const { name, slug } of request.topics) {
    const folder = resolve(request.out, name);
    const out = relative(streams.cwd, folder) || ".";
    if ((await readManifest(folder)) === undefined)
      throw new UserError(
        `no refresh to undo, nothing is built: ${name}`,
        `build it: lectern build ${slug}`,
      );
    const kept = await withLock(
      folder,
      streams.signal,
      (holder) => streams.stderr.write(`${name}: waiting for ${holder}\n`),
      () => undoRefresh(folder, slug),
    );
    for (const { from, to } of kept)
      streams.stderr.write(
        `${out}/${from} had been changed since: that version is now ${to}\n`,
      );
    streams.stdout.write(
      `${out}/deck.pptx is as it was before the last refresh\n`,
    );
  }
  return 0;
}

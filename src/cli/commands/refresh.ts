import { relative, resolve } from "node:path";
import { readManifest } from "../../build/manifest.ts";
import { UserError } from "../../errors.ts";
import { readIfThere } from "../../files.ts";
import { chooseDigits } from "../chosen.ts";
import type { Command, Input, Streams } from "../command.ts";
import { openReporter } from "../progress.ts";
import { parseRequest, runOptions } from "../request.ts";
import { summarize } from "../summary.ts";

/**
 * `lectern refresh <topic> [file]`: new numbers in a deck that a person changed; with `--article`,
 * words that she changed in the built article.
 */
export const refresh: Command = {
  name: "refresh",
  summary:
    "put the run's new state into a deck that you changed, and keep your work; or take your words in a built article over",
  args: "<topic> [file]",
  options: [
    ...runOptions,
    {
      flags: "--article",
      summary:
        "show what you changed in the built article.md, line by line of the topic's own; exit 1 where it can be taken over",
    },
    {
      flags: "--apply",
      summary: "with --article: take it over into the topic's article.md",
    },
    {
      flags: "--undo",
      summary:
        "put the deck of before the last refresh back; with --article, the topic's article.md",
    },
  ],
  run: runRefresh,
};

async function runRefresh(input: Input, streams: Streams): Promise<number> {
  const [topic = "", path, more] = input.args;
  const isArticle = input.options.article === true;
  if (more !== undefined)
    throw new UserError(
      `more than a topic and ${isArticle ? "an article" : "a deck"}: ${more}`,
      isArticle
        ? `refresh one article: lectern refresh ${topic} --article article.md`
        : `refresh one deck: lectern refresh ${topic} deck.pptx`,
      2,
    );
  const { apply, undo: isUndone } = input.options;
  if (apply === true && (!isArticle || isUndone === true))
    throw new UserError(
      isArticle ? "--apply and --undo at once" : "--apply without --article",
      `write lectern refresh ${topic} --article --apply`,
      2,
    );
  const request = parseRequest({ ...input, args: [topic] }, streams);
  if (isArticle) {
    const { refreshArticleOf } = await import("../refresh/article.ts");
    const [asked] = request.topics;
    if (asked === undefined) throw new Error("no topic");
    return refreshArticleOf(asked, request, path, input, streams);
  }
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

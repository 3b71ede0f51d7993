import {
  compareVersions,
  tellOtherVersion,
} from "../../build/known/other-version.ts";
import type { Request } from "../../build/request.ts";
import type { Built } from "../../build/topic-build.ts";
import { FindingsError } from "../../errors.ts";
import { chooseDigits } from "../chosen.ts";
import type { Command, Input, Streams } from "../command.ts";
import { findThrown, formatOption, openFormat } from "../findings.ts";
import { openReporter } from "../progress.ts";
import { describeError, reportError } from "../report.ts";
import { parseRequest, runOptions } from "../request.ts";
import { type Failed, summarize } from "../summary.ts";

/** `lectern build [topic…]`: runs what is stale, then writes article, kit and deck. */
export const build: Command = {
  name: "build",
  summary:
    "run what is stale, then write article, figures, Medium kit and deck (no topic: all)",
  args: "[topic...]",
  options: [
    ...runOptions,
    formatOption,
    { flags: "--force", summary: "run the experiment even if nothing changed" },
    {
      flags: "--only <part>",
      summary: "write only this",
      choices: ["article", "deck"],
    },
    {
      flags: "--jobs <n>",
      summary: "topics that run at the same time",
      default: "1",
    },
    {
      flags: "--cache <url>",
      summary:
        "share runs with other machines there (token: LECTERN_CACHE_TOKEN)",
    },
    {
      flags: "--shard <i/n>",
      summary: "build only the i-th of n parts that take about the same time",
    },
    {
      flags: "--author <name>",
      summary: "the author of the article (for good: lectern.config.json)",
    },
    {
      flags: "--date <day>",
      summary: "the day of the talk, such as 2026-12-03",
    },
    {
      flags: "--tags <a,b>",
      summary: "topics on Medium of an article whose front matter names none",
    },
    {
      flags: "--base-url <url>",
      summary: "https address where the figures will be hosted",
    },
    {
      flags: "--pace <words>",
      summary: "words a minute in the talk (default: the course's, or 140)",
    },
    {
      flags: "--theme <name>",
      summary: "look of the deck (default: the course's, or light)",
      choices: ["light", "dark"],
    },
  ],
  run: runBuild,
};

/** The request for what is in this machine's part of the topics. */
async function takeShard(
  request: Request,
  { stderr }: Streams,
): Promise<Request> {
  const { shard, topics: all } = request;
  if (shard === undefined) return request;
  const { splitTopics } = await import("../../build/split/shards.ts");
  const parts = splitTopics(all, request.profile, shard.of);
  const topics = parts[shard.at - 1]?.topics ?? [];
  const names = topics.map(({ slug }) => slug).join(" ");
  stderr.write(
    `shard ${shard.at}/${shard.of}: ${topics.length} of ${all.length} topics${names && `: ${names}`}\n`,
  );
  return { ...request, topics };
}

async function runBuild(input: Input, streams: Streams): Promise<number> {
  const request = await takeShard(parseRequest(input, streams), streams);
  const format = openFormat(input, request.root, streams.env);
  const digits = await chooseDigits(request, streams.env);
  const { buildTopic } = await import("../../build/topic-build.ts");
  const other = await tellOtherVersion(request);
  if (other !== undefined)
    streams.stderr.write(`warning: ${other}\nhint: ${compareVersions}\n`);
  const reporter = await openReporter(streams);
  const built: Built[] = [];
  const failed: Failed[] = [];
  let code = 0;
  const queue = [...request.topics];
  const work = async () => {
    for (
      let topic = queue.shift();
      topic !== undefined;
      topic = queue.shift()
    ) {
      try {
        built.push(
          await buildTopic(topic, request, digits.of(topic), streams, reporter),
        );
      } catch (error) {
        reporter.stop();
        streams.signal.throwIfAborted();
        code = Math.max(code, reportError(error, streams, format));
        const thrown = findThrown(error, topic);
        if (thrown !== undefined && input.options.format === "github")
          streams.stderr.write(format([thrown]));
        failed.push({ topic: topic.name, error: describeError(error) });
        if (error instanceof FindingsError) {
          streams.stderr.write(
            `hint: nothing was written: mend these, then lectern build ${topic.slug}\n`,
          );
        }
      }
    }
  };
  await Promise.all(Array.from({ length: request.jobs }, work));
  reporter.stop();
  if (
    digits.name === "handwriting" &&
    request.data === "auto" &&
    built.length > 0 &&
    built.every(({ ran }) => ran.length === 0)
  ) {
    reporter.say("the digits are handwriting until lectern data fetches MNIST");
  }
  built.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  summarize(built, failed, request, streams, format);
  return code;
}

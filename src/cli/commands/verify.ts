import type { Topic } from "../../topic/topic.ts";
import type { Report } from "../../verify/verdict.ts";
import type { Command, Input, Streams } from "../command.ts";
import { openReporter } from "../progress.ts";
import { describeError, reportError } from "../report.ts";
import { parseRequest } from "../request.ts";
import type { Failed } from "../summary.ts";

/** `lectern verify [topic…]`: runs again what is built, and says whether it is what it says. */
export const verify: Command = {
  name: "verify",
  summary:
    "run again in a clean folder: reproduced, diverged (where) or tampered; exit 1 unless reproduced",
  args: "[topic...]",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the output is (default: output/ of the project)",
    },
    {
      flags: "--data <source>",
      summary:
        "mnist, handwriting, or a folder (default: what the record says)",
    },
    {
      flags: "--threads <n>",
      summary: "threads on WASM (default: one a core)",
    },
    { flags: "--json", summary: "the reports as JSON on stdout" },
  ],
  run: runVerify,
};

async function runVerify(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const source = input.options.data === undefined ? undefined : request.data;
  const { verifyTopic } = await import("../../verify/verify.ts");
  const { formatReport } = await import("../../verify/verdict.ts");
  const reporter = await openReporter(streams);
  const reports: (Report | Failed)[] = [];
  let code = 0;
  const verifyOne = async (topic: Topic) => {
    const work = { topic, request, source, around: streams, reporter };
    const report = await verifyTopic(work);
    if (report !== undefined) return report;
    streams.stderr.write(
      `${topic.name}: not built, nothing to verify\nhint: lectern build ${topic.slug}\n`,
    );
    return undefined;
  };
  for (const topic of request.topics) {
    try {
      const report = await verifyOne(topic);
      if (report?.verdict !== "reproduced") code = 1;
      if (report === undefined) continue;
      reports.push(report);
      if (!request.json) streams.stdout.write(formatReport(report));
    } catch (error) {
      reporter.stop();
      streams.signal.throwIfAborted();
      code = Math.max(code, reportError(error, streams));
      reports.push({ topic: topic.name, error: describeError(error) });
    }
  }
  reporter.stop();
  if (request.json)
    streams.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  return code;
}

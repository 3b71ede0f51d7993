import { formatFindings } from "../../errors.ts";
import type { Command, Input, Streams } from "../command.ts";
import { parseRequest } from "../request.ts";

/** `lectern check [topic…]`: the Medium and deck rules on what is built. */
export const check: Command = {
  name: "check",
  summary: "the Medium and deck rules on what is built; exit 1 with errors",
  args: "[topic...]",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the output is (default: output/ of the project)",
    },
    { flags: "--json", summary: "the findings as JSON on stdout" },
  ],
  run: runCheck,
};

async function runCheck(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const { checkTopic } = await import("../topic-check.ts");
  const findings = [];
  const checked: string[] = [];
  for (const topic of request.topics) {
    const found = await checkTopic(topic, request);
    if (found === undefined) {
      streams.stderr.write(
        `${topic.name}: not built, nothing to check\nhint: lectern build ${topic.slug}\n`,
      );
      continue;
    }
    checked.push(topic.name);
    findings.push(...found.findings);
    if (found.talk !== undefined) {
      streams.stderr.write(`${topic.name}: talk ${found.talk}\n`);
    }
  }
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (request.json)
    streams.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else {
    streams.stdout.write(formatFindings(findings));
    const what = count(checked.length, "topic");
    streams.stdout.write(
      `${what} checked: ${count(errors, "error")}, ${count(findings.length - errors, "warning")}\n`,
    );
  }
  return errors > 0 || checked.length === 0 ? 1 : 0;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

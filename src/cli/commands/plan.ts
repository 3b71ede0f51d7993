import type { Part } from "../../build/split/shards.ts";
import { UserError } from "../../errors.ts";
import type { Command, Input, Streams } from "../command.ts";
import { mostShards } from "../machines.ts";
import { parseRequest, parseWhole } from "../request.ts";

/** `lectern plan --shards n`: which machine builds what, written for those that start machines. */
export const plan: Command = {
  name: "plan",
  summary: "split the topics over n machines, by what their runs took last",
  args: "[topic...]",
  options: [
    { flags: "--shards <n>", summary: "how many machines there are" },
    {
      flags: "--quick",
      summary: "by what quick runs took, for a build with --quick",
    },
    {
      flags: "--json",
      summary: "as a matrix of GitHub Actions, on one line",
    },
  ],
  run: runPlan,
};

/** One part that has something to do. */
interface Row {
  /** As `build --shard` takes it. */
  readonly shard: string;
  /** Slugs with blanks between them, as `build` takes them. */
  readonly topics: string;
  /** What its runs took last. */
  readonly seconds: number;
}

async function runPlan(input: Input, streams: Streams): Promise<number> {
  const { shards } = input.options;
  if (typeof shards !== "string")
    throw new UserError(
      "plan is not told how many machines there are",
      "say it: lectern plan --shards 4",
      2,
    );
  const n = parseWhole("--shards", shards, 1, mostShards);
  const request = parseRequest(input, streams);
  const { splitTopics } = await import("../../build/split/shards.ts");
  const rows = splitTopics(request.topics, request.profile, n).flatMap(asRow);
  if (request.json)
    streams.stdout.write(`${JSON.stringify({ include: rows })}\n`);
  else {
    for (const { shard, topics, seconds } of rows)
      streams.stdout.write(`${shard}  ${seconds.toFixed(1)} s  ${topics}\n`);
    streams.stdout.write(
      `Slurm: --array=1-${n}, and in each job: lectern build --shard $SLURM_ARRAY_TASK_ID/${n}\n`,
    );
  }
  return 0;
}

/** An empty part is no row: `build` without topics would build them all. */
function asRow(
  { topics, seconds }: Part,
  at: number,
  { length }: readonly Part[],
): Row[] {
  if (topics.length === 0) return [];
  return [
    {
      shard: `${at + 1}/${length}`,
      topics: topics.map(({ slug }) => slug).join(" "),
      seconds: Math.round(seconds * 10) / 10,
    },
  ];
}

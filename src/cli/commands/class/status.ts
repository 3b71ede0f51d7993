import type { TopicStatus } from "../../../build/class/topic-status.ts";
import { readCourse } from "../../../course/settings.ts";
import { findTopics } from "../../../topic/topic.ts";
import type { Command, Input, Streams } from "../../command.ts";
import { parseRequest } from "../../request.ts";

/** `lectern status [topic…]`: who has which topic, and how far everybody is. */
export const status: Command = {
  name: "status",
  summary:
    "who has which topic, and how far it is; exit 1 past the deadline with gaps",
  args: "[topic...]",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the output is (default: output/ of the project)",
    },
    { flags: "--json", summary: "the same as JSON on stdout" },
  ],
  run: runStatus,
};

async function runStatus(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const { deadline, session } = await readCourse(request.root);
  const { countDays, readToday } = await import("../../../course/today.ts");
  const { readRoster } = await import("../../../course/roster.ts");
  const { readStatus } = await import("../../../build/class/topic-status.ts");
  const today = readToday(streams.env, session?.zone);
  const days = deadline === undefined ? undefined : countDays(today, deadline);
  const { claims } = await readRoster(request.root, findTopics(request.root));
  const topics: TopicStatus[] = [];
  for (const topic of request.topics) {
    const who = claims.get(topic.name);
    topics.push(await readStatus(topic, who, request, streams.signal));
  }
  const isLate = days !== undefined && days < 0;
  if (request.json) {
    const all = {
      today,
      deadline: deadline ?? null,
      days: days ?? null,
      topics,
    };
    streams.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  } else {
    const { formatStatus } = await import("../../status-table.ts");
    streams.stdout.write(formatStatus(topics, deadline, days));
  }
  return isLate && topics.some(({ gaps }) => gaps.length > 0) ? 1 : 0;
}

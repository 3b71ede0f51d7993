import { describeTopic, type Row } from "../../build/class/row.ts";
import { sumUp } from "../../build/reasons.ts";
import { chooseDigits } from "../chosen.ts";
import type { Command, Input, Streams } from "../command.ts";
import { parseRequest, runOptions } from "../request.ts";

/** `lectern list`: the topics, what is built, and what is stale and why. */
export const list: Command = {
  name: "list",
  summary: "the topics: number, name, what is built, what is stale",
  args: "[topic...]",
  options: runOptions,
  run: runList,
};

async function runList(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const digits = await chooseDigits(request, streams.env);
  const rows: Row[] = [];
  for (const topic of request.topics) {
    rows.push(
      await describeTopic(topic, request, digits.of(topic), streams.env),
    );
  }
  if (request.json) streams.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else for (const row of rows) streams.stdout.write(format(row));
  return 0;
}

function format(row: Row): string {
  const { number, slug, title, state, built, stale, published } = row;
  const parts = built.length > 0 ? ` (${built.join(", ")})` : "";
  const why = state === "stale" ? `: ${sumUp(stale)}` : "";
  const first = `${String(number).padStart(2)}  ${title}`;
  const behind = published?.behind;
  const read = behind ? `\n    published text is behind: ${behind}` : "";
  return `${first}\n    ${slug}: ${state}${parts}${why}${read}\n`;
}

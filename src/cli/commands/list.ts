import type { Command, Input, Streams } from "../command.ts";
import { parseFrontmatterTitle } from "../frontmatter.ts";
import { parseRequest, runOptions } from "../request.ts";

/** `lectern list`: the topics, what is built, and what is stale and why. */
export const list: Command = {
  name: "list",
  summary: "the topics: number, name, what is built, what is stale",
  options: runOptions,
  run: runList,
};

async function runList(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const { locateDigits } = await import("../../digits/locate.ts");
  const { readState } = await import("../state.ts");
  const { identity } = await locateDigits({
    data: request.data,
    env: streams.env,
  });
  const rows = [];
  for (const topic of request.topics) {
    const { run, stale, manifest } = await readState(topic, request, identity);
    const built = Object.keys(manifest?.parts ?? {}).filter(
      (part) => part !== "run",
    );
    const state =
      run === undefined ? "not built" : stale.length > 0 ? "stale" : "current";
    const { number, slug } = topic;
    rows.push({
      number,
      slug,
      title: await parseFrontmatterTitle(topic),
      state,
      built,
      stale,
    });
  }
  if (request.json) {
    streams.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(...rows.map((row) => row.slug.length));
  for (const { number, slug, title, state, built, stale } of rows) {
    const parts = built.length > 0 ? ` (${built.join(", ")})` : "";
    const why = state === "stale" ? `: ${stale.join("; ")}` : "";
    streams.stdout.write(
      `${String(number).padStart(2)}  ${slug.padEnd(width)}  ${title}\n`,
    );
    streams.stdout.write(
      `${" ".repeat(4)}${" ".repeat(width)}  ${state}${parts}${why}\n`,
    );
  }
  return 0;
}

import { listClasses } from "../../classes.ts";
import { UserError } from "../../errors.ts";
import type { Command, Input, Streams } from "../command.ts";
import { openReporter } from "../progress.ts";

/** `lectern data`: fetches MNIST into the cache and verifies it, or says what is there. */
export const data: Command = {
  name: "data",
  summary:
    "where the digits come from; fetches MNIST into the cache and verifies it",
  options: [
    { flags: "--status", summary: "only say what is there: no download" },
    { flags: "--json", summary: "the result as JSON on stdout" },
  ],
  run: runData,
};

async function runData({ options }: Input, streams: Streams): Promise<number> {
  const { env } = streams;
  const { describeDigits } = await import("../../digits/describe.ts");
  if (options.status !== true && !env.LECTERN_DATA) await fetchAll(streams);
  const { located, ...rest } = await describeDigits({ data: "auto", env });
  if (located instanceof UserError) throw located;
  const { name, origin, identity, classes } = located;
  if (options.json === true) {
    const result = { name, origin, identity, classes, ...rest };
    streams.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  }
  const say = (label: string, text: string) =>
    streams.stdout.write(`${label.padEnd(14)} ${text}\n`);
  say("a build reads", origin);
  say("classes", listClasses(classes));
  say("identity", identity);
  say("cache", rest.cache);
  for (const { name, state, found } of rest.files) {
    say("", `${name}: ${state}${found === undefined ? "" : ` (${found})`}`);
  }
  if (rest.lastFailure !== undefined) say("last download", rest.lastFailure);
  if (env.LECTERN_DATA)
    say("", "LECTERN_DATA is set, so nothing is downloaded");
  return 0;
}

async function fetchAll(streams: Streams): Promise<void> {
  const { fetchMnist } = await import("../../digits/mnist/download.ts");
  const { env, signal } = streams;
  const reporter = await openReporter(streams);
  await fetchMnist({
    env,
    signal,
    onProgress: ({ label, done, total }) =>
      reporter.progress(label, { done, total }),
  }).finally(() => reporter.stop());
}

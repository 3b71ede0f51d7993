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
  const { mnistFolder } = await import("../../digits/cache.ts");
  const { fetchMnist } = await import("../../digits/download.ts");
  const { locateDigits } = await import("../../digits/locate.ts");
  const { env, signal } = streams;
  const reporter = await openReporter(streams);
  if (options.status !== true && !env.LECTERN_DATA) {
    const onProgress = ({
      label,
      done,
      total,
    }: {
      label: string;
      done: number;
      total: number;
    }) => reporter.progress(label, { done, total });
    await fetchMnist({ env, signal, onProgress }).finally(() =>
      reporter.stop(),
    );
  }
  const located = await locateDigits({ data: "auto", env });
  const result = {
    name: located.name,
    origin: located.origin,
    identity: located.identity,
    cache: mnistFolder(env),
  };
  if (options.json === true) {
    streams.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  }
  streams.stdout.write(`a build reads   ${result.name}: ${result.origin}\n`);
  streams.stdout.write(
    `identity        ${result.identity.slice(0, 16)}…, verified\n`,
  );
  streams.stdout.write(`cache           ${result.cache}\n`);
  if (env.LECTERN_DATA) {
    streams.stdout.write("LECTERN_DATA is set, so nothing was downloaded\n");
  }
  return 0;
}

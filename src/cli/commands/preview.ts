import { UserError } from "../../errors.ts";
import { chooseDigits } from "../chosen.ts";
import type { Command, Input, Streams } from "../command.ts";
import { formatWithLookUp } from "../findings.ts";
import { openInBrowser } from "../open-in-browser.ts";
import { reportError } from "../report.ts";
import { parseRequest, parseWhole } from "../request.ts";

/** `lectern preview [topic]`: article, slides and talk as they are while one writes. */
export const preview: Command = {
  name: "preview",
  summary:
    "a live page of article, slides, talk and questions, until Ctrl-C (no topic: choose there)",
  args: "[topic]",
  options: [
    {
      flags: "--port <n>",
      summary: "of the page, on this machine only (default: a free one)",
    },
    { flags: "--open", summary: "open the page in the browser" },
  ],
  run: runPreview,
};

async function runPreview(input: Input, streams: Streams): Promise<number> {
  const { args, options } = input;
  if (args.length > 1)
    throw new UserError(
      `more than one topic: ${args.slice(0, 2).join(", ")}`,
      "name one, or none: the page has them all",
      2,
    );
  const port = parseWhole("--port", String(options.port ?? 0), 0, 65_535);
  const request = parseRequest(input, streams);
  const { openPreview } = await import("../../preview/preview.ts");
  const { stdout, stderr, env, signal } = streams;
  const opened = await openPreview({
    ...{ request, around: streams, port },
    locate: async (topic, asked) =>
      (await chooseDigits({ ...asked, topics: [topic] }, env)).of(topic),
    terminal: {
      say: (text) => stderr.write(`${text}\n`),
      find: (findings) => stderr.write(formatWithLookUp(findings)),
      fail: (error) => reportError(error, streams),
    },
  });
  stdout.write(`${opened.address}\n`);
  stderr.write("the page follows what you save; Ctrl-C ends it\n");
  // Without a browser the page is there all the same.
  if (options.open === true)
    await openInBrowser(opened.address).catch((error) =>
      reportError(error, streams),
    );
  await ended(signal).finally(() => opened.close());
  return signal.throwIfAborted() ?? 0;
}

/** Resolves on Ctrl-C. */
function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command, Input, Streams } from "../../command.ts";
import { resolveFolder } from "../../out-folder.ts";
import { parseRequest } from "../../request.ts";

/** `lectern site`: the class as pages that any web server or disk can show. */
export const site: Command = {
  name: "site",
  summary: "pages of the class from what is built: articles, slides, agenda",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the pages go (default: site/ of the project)",
    },
    {
      flags: "--drafts",
      summary: "also examples, and texts with prompts or older than their run",
    },
    {
      flags: "--mentor",
      summary: "also how far everybody is, on the course's page",
    },
  ],
  run: runSite,
};

async function runSite({ options }: Input, streams: Streams): Promise<number> {
  const { cwd, env, stdout, stderr, signal } = streams;
  const request = parseRequest({ args: [], options: {} }, streams);
  const folder =
    typeof options.out === "string"
      ? resolveFolder(
          ...([options.out, request.root, cwd] as const),
          "name a new or empty folder, or one that lectern site wrote before",
        )
      : join(request.root, "site");
  const { makeSite } = await import("../../../site/site.ts");
  const { writeSite } = await import("../../../site/folder.ts");
  const { files, pages, notes } = await makeSite({
    ...{ request, env, signal },
    tell: (line) => stderr.write(`${line}\n`),
    drafts: options.drafts === true,
    mentor: options.mentor === true,
  });
  const isNew = await writeSite(folder, files);
  for (const note of notes) stderr.write(`${note}\n`);
  const page = join(folder, "index.html");
  const all = request.topics.length;
  stdout.write(
    `${pages} of ${all} topics ${isNew ? "written" : "as they were"}: ${relative(cwd, page)}\n`,
  );
  stderr.write(`${pathToFileURL(page).href}\n`);
  return 0;
}

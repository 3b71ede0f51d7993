import { join } from "node:path";
import { pathOf, publishedFile } from "../../build/texts.ts";
import { readCourse, readHolder } from "../../course/settings.ts";
import { UserError } from "../../errors.ts";
import { readIfThere, writeWhole } from "../../files.ts";
import { findRoot, findTopics, resolveTopic } from "../../topic/topic.ts";
import type { Command, Input, Streams } from "../command.ts";
import { resolveOut } from "../out-folder.ts";

/** `lectern published <topic> [address]`: what was pasted is kept, to be compared with. */
export const published: Command = {
  name: "published",
  summary:
    "keeps the article that was pasted into Medium: what differs from it later is told",
  args: "<topic> [address]",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the output lies (default: output/ of the project)",
    },
  ],
  run: runPublished,
};

async function runPublished(input: Input, streams: Streams): Promise<number> {
  const [name = "", given, more] = input.args;
  if (more !== undefined)
    throw new UserError(
      `more than a topic and an address: ${more}`,
      "write lectern published <topic> https://medium.com/…",
      2,
    );
  const root = findRoot(streams.cwd);
  const topic = resolveTopic(findTopics(root), name);
  const file = join(topic.folder, publishedFile);
  const { parseEdition, parsePublished } = await import(
    "../../medium/published/published.ts"
  );
  const known = await readIfThere(file);
  const before =
    known && parsePublished(known.toString(), pathOf(topic, publishedFile));
  const holder = await readHolder(root, topic);
  const address = given ?? before?.address;
  if (address === undefined)
    throw new UserError(
      `nobody knows where it is read: ${topic.name}`,
      `name the address: lectern published ${topic.slug} https://medium.com/…`,
      2,
    );
  if (!URL.canParse(address) || new URL(address).protocol !== "https:")
    throw new UserError(
      `no https address: ${address}`,
      "copy it from the browser, as it is",
      2,
    );
  const { out } = input.options;
  const asked = typeof out === "string" ? out : undefined;
  const folder = join(resolveOut(asked, root, streams.cwd), topic.name);
  const meta = await readIfThere(join(folder, "medium/meta.json"));
  const edition = meta && parseEdition(meta);
  if (edition === undefined)
    throw new UserError(
      `article is not built: ${topic.name}`,
      `build it, and paste that: lectern build ${topic.slug}`,
    );
  const { readToday } = await import("../../course/today.ts");
  const { session } = await readCourse(root);
  const since = readToday(streams.env, session?.zone);
  const kept = { format: 1, address, since, ...edition };
  await writeWhole(file, `${JSON.stringify(kept, null, 2)}\n`);
  streams.stdout.write(`${pathOf(topic, publishedFile)}\n`);
  const claim =
    holder === undefined
      ? ""
      : `; for the class: lectern claim ${topic.slug} --name "${holder.name}" --article ${address}`;
  streams.stderr.write(
    `kept as it is built; what differs from it later is told. Next: git add ${pathOf(topic, publishedFile)}${claim}\n`,
  );
  return 0;
}

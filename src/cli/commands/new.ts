import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { UserError } from "../../errors.ts";
import { asUserError } from "../../files.ts";
import { makeTopic } from "../../topic/make.ts";
import { findRoot, findTopics } from "../../topic/topic.ts";
import type { Command, Input, Streams } from "../command.ts";

/** `lectern new <slug>`: a topic that builds at once. */
export const create: Command = {
  name: "new",
  summary: "a new topic from templates/topic, ready to build",
  args: "<slug>",
  options: [],
  run: runNew,
};

async function runNew({ args }: Input, streams: Streams): Promise<number> {
  const root = findRoot(streams.cwd);
  checkLectern(root);
  const slug = checkSlug(args, root);
  const number =
    Math.max(0, ...findTopics(root).map((topic) => topic.number)) + 1;
  const name = `${String(number).padStart(2, "0")}-${slug}`;
  const folder = join(root, "topics", name);
  await makeTopic(folder, slug).catch((error) => {
    throw asUserError(error, "topic cannot be made");
  });
  const shown = relative(streams.cwd, folder);
  streams.stdout.write(
    `made ${shown}/ with experiment.ts, pytorch.py, article.md and deck.md\n`,
  );
  streams.stdout.write(`next: lectern build ${slug}\n`);
  return 0;
}

/** Throws UserError where a topic's `import … from "lectern"` would find nothing. */
function checkLectern(root: string): void {
  try {
    createRequire(join(root, "topics/")).resolve("lectern");
  } catch {
    throw new UserError(
      `lectern cannot be imported in ${root}`,
      "install it there, or run this in a copy of Lectern: every topic imports it",
    );
  }
}

function checkSlug(args: readonly string[], root: string): string {
  const [slug = "", more] = args;
  const hint = "lower-case words joined by -, such as learning-rate";
  if (more !== undefined)
    throw new UserError(`more than one name: ${args.join(" ")}`, hint, 2);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug))
    throw new UserError(`not a slug: ${slug}`, hint, 2);
  const taken = findTopics(root).find((topic) => topic.slug === slug);
  if (taken !== undefined)
    throw new UserError(
      `topic is already there: ${taken.name}`,
      "choose another slug",
      2,
    );
  return slug;
}

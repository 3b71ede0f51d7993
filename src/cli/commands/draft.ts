import { existsSync } from "node:fs";
import { join } from "node:path";
import { readDocument, readSources } from "../../build/texts.ts";
import { readCourse, readHolder } from "../../course/settings.ts";
import type { Writer } from "../../draft/draft.ts";
import { UserError } from "../../errors.ts";
import { writeWhole } from "../../files.ts";
import {
  findRoot,
  findTopics,
  resolveTopic,
  type Topic,
} from "../../topic/topic.ts";
import type { Command, Input, Streams } from "../command.ts";

/** `lectern draft <topic>`: an article and a deck to be made somebody's own. */
export const draft: Command = {
  name: "draft",
  summary:
    "your own article and deck: a topic's questions, its evidence, and room for your words",
  args: "<topic>",
  options: [
    {
      flags: "--author <name>",
      summary:
        "who signs both (default: who claimed the topic, else lectern.config's)",
    },
    {
      flags: "--from <text>",
      summary: "what it begins with: the topic's questions, or its example",
      choices: ["questions", "example"],
      default: "questions",
    },
  ],
  run: runDraft,
};

const names = ["article.md", "deck.md"] as const;

async function runDraft(input: Input, streams: Streams): Promise<number> {
  const root = findRoot(streams.cwd);
  const topic = chooseTopic(input.args, root);
  const missing = names.filter((each) => !existsSync(join(topic.folder, each)));
  if (missing.length === 0) {
    throw new UserError(
      `draft is already there: topics/${topic.name}/article.md and deck.md`,
      "edit them; to begin anew, move them away first",
    );
  }
  const course = await readCourse(root);
  const holder = await readHolder(root, topic);
  const { languageOf } = await import("../../language.ts");
  const language = languageOf(course.language, course.wording);
  const texts = await writeDraft(topic, input.options.from === "example", {
    author: checkAuthor(input.options.author) ?? holder?.name ?? course.author,
    tags: course.tags,
    language,
    size: course.size,
  });
  for (const name of missing) {
    const key = name === "article.md" ? "article" : "deck";
    await writeWhole(join(topic.folder, name), texts[key]);
    streams.stdout.write(`topics/${topic.name}/${name}\n`);
  }
  streams.stderr.write(
    `yours to write now: each <!-- ${language.prompt} … --> waits for you, and lectern check counts them\nnext: lectern build ${topic.slug}\n`,
  );
  return 0;
}

async function writeDraft(topic: Topic, fromExample: boolean, writer: Writer) {
  const { draftFromExample, draftFromOutline } = await import(
    "../../draft/draft.ts"
  );
  const { readOutline } = await import("../../topic/outline.ts");
  const article = await readDocument(topic, "article.md", "example");
  const deck = await readDocument(topic, "deck.md", "example");
  const examples = {
    ...{ article: article.text, deck: deck.text },
    sources: await readSources(topic),
  };
  if (fromExample) return draftFromExample(examples, writer.author);
  const outline = await readOutline(topic, writer.language.language);
  return draftFromOutline(outline, examples, writer);
}

function chooseTopic(
  [name = "", more]: readonly string[],
  root: string,
): Topic {
  if (more === undefined) return resolveTopic(findTopics(root), name);
  throw new UserError(
    `more than one topic: ${name}, ${more}`,
    "name one: lectern draft pixel-similarity",
    2,
  );
}

function checkAuthor(author: unknown): string | undefined {
  if (typeof author !== "string") return undefined;
  const name = author.replace(/\s+/g, " ").trim();
  if (name !== "" && name.length <= 100) return name;
  throw new UserError(
    "--author is empty or longer than 100 characters",
    'write it like --author "Ada"',
    2,
  );
}

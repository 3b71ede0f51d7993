import type { Claimed } from "../../../course/claiming.ts";
import { readCourse } from "../../../course/settings.ts";
import { UserError } from "../../../errors.ts";
import {
  findRoot,
  findTopics,
  resolveTopic,
  type Topic,
} from "../../../topic/topic.ts";
import type { Command, Input, Streams } from "../../command.ts";

/** `lectern claim <topic>`: one topic for one person, as a file that git keeps. */
export const claim: Command = {
  name: "claim",
  summary: "a topic for you: a file of class/, for git to share",
  args: "<topic>",
  options: [
    {
      flags: "--name <name>",
      summary: "who claims it, as articles are signed",
    },
    { flags: "--handle <handle>", summary: "the same person on Medium: @ada" },
    { flags: "--article <url>", summary: "where the article was published" },
    { flags: "--deck <url>", summary: "where the deck can be had" },
    { flags: "--note <text>", summary: "what the class should know" },
    { flags: "--release", summary: "give the topic back" },
  ],
  run: runClaim,
};

async function runClaim(input: Input, streams: Streams): Promise<number> {
  const { checkWish, claimTopic, releaseTopic } = await import(
    "../../../course/claiming.ts"
  );
  const root = findRoot(streams.cwd);
  const topics = findTopics(root);
  const topic = chooseTopic(input.args, topics);
  const wish = checkWish(input.options);
  if (input.options.release === true) {
    refuseFields(input);
    const released = await releaseTopic(root, topics, topic, wish);
    streams.stdout.write(`${topic.name} is free again\n`);
    sayNext(streams, "git add -A class", `Release ${topic.name}`, released);
    return 0;
  }
  const { readToday } = await import("../../../course/today.ts");
  const { session } = await readCourse(root);
  const today = readToday(streams.env, session?.zone);
  const claimed = await claimTopic(root, topics, topic, wish, today);
  const { change, file } = claimed;
  const { since } = claimed.claim;
  if (change === "none") {
    streams.stdout.write(
      `${topic.name} is yours already, since ${since}: nothing changed\n`,
    );
    return 0;
  }
  const made = change === "made";
  streams.stdout.write(
    made ? `${topic.name} is yours: ${file}\n` : `${file} is changed\n`,
  );
  const subject = `${made ? "Claim" : "Update"} ${topic.name}`;
  sayNext(streams, `git add ${file}`, subject, claimed);
  if (made)
    streams.stderr.write(
      "it is yours for the class once that is pushed; where the push is refused: git pull --rebase\n",
    );
  return 0;
}

/** The commands that share it: run by hand, for nothing of git is run here. */
function sayNext(
  { stderr }: Streams,
  add: string,
  subject: string,
  { file }: Claimed,
): void {
  stderr.write(
    `next: ${add} && git commit -m "${subject}" ${file} && git push\n`,
  );
}

function chooseTopic(
  [name = "", more]: readonly string[],
  topics: readonly Topic[],
): Topic {
  if (more === undefined) return resolveTopic(topics, name);
  throw new UserError(
    `more than one topic: ${name}, ${more}`,
    'name one: lectern claim pixel-similarity --name "Ada"',
    2,
  );
}

/** What is given back has nothing to say any more. */
function refuseFields({ options }: Input): void {
  const said = ["article", "deck", "note"].find(
    (each) => options[each] !== undefined,
  );
  if (said === undefined) return;
  throw new UserError(
    `--release and --${said} contradict each other`,
    `leave out one of the two`,
    2,
  );
}

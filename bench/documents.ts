// What documents cost: the seconds of processor time, with those of the processes that it starts, that
// a command takes. Beside ours pandoc, where it is installed, which turns the built article into a
// page and slides: it binds no numbers, draws no figure and checks nothing.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { findTopics, home, type Topic } from "../src/topic/topic.ts";
import { linkLectern } from "../tests/cli/linked.ts";
import type { Rounds } from "./table.ts";

/** Milliseconds after which something may be noted of a file that was written. */
const settled = 3500;

/** Milliseconds of processor time of a command and what it waits for; undefined where it fails. */
function costOf(
  cwd: string,
  command: string,
  ...args: readonly string[]
): number | undefined {
  const script = '"$@" >/dev/null 2>&1; code=$?; times; exit $code';
  const run = spawnSync("sh", ["-c", script, "sh", command, ...args], {
    cwd,
    encoding: "utf8",
  });
  // A check with findings is one, too. The second line is of the shell's children.
  const isDone = run.status === 0 || (run.status === 1 && args[1] === "check");
  if (!isDone) return undefined;
  const [, line = ""] = run.stdout.trim().split("\n");
  const times = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce(
    (sum, [, minutes, seconds]) =>
      sum + 1000 * (60 * Number(minutes) + Number(seconds)),
    0,
  );
}

const quick = ["--quick", "--data", "handwriting"];

/** A course of the first topics, built quickly on handwriting. */
function openCourse(count: number) {
  const root = mkdtempSync(join(tmpdir(), "lectern-documents-"));
  linkLectern(root);
  mkdirSync(join(root, "topics"));
  for (const { name, folder } of findTopics(home).slice(0, count))
    cpSync(folder, join(root, "topics", name), { recursive: true });
  const lectern = (...args: readonly string[]): number => {
    const bin = join(home, "bin/lectern.js");
    const cost = costOf(root, process.execPath, bin, ...args);
    if (cost === undefined)
      throw new Error(`failed: lectern ${args.join(" ")}`);
    return cost;
  };
  lectern("build", ...quick);
  return { root, topics: findTopics(root), lectern };
}

/** Each contender's milliseconds, round by round; `count` topics are checked and found done. */
export async function measureDocuments(
  rounds: number,
  count = 10,
): Promise<Rounds> {
  const { root, topics, lectern } = openCourse(count);
  const times = new Map<string, number[]>();
  const add = (name: string, time: number | undefined) => {
    if (time !== undefined) times.set(name, [...(times.get(name) ?? []), time]);
  };
  const [first] = topics as readonly [Topic, ...Topic[]];
  const output = (topic: Topic, file: string) =>
    join(root, "output", topic.name, file);
  const texts = ["article.md", "deck.md"].map((name) => {
    const file = join(first.folder, "example", name);
    return { file, text: readFileSync(file, "utf8") };
  });
  let edits = 0;
  const edit = (count: number) => {
    edits += 1;
    for (const { file, text } of texts.slice(0, count))
      writeFileSync(file, `${text}\nThis is edit ${edits}.\n`);
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      // From where the article lies: it names its pictures from there.
      const pages = ["page.html", "slides.pptx"].map((made) =>
        costOf(
          join(root, "output", first.name),
          ...(["pandoc", "-s", "article.md", "-o", join(root, made)] as const),
        ),
      );
      if (pages.every((each) => each !== undefined))
        add(
          "pandoc, page and slides",
          pages.reduce((a, b) => a + b, 0),
        );
      edit(1);
      add("article edited", lectern("build", "1", ...quick));
      edit(2);
      add("both edited", lectern("build", "1", ...quick));
      // Written now, as by a build: nothing is known of them any more.
      for (const topic of topics)
        utimesSync(
          output(topic, ".lectern/manifest.json"),
          0,
          Date.now() / 1e3,
        );
      await setTimeout(settled);
      lectern("build", ...quick);
      add(`${count} topics, no-op`, lectern("build", ...quick));
      add(`${count} topics, check`, lectern("check"));
      add(`${count} topics, again`, lectern("check"));
    }
  } finally {
    rmSync(root, { recursive: true });
  }
  return times;
}

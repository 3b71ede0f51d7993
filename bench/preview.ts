/**
 * `npm run bench:preview [topic]`: from a save of an article to its new view, median of 20, in
 * `lectern preview` and, where `mystmd` is installed (`MYST`, or `myst` in the PATH), in its own
 * preview of the same article as Markdown. Both are warm, and asked over HTTP. Says how many cores
 * others kept busy meanwhile: on a machine that is never idle, ratios only, with care.
 */
import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { main } from "../src/cli/main.ts";
import { findTopics, home, resolveTopic } from "../src/topic/topic.ts";
import { linkLectern } from "../tests/cli/linked.ts";
import { watch } from "./machine.ts";
import { median } from "./table.ts";

const EDITS = 20;
/** Milliseconds between two edits: longer than what follows a view, such as the rules. */
const GAP = 1500;

const topic = resolveTopic(findTopics(home), process.argv[2] ?? "3");
const root = await mkdtemp(join(tmpdir(), "lectern-bench-"));
const { PATH, HOME, LECTERN_DATA } = process.env;
const stop = new AbortController();
const screen = (onText: (text: string) => void) =>
  new Writable({
    write(chunk, _encoding, done) {
      onText(String(chunk));
      done();
    },
  });

function lectern(
  args: readonly string[],
  onText: (text: string) => void = () => {},
): Promise<number> {
  return main(args, {
    stdout: screen(onText),
    stderr: screen(() => {}),
    env: { PATH, HOME, LECTERN_DATA },
    cwd: root,
    signal: stop.signal,
  });
}

/** Changes a text `EDITS` times; `seen` resolves when the view has the word. */
async function measure(
  name: string,
  file: string,
  seen: (word: string) => Promise<void>,
): Promise<void> {
  const text = await readFile(file, "utf8");
  const body = text.indexOf("\n---\n", 4) + 5;
  const paragraph = text.slice(body).search(/\n\n[A-Z]/) + body + 2;
  const times: number[] = [];
  const { disturbed } = await watch([], async () => {
    // The first ones warm up: compilers and caches.
    for (let edit = -3; edit < EDITS; edit += 1) {
      const word = `Edit${edit + 3}`;
      const view = seen(word);
      const start = performance.now();
      await writeFile(
        file,
        `${text.slice(0, paragraph)}${word} ${text.slice(paragraph)}`,
      );
      await view;
      if (edit >= 0) times.push(performance.now() - start);
      await wait(GAP);
    }
  });
  const range = `[${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}]`;
  console.log(
    `${name.padEnd(18)} ${median(times).toFixed(0).padStart(5)} ms ${range}${disturbed ? "  (others kept the machine busy)" : ""}`,
  );
}

/** Reads the stream of the page until the word is in it. */
async function hear(address: string): Promise<(word: string) => Promise<void>> {
  const stream = await fetch(`${address}events?topic=${topic.name}`);
  const waiting = new Map<string, () => void>();
  const decoder = new TextDecoder();
  const read = async () => {
    for await (const chunk of stream.body ?? []) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true });
      for (const [word, tell] of waiting) if (text.includes(word)) tell();
    }
  };
  read().catch(() => {});
  await wait(8000);
  return (word) => new Promise((resolve) => waiting.set(word, resolve));
}

/** mystmd's own server of contents, which its preview reads, in a folder of the same article. */
async function measureMyst(command: string): Promise<void> {
  const folder = join(root, "myst");
  await mkdir(folder);
  const output = join(root, "output", topic.name);
  await cp(join(output, "article.md"), join(folder, "index.md"));
  await cp(join(output, "figures"), join(folder, "figures"), {
    recursive: true,
  });
  await writeFile(
    join(folder, "myst.yml"),
    "version: 1\nproject:\n  title: bench\nsite:\n  template: book-theme\n",
  );
  const port = 34_567;
  const child = spawn(
    command,
    [
      "start",
      "--headless",
      "--server-port",
      String(port),
      "--port",
      String(port + 1),
    ],
    { cwd: folder, stdio: "ignore" },
  );
  const read = async () => {
    const answer = await fetch(
      `http://localhost:${port}/content/index.json`,
    ).catch(() => undefined);
    return answer?.ok ? await answer.text() : "";
  };
  try {
    for (let time = 0; time < 60 && (await read()) === ""; time += 1)
      await wait(500);
    if ((await read()) === "") {
      console.log(
        "mystmd did not start: it fetches its theme from the network",
      );
      return;
    }
    await measure("mystmd", join(folder, "index.md"), async (word) => {
      while (!(await read()).includes(word)) await wait(5);
    });
  } finally {
    child.kill();
  }
}

try {
  linkLectern(root);
  await cp(topic.folder, join(root, "topics", topic.name), { recursive: true });
  const built = await lectern(["build", topic.slug, "--quick"]);
  if (built !== 0) throw new Error("the topic cannot be built");
  const address = await new Promise<string>((resolve) => {
    void lectern(["preview", topic.slug], (text) => resolve(text.trim()));
  });
  const example = join(root, "topics", topic.name, "example/article.md");
  await measure("lectern preview", example, await hear(address));
  const command = process.env.MYST ?? "myst";
  const isThere = spawnSync(command, ["--version"]).status === 0;
  if (isThere) await measureMyst(command);
  else console.log("mystmd is not installed: nothing to compare with");
} finally {
  stop.abort();
  await rm(root, { recursive: true, force: true });
}

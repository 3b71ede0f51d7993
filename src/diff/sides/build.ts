import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readManifest } from "../../build/manifest.ts";
import type { Surroundings } from "../../build/request.ts";
import { keptIn } from "../../build/state.ts";
import type { Flags } from "../../course/settings.ts";
import { makeFolder } from "../../files.ts";
import { hashFiles } from "../../lab/imports.ts";
import { readRun, readRunHead } from "../../record/kept.ts";
import type { Record } from "../../record/record.ts";
import type { Place } from "./side.ts";

/** How every side of a topic is built, so that what differs is the side and nothing else. */
export interface Manner {
  /** As `lectern build` takes them. */
  readonly args: readonly string[];
  readonly seed: number;
}

/** What was asked for on the command line. */
export interface Wishes {
  readonly quick: boolean;
  /** Default: what `lectern build` takes by itself. */
  readonly data?: string | undefined;
}

/**
 * How the run that is kept in one of the folders was asked for, the first that has one; without
 * any, a full run with the usual seed.
 */
export async function findManner(
  topic: string,
  outs: readonly string[],
  { quick, data }: Wishes,
): Promise<Manner> {
  const given = data === undefined ? [] : ["--data", data];
  for (const out of outs) {
    const folder = join(out, topic);
    const head = await readRunHead(keptIn(folder));
    if (head === undefined) continue;
    const { profile, seed } = head.record;
    const flags = (await readManifest(folder))?.flags ?? {};
    const args = [
      ...given,
      ...(quick || profile === "quick" ? ["--quick"] : []),
      ...asArgs(flags),
    ];
    return { args, seed };
  }
  return { args: [...given, ...(quick ? ["--quick"] : [])], seed: 42 };
}

function asArgs({ digits, date, tags, author, baseUrl, pace, theme }: Flags) {
  const given = Object.entries({
    "--digits": digits?.join(","),
    "--date": date,
    "--tags": tags?.join(","),
    "--author": author,
    "--base-url": baseUrl,
    "--pace": pace,
    "--theme": theme,
  });
  return given.flatMap(([flag, value]) =>
    value === undefined ? [] : [flag, String(value)],
  );
}

/**
 * Puts a kept run into the side's output that has none for the topic: the first below `outs` whose
 * files are all the same there. The side's own build decides whether it stands.
 */
export async function seedRun(
  topic: string,
  { project, out }: Place,
  outs: readonly string[],
): Promise<void> {
  const kept = keptIn(join(out, topic));
  if (project === undefined || existsSync(kept)) return;
  for (const other of outs) {
    const from = keptIn(join(other, topic));
    const head = await readRunHead(from);
    if (head === undefined) continue;
    const { imports, runner } = head.record.provenance;
    const files = { ...imports, ...runner };
    const now = await hashFiles(Object.keys(files), project.root).catch(
      () => undefined,
    );
    if (now === undefined) continue;
    if (Object.keys(files).some((path) => now[path] !== files[path])) continue;
    await makeFolder(dirname(kept));
    await copyFile(from, kept);
    return;
  }
}

/** The output folders of all checkouts that are kept: their runs may serve another. */
export async function keptOuts(cache: string): Promise<string[]> {
  const folder = join(cache, "diff");
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name, "output"));
}

/**
 * Brings one topic of a side up to date, by the side's own sources. Returns undefined, or what its
 * build says where it fails. Throws the abort reason.
 */
export async function buildPlace(
  topic: string,
  { project, out }: Place,
  { args, seed }: Manner,
  around: Surroundings,
  say: (line: string) => void,
): Promise<string | undefined> {
  if (project === undefined) return undefined;
  const words = ["build", topic, "--seed", String(seed), "--out", out, ...args];
  return runLectern(project.bin, project.root, words, around, say);
}

/** The record of the later side's run with another seed, kept in `folder`; or what its build says. */
export async function drawRun(
  topic: string,
  place: Place,
  manner: Manner,
  folder: string,
  around: Surroundings,
  say: (line: string) => void,
): Promise<Record | string> {
  const own = { ...place, out: folder };
  const failed = await buildPlace(topic, own, manner, around, say);
  // A claim that flips with the seed leaves no article, and its run all the same.
  const run = await readRun(keptIn(join(folder, topic)));
  if (run?.record.seed === manner.seed) return run.record;
  return failed ?? "no record was written";
}

function runLectern(
  bin: string,
  root: string,
  words: readonly string[],
  { env, signal }: Surroundings,
  say: (line: string) => void,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(process.execPath, [bin, ...words], {
      ...{ cwd: root, env, signal, killSignal: "SIGTERM" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      const text = String(chunk);
      said += text;
      for (const line of text.split("\n"))
        if (line.includes(": running, because")) say(line);
    });
    child.once("error", (error) =>
      reject(signal.aborted ? signal.reason : error),
    );
    child.once("close", (code) => {
      if (signal.aborted) reject(signal.reason);
      else resolve(code === 0 ? undefined : lastWords(said));
    });
  });
}

/** From where the errors begin: at most so many characters of it. */
const most = 2000;

function lastWords(said: string): string {
  const from = said.search(/^(error: |\S+:\d+:\d+ )/m);
  return said.slice(Math.max(from, 0)).trim().slice(0, most);
}

import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { main } from "../../src/cli/main.ts";
import { home } from "../../src/topic/topic.ts";
import { linkLectern } from "./linked.ts";

/** Handwriting is drawn once for all tests. */
export const cache = join(home, "node_modules/.cache/lectern-tests");

/** What one command line did. */
interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly root: string;
  /** Runs `lectern …` in the project, on handwriting unless `--data` or `env` say otherwise. */
  run(
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
    signal?: AbortSignal,
  ): Promise<Outcome>;
  /** Changes one of the project's files. */
  edit(path: string, change: (text: string) => string): Promise<void>;
  /** Every file below a folder of the project, by path. */
  files(folder: string): Promise<Map<string, Buffer>>;
}

/** A project of one test: `makeProject`, removed when the test is done. */
export async function openProject(): Promise<Project> {
  const project = await makeProject();
  onTestFinished(() => rm(project.root, { recursive: true, force: true }));
  return project;
}

/** A project in a temporary folder with one small topic, on Lectern's own sources. */
export async function makeProject(): Promise<Project> {
  const root = await mkdtemp(join(tmpdir(), "lectern-test-"));
  linkLectern(root);
  const topic = join(root, "topics/01-ink");
  await mkdir(join(root, "topics"));
  await cp(join(home, "tests/cli/ink"), topic, { recursive: true });
  return {
    root,
    run: (args, env, signal) => run(root, args, env, signal),
    edit: async (path, change) => {
      const file = join(root, path);
      await writeFile(file, change(await readFile(file, "utf8")));
    },
    files: (folder) => readFiles(join(root, folder)),
  };
}

/** Runs `lectern …` in a folder, as `Project.run` does. */
export async function run(
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  signal = new AbortController().signal,
): Promise<Outcome> {
  const stdout = new Collector();
  const stderr = new Collector();
  const { PATH, HOME } = process.env;
  const needsData =
    args[0] === "build" &&
    !args.includes("--data") &&
    env.LECTERN_DATA === undefined;
  const code = await main(
    needsData ? [...args, "--data", "handwriting"] : args,
    {
      stdout,
      stderr,
      env: { PATH, HOME, LECTERN_CACHE: cache, ...env },
      cwd: root,
      signal,
    },
  );
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** Every file below a folder, by path; none where there is no folder. */
export async function readFiles(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  const found = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), await readFile(path));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

class Collector extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

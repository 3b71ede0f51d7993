import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { home } from "../../src/topic/topic.ts";
import { cache, openProject, type Project } from "../cli/project.ts";

/** What goes wrong in a build's process. */
export interface Fault {
  /** Which call that changes the disk below the project's `out` it hits, from 1. */
  readonly at: number;
  readonly kind:
    | "kill-before"
    | "kill-half"
    | "kill-after"
    | "EIO"
    | "ENOSPC"
    | "EROFS"
    | "EMFILE";
  /** Every later call fails, too. */
  readonly lasts?: boolean;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/**
 * How many rounds a campaign goes: `short` in CI, up to `long` by hand (`npm run campaigns`, or
 * `LECTERN_CAMPAIGN=50` for that many).
 */
export function rounds(short: number, long = 300): number {
  const asked = process.env.LECTERN_CAMPAIGN;
  // The fuzzers read a seed behind a colon.
  return asked ? Math.min(Number.parseInt(asked, 10), long) : short;
}

/** The build that the campaigns repeat. */
export const build = ["build", "1", "--quick", "--data", "handwriting"];

/** The same, into the folder that is reset. */
export const args = [...build, "--out", "out"];

/** A project with that build in it, and the way back to it. */
export async function openBuilt(): Promise<{
  project: Project;
  /** What the folder holds now, Lectern's own beside what a reader opens. */
  output(): Promise<Map<string, Buffer>>;
  reset(): Promise<void>;
}> {
  const project = await openProject();
  const out = join(project.root, "out");
  const kept = join(project.root, "kept");
  await runLectern(project, args);
  await cp(out, kept, { recursive: true });
  return {
    project,
    output: () => project.files("out/01-ink"),
    reset: async () => {
      await rm(out, { recursive: true, force: true });
      await cp(kept, out, { recursive: true });
    },
  };
}

/** Runs `lectern …` in a process of its own, with the fault. */
export async function runLectern(
  project: Pick<Project, "root">,
  args: readonly string[],
  fault?: Fault,
): Promise<Ended> {
  const settings = { ...fault, below: join(project.root, "out") };
  return start(
    project,
    args,
    fault && { LECTERN_FAULT: JSON.stringify(settings) },
  );
}

/** How many calls of an undisturbed build change the disk. */
export async function countCalls(
  project: Pick<Project, "root">,
  args: readonly string[],
): Promise<number> {
  const count = join(project.root, "count");
  const settings = { below: join(project.root, "out"), at: 0, count };
  await start(project, args, { LECTERN_FAULT: JSON.stringify(settings) });
  return Number(await readFile(count, "utf8"));
}

async function start(
  project: Pick<Project, "root">,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<Ended> {
  const faults = fileURLToPath(new URL("faults.mjs", import.meta.url));
  const before = env === undefined ? [] : ["--import", faults];
  const child = spawn(
    process.execPath,
    [...before, join(home, "bin/lectern.js"), ...args],
    {
      cwd: project.root,
      env: { ...process.env, LECTERN_CACHE: cache, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, stderr };
}

/** What a reader opens: what Lectern keeps beside it tells of other builds, too. */
export function readable(
  files: ReadonlyMap<string, Buffer>,
): Map<string, Buffer> {
  return new Map([...files].filter(([path]) => !path.startsWith(".lectern/")));
}

/**
 * Whether a file tells of builds before the last one: which one came first, decks to refresh
 * from, and drawings that a later build may take up.
 */
export function isHistory(path: string): boolean {
  return /^\.lectern\/(?:changes\.json$|refresh(?:-article)?\.json$|generated\/|history\/|kept\/)/.test(
    path,
  );
}

/** Files that nobody asked for: put aside, temporary, or of an unfinished build. */
export function strays(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files.keys()].filter((path) =>
    /yours-|\.tmp$|staged|journal|lock/.test(path),
  );
}

/** Paths at which two folders differ. */
export function differing(
  one: ReadonlyMap<string, Buffer>,
  other: ReadonlyMap<string, Buffer>,
): string[] {
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) => {
    const bytes = other.get(path);
    return bytes === undefined || !one.get(path)?.equals(bytes);
  });
}

/** Numbers from 1 to `all`, spread evenly: at most `most` of them. */
export function spread(all: number, most: number): number[] {
  const step = Math.max(1, all / most);
  const count = Math.min(all, most);
  return Array.from(
    { length: count },
    (_, index) => Math.floor(index * step) + 1,
  );
}

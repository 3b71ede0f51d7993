import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A process that runs what it is asked for and says how long it took. */
export interface Contender {
  readonly name: string;
  /** Its answer to one line: milliseconds, or megabytes for `memory`. */
  ask(line: string): Promise<number>;
  /** Seconds of processor time that it has used; 0 where the system does not tell. */
  processorTime(): number;
  stop(): void;
}

const SERVE = fileURLToPath(new URL("serve.ts", import.meta.url));

/** One of our engines, or undefined where it does not open. */
export async function startEngine(
  name: string,
  ...args: readonly string[]
): Promise<Contender | undefined> {
  const command = ["--import", "tsx", SERVE, ...args];
  const child = spawn(process.execPath, command, {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lines = linesOf(child);
  const { done } = await lines.next();
  return done ? undefined : contender(name, child, lines);
}

/** PyTorch, running one of the scripts beside this file. */
export function startTorch(python: string, script: string): Contender {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(python, [file], { stdio: ["pipe", "pipe", "inherit"] });
  return contender("PyTorch", child, linesOf(child));
}

/** A Python that has torch: LECTERN_PYTHON, or python3. Undefined where it has none. */
export function findTorch(): string | undefined {
  const python = process.env.LECTERN_PYTHON ?? "python3";
  const { status } = spawnSync(python, ["-c", "import torch"]);
  return status === 0 ? python : undefined;
}

type Lines = AsyncIterator<string>;

function linesOf(child: ChildProcess): Lines {
  if (!child.stdout) throw new Error("a contender without output");
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

function contender(name: string, child: ChildProcess, lines: Lines): Contender {
  return {
    name,
    async ask(line) {
      child.stdin?.write(`${line}\n`);
      const { done, value } = await lines.next();
      if (done) throw new Error(`${name} ended while it was to run ${line}`);
      return Number(value);
    },
    processorTime: () => processorTime(child.pid),
    stop: () => child.stdin?.end(),
  };
}

/** Linux counts it in hundredths of a second: fields 14 and 15, after the name in brackets. */
function processorTime(pid: number | undefined): number {
  if (process.platform !== "linux") return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

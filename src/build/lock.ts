import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { errorCode, isMissing, makeFolder } from "../files.ts";
import { writeOutput } from "./folder.ts";

/** In the `.lectern` of a topic's output folder. */
export const lockName = "lock";

const folderName = `.lectern/${lockName}`;

/** Who holds or wants a lock, as the name of a file says it. */
interface Ticket {
  readonly pid: number;
  /** When the process started, in the system's own words; "" where it does not say. */
  readonly start: string;
  readonly host: string;
}

/**
 * Does `work` while no other process does any under the lock of the same output folder.
 * `onWait` hears once who holds it. Throws the signal's reason when it is aborted meanwhile.
 *
 * A process holds the lock when it has put down a ticket and then finds no other living one;
 * two that come at once both step back. A ticket of a process that is gone counts for nothing,
 * and as no two have one name, clearing it away never hits a living one.
 */
export async function withLock<Result>(
  output: string,
  signal: AbortSignal,
  onWait: (holder: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const folder = join(output, folderName);
  const ticket = await writeOutput(() => take(folder, signal, onWait));
  try {
    return await work();
  } finally {
    await rm(ticket, { force: true }).catch(() => {});
    // Not empty: somebody else is waiting.
    await rmdir(folder).catch(() => {});
  }
}

async function take(
  folder: string,
  signal: AbortSignal,
  onWait: (holder: string) => void,
): Promise<string> {
  let isTold = false;
  for (;;) {
    signal.throwIfAborted();
    const name = nameOf(self());
    if (await putDown(folder, name)) {
      const other = await findOther(folder, name);
      if (other === undefined) return join(folder, name);
      await rm(join(folder, name), { force: true });
      if (!isTold) onWait(describe(other, folder));
      isTold = true;
    }
    // Not in step with the one that stepped back at the same moment.
    // Too short to be cut short: many that wait would all listen to one signal.
    await wait(20 + Math.random() * 100);
  }
}

/** False when the folder went away in between, with the holder before. */
async function putDown(folder: string, name: string): Promise<boolean> {
  try {
    await makeFolder(folder);
    await writeFile(join(folder, name), "", { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** A living ticket other than `own`; those of the dead are cleared away. */
async function findOther(
  folder: string,
  own: string,
): Promise<Ticket | undefined> {
  let other: Ticket | undefined;
  for (const name of await ticketsIn(folder)) {
    if (name === own) continue;
    const ticket = parseName(name);
    if (ticket !== undefined && isAlive(ticket)) other = ticket;
    else await rm(join(folder, name), { recursive: true, force: true });
  }
  return other;
}

/**
 * Says in `folder` that this process uses what it stands for, as others may at the same time; what
 * is returned takes that back.
 */
export async function share(folder: string): Promise<() => Promise<void>> {
  const name = nameOf(self());
  while (!(await putDown(folder, name)));
  return async () => {
    await rm(join(folder, name), { force: true });
    await rmdir(folder).catch(() => {});
  };
}

/** Whether a living process uses what `folder` stands for. */
export async function isShared(folder: string): Promise<boolean> {
  return (await findOther(folder, "")) !== undefined;
}

/** Whether a lock, held or left by a process that was killed, lies in the output folder. */
export async function isLocked(output: string): Promise<boolean> {
  return (await ticketsIn(join(output, folderName))).length > 0;
}

function ticketsIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function self(): Ticket {
  const { pid } = process;
  return { pid, start: startOf(pid), host: hostname() };
}

function nameOf({ pid, start, host }: Ticket): string {
  const rest = [pid, start, randomUUID().slice(0, 8)].join("-");
  return `${rest}@${encodeURIComponent(host)}`;
}

function parseName(name: string): Ticket | undefined {
  const match = /^(\d+)-(\d*)-[0-9a-f]{8}@(.*)$/.exec(name);
  if (match === null) return undefined;
  const [, pid, start = "", host = ""] = match;
  return { pid: Number(pid), start, host: decodeURIComponent(host) };
}

/** Of a process on another machine nobody here can tell: it is taken for alive. */
function isAlive({ pid, start, host }: Ticket): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== "EPERM") return false;
  }
  // A number that was given to another process since then.
  return startOf(pid) === start;
}

/** In ticks since the machine started, where `/proc` tells. Source: proc(5), field 22. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in brackets, and may have anything in it.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields[19] ?? "";
  } catch {
    return "";
  }
}

function describe({ pid, host }: Ticket, folder: string): string {
  return host === hostname()
    ? `process ${pid}`
    : `process ${pid} on ${host} (if it is gone, remove ${folder})`;
}

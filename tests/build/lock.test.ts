import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { withLock } from "../../src/build/lock.ts";

const never = new AbortController().signal;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "lectern-lock-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test("of many that want one lock one works at a time, and each gets its turn", async () => {
  const output = await folder();
  const warnings: string[] = [];
  const warn = ({ name }: Error) => warnings.push(name);
  process.on("warning", warn);
  onTestFinished(() => void process.off("warning", warn));
  let working = 0;
  let most = 0;
  let done = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await wait(5);
    working -= 1;
    done += 1;
  };
  await Promise.all(
    Array.from({ length: 12 }, () => withLock(output, never, () => {}, work)),
  );
  expect({ most, done }).toEqual({ most: 1, done: 12 });
  // Of as many listeners, where each that waits listens to Ctrl-C.
  expect(warnings).toEqual([]);
  expect(await readdir(join(output, ".lectern"))).toEqual([]);
});

test("the lock of a process that is gone, or of another with its number, counts for nothing", async () => {
  const output = await folder();
  const lock = join(output, ".lectern/lock");
  await mkdir(lock, { recursive: true });
  const host = encodeURIComponent(hostname());
  // No process has this number; this process did not start then.
  await writeFile(join(lock, `4194305-1-0a0a0a0a@${host}`), "");
  await writeFile(join(lock, `${process.pid}-1-0a0a0a0a@${host}`), "");
  await writeFile(join(lock, "no ticket at all"), "");
  const waited: string[] = [];
  await withLock(
    output,
    never,
    (holder) => waited.push(holder),
    async () => {
      expect(await readdir(lock)).toHaveLength(1);
    },
  );
  expect(waited).toEqual([]);
});

test("who waits is told for whom, once, and Ctrl-C ends the waiting", async () => {
  const output = await folder();
  const interrupt = new AbortController();
  const waited: string[] = [];
  await withLock(
    output,
    never,
    () => {},
    async () => {
      const second = withLock(
        output,
        interrupt.signal,
        (holder) => waited.push(holder),
        async () => "worked",
      );
      setTimeout(() => interrupt.abort(new Error("interrupted")), 400);
      await expect(second).rejects.toThrow("interrupted");
    },
  );
  expect(waited).toEqual([`process ${process.pid}`]);
});

import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { openProject } from "../cli/project.ts";
import {
  args,
  countCalls,
  differing,
  isHistory,
  openBuilt,
  readable,
  rounds,
  runLectern,
  spread,
  strays,
} from "./fault.ts";

const command = promisify(execFile);
const other = [...args, "--theme", "dark", "--seed", "7"];
const kinds = ["EIO", "ENOSPC", "EROFS", "EMFILE"] as const;

test("refused at any change of the disk: old whole or new whole, a reason, and the same build heals it", async () => {
  const { project, output, reset } = await openBuilt();
  const earlier = await output();
  const calls = await countCalls(project, other);
  const later = await output();
  for (const [index, at] of spread(calls, rounds(6)).entries()) {
    const kind = kinds[index % kinds.length] ?? "EIO";
    await reset();
    const refused = await runLectern(project, other, { at, kind });
    const what = `${kind} at ${at} of ${calls}: ${refused.stderr}`;
    const there = readable(await output());
    const isOld = differing(there, readable(earlier)).length === 0;
    const isNew = differing(there, readable(later)).length === 0;
    expect(isOld || isNew, what).toBe(true);
    if (refused.code !== 0) {
      expect(refused.code, what).toBe(1);
      expect(refused.stderr, what).toMatch(/^error: .*: .+\nhint: /m);
    }
    const again = await runLectern(project, other);
    expect(again.code, again.stderr).toBe(0);
    const healed = await output();
    expect(strays(healed), what).toEqual([]);
    expect(differing(healed, later), what).toEqual([]);
  }
});

test("from some change on every one is refused: the next build ends whole", async () => {
  const { project, output, reset } = await openBuilt();
  const calls = await countCalls(project, other);
  const later = await output();
  for (const [index, at] of spread(calls, rounds(3)).entries()) {
    const kind = kinds[index % kinds.length] ?? "EIO";
    await reset();
    const refused = await runLectern(project, other, { at, kind, lasts: true });
    const what = `${kind} from ${at} of ${calls}: ${refused.stderr}`;
    expect(refused.stderr, what).not.toContain("bug in lectern");
    const again = await runLectern(project, other);
    expect(again.code, again.stderr).toBe(0);
    const healed = await output();
    expect(strays(healed), what).toEqual([]);
    expect(differing(healed, later), what).toEqual([]);
  }
});

/** A file system of that size, or the reason why there can be none. */
async function mountSmall(
  path: string,
  size: string,
): Promise<string | undefined> {
  await mkdir(path, { recursive: true });
  const made = await command("mount", [
    "-t",
    "tmpfs",
    "-o",
    `size=${size}`,
    "tmpfs",
    path,
  ]).catch((error: Error) => error);
  if (made instanceof Error) return made.message;
  onTestFinished(async () => {
    await command("umount", ["-l", path]);
  });
  return undefined;
}

test("a disk that is full: old whole or new whole, at every size, and with room again whole", async ({
  skip,
}) => {
  const project = await openProject();
  const out = join(project.root, "out");
  const refusal = await mountSmall(out, "64m");
  if (refusal !== undefined) return skip(`no small disk here: ${refusal}`);
  const resize = (size: string) =>
    command("mount", ["-o", `remount,size=${size}`, out]);
  await runLectern(project, other);
  const later = await project.files("out/01-ink");
  const keptLater = readable(later);
  await rm(join(out, "01-ink"), { recursive: true });
  await runLectern(project, args);
  const earlier = readable(await project.files("out/01-ink"));
  await cp(join(out, "01-ink"), join(project.root, "kept"), {
    recursive: true,
  });
  const { stdout } = await command("du", ["-sk", out]);
  const used = Number(stdout.split("\t")[0]);
  let full = 0;
  const sizes = rounds(5, 30);
  for (let round = 0; round < sizes; round++) {
    await rm(join(out, "01-ink"), { recursive: true });
    await cp(join(project.root, "kept"), join(out, "01-ink"), {
      recursive: true,
    });
    // From no room at all to a little more than all files once more.
    await resize(`${used + 4 + Math.round((1.2 * used * round) / sizes)}k`);
    const refused = await runLectern(project, other);
    const there = readable(await project.files("out/01-ink"));
    const isOld = differing(there, earlier).length === 0;
    const isNew = differing(there, keptLater).length === 0;
    expect(isOld || isNew, refused.stderr).toBe(true);
    expect(isNew, refused.stderr).toBe(refused.code === 0);
    if (refused.code !== 0) {
      full += 1;
      expect(refused.stderr).toContain("the disk is full");
    }
    await resize("64m");
    expect((await runLectern(project, other)).code).toBe(0);
    const healed = await project.files("out/01-ink");
    expect(strays(healed)).toEqual([]);
    expect(differing(healed, later).filter((path) => !isHistory(path))).toEqual(
      [],
    );
  }
  expect(full).toBeGreaterThan(0);
});

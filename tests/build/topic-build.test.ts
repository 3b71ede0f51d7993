import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { withLock } from "../../src/build/lock.ts";
import { main } from "../../src/cli/main.ts";
import { cache, openProject } from "../cli/project.ts";

test("a text that cannot be read any more when the lock is free is called by its name", async () => {
  const { root } = await openProject();
  const text = join(root, "topics/01-ink/article.md");
  const output = join(root, "out/01-ink");
  await mkdir(output, { recursive: true });
  const { signal } = new AbortController();
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  let said = "";
  const stderr = new Writable({
    async write(chunk, _, done) {
      said += chunk;
      if (said.includes("waiting for")) {
        await rm(text, { force: true });
        await symlink(text, text).catch(() => {});
        free();
      }
      done();
    },
  });
  const args = ["build", "1", "--quick", "--data", "handwriting"];
  const streams = { stdout: stderr, stderr, cwd: root, signal };
  const env = { ...process.env, LECTERN_CACHE: cache };
  const held = withLock(
    output,
    signal,
    () => {},
    () => freed,
  );
  const code = await main([...args, "--out", "out"], { ...streams, env });
  await held;
  expect(said).toContain(
    `error: file cannot be used: ${text}: a link that leads back to itself`,
  );
  expect(code).toBe(1);
  await expect(readFile(join(output, "article.md"))).rejects.toThrow("ENOENT");
});

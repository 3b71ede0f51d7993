import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { home } from "../../src/topic/topic.ts";
import { cache, openProject } from "./project.ts";

/** When the build is killed, in ms: from before its first line to after its last. */
const moments = [
  300, 700, 1100, 1500, 1900, 2300, 2700, 3100, 3500, 4000, 5000,
];

test("killed at any moment, the next build ends with the bytes of an undisturbed one", async () => {
  const project = await openProject();
  const args = ["build", "1", "--quick", "--data", "handwriting"];
  await project.run([...args, "--out", "whole"]);
  const whole = await project.files("whole/01-ink");
  for (const moment of moments) {
    const build = spawn(
      process.execPath,
      [join(home, "bin/lectern.js"), ...args, "--out", "cut"],
      {
        cwd: project.root,
        env: { ...process.env, LECTERN_CACHE: cache },
        stdio: "ignore",
      },
    );
    const ended = once(build, "exit");
    await Promise.race([wait(moment), ended]);
    build.kill("SIGKILL");
    await ended;
    // Every other time the wording changes in between, so that there is something to write.
    if (moments.indexOf(moment) % 2 === 1) {
      await project.edit(
        "topics/01-ink/article.md",
        (text) => `${text}\nOne more line, then.\n`,
      );
      await project.run([...args, "--out", "cut"]);
      await project.edit("topics/01-ink/article.md", (text) =>
        text.replace("\nOne more line, then.\n", ""),
      );
    }
  }
  await project.run([...args, "--out", "cut"]);
  const cut = await project.files("cut/01-ink");
  expect([...cut.keys()]).toEqual([...whole.keys()]);
  for (const [path, bytes] of whole)
    expect(cut.get(path)?.equals(bytes), path).toBe(true);
});

import { expect, test } from "vitest";
import { openProject } from "../cli/project.ts";
import {
  build,
  differing,
  isHistory,
  rounds,
  runLectern,
  strays,
} from "./fault.ts";

test("two builds of one topic with different settings at once leave one of the two, whole", async () => {
  const project = await openProject();
  const ways = [[], ["--seed", "7"], ["--theme", "dark"]] as const;
  const readable = async (folder: string) => {
    const files = await project.files(`${folder}/01-ink`);
    return new Map([...files].filter(([path]) => !isHistory(path)));
  };
  const whole: ReadonlyMap<string, Buffer>[] = [];
  for (const [index, flags] of ways.entries()) {
    await runLectern(project, [...build, ...flags, "--out", `way-${index}`]);
    whole.push(await readable(`way-${index}`));
  }
  for (let round = 0; round < rounds(2, 50); round++) {
    const first = ways[round % 3] ?? [];
    const second = ways[(round + 1) % 3] ?? [];
    const ended = await Promise.all(
      [first, second, first].map((flags) =>
        runLectern(project, [...build, ...flags, "--out", "out"]),
      ),
    );
    for (const { code, stderr } of ended) expect(code, stderr).toBe(0);
    const there = await readable("out");
    expect(strays(there)).toEqual([]);
    expect(whole.some((each) => differing(there, each).length === 0)).toBe(
      true,
    );
  }
});

test("list and check beside a build read whole files", async () => {
  const project = await openProject();
  await runLectern(project, [...build, "--out", "out"]);
  for (let round = 0; round < rounds(2, 20); round++) {
    const flags = round % 2 === 0 ? ["--theme", "dark"] : [];
    const building = runLectern(project, [...build, ...flags, "--out", "out"]);
    const readers = await Promise.all([
      runLectern(project, [
        "list",
        "--quick",
        "--data",
        "handwriting",
        "--out",
        "out",
      ]),
      runLectern(project, ["check", "1", "--out", "out"]),
    ]);
    expect((await building).code).toBe(0);
    for (const { code, stderr } of readers) {
      expect(stderr).not.toContain("bug in lectern");
      expect(code === 0 || code === 1, stderr).toBe(true);
    }
  }
});

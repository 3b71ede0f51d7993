import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { noteSeconds, readSeconds } from "../../src/build/split/seconds.ts";
import { splitTopics } from "../../src/build/split/shards.ts";
import type { Topic } from "../../src/topic/topic.ts";
import { openProject } from "../cli/project.ts";

/** Topics that lie nowhere: of a split only their names and what was measured count. */
async function openTopics(n: number): Promise<readonly Topic[]> {
  const root = await mkdtemp(join(tmpdir(), "lectern-shards-"));
  onTestFinished(() => rm(root, { recursive: true }));
  return Array.from({ length: n }, (_, index) => {
    const number = index + 1;
    const name = `${String(number).padStart(2, "0")}-t${number}`;
    return { number, slug: `t${number}`, name, folder: join(root, name) };
  });
}

/** The numbers of the topics in each part. */
function split(topics: readonly Topic[], n: number): number[][] {
  return splitTopics(topics, "quick", n).map((part) =>
    part.topics.map(({ number }) => number),
  );
}

test("every topic is in exactly one part, in whatever order the topics are found", async () => {
  const topics = await openTopics(40);
  for (const topic of topics.slice(0, 20))
    noteSeconds(topic, "quick", (topic.number * 7) % 11);
  fc.assert(
    fc.property(
      fc.subarray([...topics]),
      fc.integer({ min: 1, max: 50 }),
      (some, n) => {
        const parts = split(some, n);
        expect(parts).toHaveLength(n);
        expect(parts.flat().sort((a, b) => a - b)).toEqual(
          some.map(({ number }) => number),
        );
        expect(split(some.toReversed(), n)).toEqual(parts);
      },
    ),
  );
});

test("a topic that took as long as all others together has a part of its own", async () => {
  const topics = await openTopics(5);
  for (const topic of topics)
    noteSeconds(topic, "quick", topic.number === 3 ? 40 : 10);
  expect(split(topics, 2)).toEqual([[3], [1, 2, 4, 5]]);
});

test("a topic that nobody measured counts like the middle of the others, and without any all count alike", async () => {
  const topics = await openTopics(4);
  expect(split(topics, 2)).toEqual([
    [1, 3],
    [2, 4],
  ]);
  for (const topic of topics.slice(0, 3))
    noteSeconds(topic, "quick", [1, 30, 30][topic.number - 1] ?? 0);
  expect(split(topics, 3)).toEqual([[1, 2], [3], [4]]);
});

test("the parts of a build are those that plan prints, and together they are the whole course", async () => {
  const project = await openProject();
  const ink = join(project.root, "topics/01-ink");
  for (const name of ["02-pen", "03-dot"])
    await cp(ink, join(project.root, "topics", name), { recursive: true });
  const plan = ["plan", "--shards", "5", "--quick"];
  const { stdout } = await project.run([...plan, "--json"]);
  expect(JSON.parse(stdout)).toEqual({
    include: [
      { shard: "1/5", topics: "ink", seconds: 1 },
      { shard: "2/5", topics: "pen", seconds: 1 },
      { shard: "3/5", topics: "dot", seconds: 1 },
    ],
  });
  expect(stdout.trim()).not.toContain("\n");
  const told = await project.run(plan);
  expect(told.stdout).toContain("1/5  1.0 s  ink\n");
  expect(told.stdout).toContain("--array=1-5");
  const build = ["build", "--quick", "--only", "article", "--json", "--shard"];
  const part = await project.run([...build, "2/5"]);
  expect(part.stderr).toContain("shard 2/5: 1 of 3 topics: pen\n");
  expect(JSON.parse(part.stdout)).toMatchObject([{ topic: "02-pen" }]);
  const empty = await project.run([...build, "5/5"]);
  expect(empty).toMatchObject({ code: 0, stdout: "[]\n" });
  // What one part took is not measured: the others would be dealt out anew.
  expect((await project.run([...plan, "--json"])).stdout).toBe(stdout);
  const pen = {
    ...{ number: 2, slug: "pen", name: "02-pen" },
    folder: join(project.root, "topics/02-pen"),
  };
  expect(readSeconds(pen, "quick")).toBeUndefined();
  await project.run(["build", "2", "--quick", "--only", "article", "--force"]);
  expect(readSeconds(pen, "quick")).toBeGreaterThan(0);
});

test.each([
  [["build", "--shard", "0/4"], "--shard is not a part of a whole: 0/4"],
  [["build", "--shard", "5/4"], "--shard is not a part of a whole: 5/4"],
  [["build", "--shard", "2"], "--shard is not a part of a whole: 2"],
  [["plan"], "plan is not told how many machines there are"],
  [["plan", "--shards", "0"], "--shards is not a whole number from 1"],
])("%s is refused", async (args, message) => {
  const { code, stderr } = await (await openProject()).run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { Stream } from "../../src/learning/random/stream.ts";
import { home } from "../../src/topic/topic.ts";
import { startCache } from "../build/cache/server.ts";
import { linkLectern } from "../cli/linked.ts";
import { cache, openProject, readFiles } from "../cli/project.ts";
import { differing, rounds, runLectern } from "./fault.ts";
import { type Cluster, hasSlurm, startCluster } from "./slurm.ts";

// A thousand topics twice, on whatever cores there are.
vi.setConfig({ testTimeout: 4 * 3_600_000 });

const count = rounds(16, 1000);
/** As many parts as leave work for a node that comes back. */
const parts = Math.ceil(count / 4);
/** How often power or job is taken away. */
const accidents = rounds(2, 40);
const build = [
  ...["build", "--quick", "--only", "article", "--threads", "1"],
  ...["--data", "handwriting"],
];

test.skipIf(!hasSlurm)(
  "four nodes whose power or job is taken away at random run each topic once, and leave the bytes of one machine",
  async () => {
    const { root } = await openProject();
    const runs = join(root, "runs");
    const alone = { root: await openCourse(join(root, "alone"), runs) };
    const { code, stderr } = await runLectern(alone, build);
    expect(code, stderr).toBe(0);
    const expected = await readOutput(alone.root);
    expect(await ranIn(runs)).toHaveLength(count);

    const cluster = await startCluster(4);
    onTestFinished(() => cluster.stop());
    const server = await startCache();
    onTestFinished(() => server.stop());
    for (const node of cluster.nodes)
      await openCourse(join(root, "nodes", node), runs);
    const log = join(root, "job");
    const job = await submit(cluster, root, log, server.env);
    const struck = await strike(cluster, job, async () => {
      return (await ranIn(runs)).length - count;
    });
    const said = async () =>
      `${await cluster.log()}\n${await readFile(log, "utf8")}`;
    expect(await states(cluster, job), await said()).toEqual(["COMPLETED"]);

    // Once each, but for what was running when it was struck and had not left its run in the cache.
    const ran = (await ranIn(runs)).slice(count);
    expect(new Set(ran).size).toBe(count);
    expect(ran.length - count).toBeLessThanOrEqual(struck);
    expect(await server.artifacts()).toHaveLength(count);
    const missing = new Set(expected.keys());
    for (const node of cluster.nodes) {
      const built = await readOutput(join(root, "nodes", node));
      for (const path of built.keys()) missing.delete(path);
      const theirs = new Map([...expected].filter(([path]) => built.has(path)));
      expect(differing(built, theirs), node).toEqual([]);
    }
    expect([...missing]).toEqual([]);
  },
);

/** A course of small topics, each of which writes down that it ran. */
async function openCourse(root: string, runs: string): Promise<string> {
  await mkdir(join(root, "topics"), { recursive: true });
  linkLectern(root);
  for (let number = 1; number <= count; number += 1) {
    const name = `${String(number).padStart(2, "0")}-topic-${number}`;
    const folder = join(root, "topics", name);
    await mkdir(folder);
    for (const [file, text] of Object.entries(sources(number, runs)))
      await writeFile(join(folder, file), text);
  }
  return root;
}

const sources = (number: number, runs: string) => ({
  "experiment.ts": `import { appendFileSync } from "node:fs";
import type { Lab } from "lectern";
export default function experiment(lab: Lab): void {
  lab.number("threes", 1000 + ${number});
  appendFileSync(${JSON.stringify(runs)}, "${number}\\n");
}
`,
  "article.md": `---
title: How many there are
subtitle: The number of a topic
tags: [Numbers]
---

There are :number[threes].
`,
  "deck.md": `---
title: How many there are
---

# There are :number[threes]
`,
});

/** The topics that ran, in the order in which they ended. */
async function ranIn(runs: string): Promise<string[]> {
  const text = await readFile(runs, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

/** What a course's topics hold, without what tells of other builds. */
async function readOutput(root: string): Promise<Map<string, Buffer>> {
  const files = await readFiles(join(root, "output"));
  return new Map(
    [...files].filter(
      ([path]) => !path.includes("/.lectern/") || path.endsWith("/run.json"),
    ),
  );
}

/** Queues the parts as an array; its number. */
async function submit(
  cluster: Cluster,
  root: string,
  log: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const script = join(root, "job.sh");
  const lectern = [process.execPath, join(home, "bin/lectern.js"), ...build];
  await writeFile(
    script,
    `#!/bin/sh
cd "${root}/nodes/$SLURMD_NODENAME" &&
srun ${lectern.join(" ")} --shard "$SLURM_ARRAY_TASK_ID/${parts}"
`,
  );
  const told = await cluster.command(
    "sbatch",
    [
      ...["--parsable", `--array=1-${parts}`, "--cpus-per-task=2"],
      ...["--requeue", "--open-mode=append", `--output=${log}`, script],
    ],
    { ...env, LECTERN_CACHE: cache },
  );
  return told.trim();
}

/** Takes nodes and jobs away until the array has ended; how many topics that may have hit. */
async function strike(
  cluster: Cluster,
  job: string,
  ended: () => Promise<number>,
): Promise<number> {
  const random = new Stream(42).named("accidents");
  let left = accidents;
  let next = 0;
  let last = 0;
  for (;;) {
    const queue = await cluster.command("squeue", ["-hrj", job, "-o%i %t %N"]);
    const jobs = queue
      .trim()
      .split("\n")
      .map((line) => line.split(" "));
    if (queue.trim() === "") return accidents - left;
    const running = jobs.filter(([, state]) => state === "R");
    if (left > 0 && running.length > 0 && (await ended()) >= next) {
      const [id = "", , node = ""] =
        running[random.integer(running.length)] ?? [];
      if (left % 2 === 0) await cluster.kill(node);
      else await cluster.command("scontrol", ["requeue", id]);
      left -= 1;
      last = Date.now();
      next = (await ended()) + random.integer(Math.ceil(count / accidents));
    }
    // What is queued again begins soon, not after the two minutes that Slurm gives it; at once
    // the controller's late order to end it would hit it anew.
    if (Date.now() - last < 10_000) {
      await wait(200);
      continue;
    }
    for (const [id = "", state] of jobs)
      if (state === "PD")
        await cluster
          .command("scontrol", ["update", `JobId=${id}`, "StartTime=now"])
          .catch((error) => {
            if (!String(error).includes("no longer pending")) throw error;
          });
    await wait(200);
  }
}

/** The states in which the parts ended. */
async function states(cluster: Cluster, job: string): Promise<string[]> {
  const told = await cluster.command("scontrol", ["-o", "show", "job", job]);
  return [
    ...new Set(
      [...told.matchAll(/JobState=(\w+)/g)].map(([, state = ""]) => state),
    ),
  ];
}

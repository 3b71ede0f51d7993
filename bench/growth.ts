// What a course costs as it grows: CPU a topic, and the most memory, of commands with nothing to run.
//   npx tsx bench/growth.ts 10 100
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { home } from "../src/topic/topic.ts";
import { linkLectern } from "../tests/cli/linked.ts";

/** A command that writes its own CPU, in ms, and its peak memory, in MB, behind what it says. */
const measured = `process.on("exit", () => { const { user, system } = process.cpuUsage();
  require("fs").writeSync(2, "\\nCOST " + (user + system) / 1000 + " " + process.resourceUsage().maxRSS / 1024); });`;

/** Runs `lectern …` in a course. Throws Error where it says of no cost. */
function run(root: string, args: readonly string[]) {
  const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire("/"); ${measured}`)}`;
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", preload, join(home, "bin/lectern.js"), ...args],
    { cwd: root, encoding: "utf8", maxBuffer: 1e9 },
  );
  const [, cpu, memory] = /COST (\S+) (\S+)/.exec(stderr) ?? [];
  if (cpu === undefined || memory === undefined) throw new Error(stderr);
  return { cpu: Number(cpu), memory: Number(memory) };
}

const nameOf = (number: number) =>
  `${String(number).padStart(2, "0")}-ink-${number}`;

/** A course of `n` copies of the tests' smallest topic, each with its run: the first one's. */
function openCourse(n: number): string {
  const root = mkdtempSync(join(tmpdir(), "lectern-growth-"));
  linkLectern(root);
  const from = join(home, "tests/cli/ink");
  const kept = (number: number) =>
    join(root, "output", nameOf(number), ".lectern");
  for (let number = 1; number <= n; number += 1) {
    cpSync(from, join(root, "topics", nameOf(number)), { recursive: true });
    if (number === 1) run(root, build);
    else {
      const first = readFileSync(join(kept(1), "run.json"), "utf8");
      mkdirSync(kept(number), { recursive: true });
      writeFileSync(
        join(kept(number), "run.json"),
        first.replaceAll(nameOf(1), nameOf(number)),
      );
    }
  }
  rmSync(join(kept(1), "manifest.json"));
  return root;
}

const look = ["--quick", "--data", "handwriting"];
const build = ["build", ...look];

/** Each is run when its files were written a while ago: only then is anything noted of them. */
const commands = [
  ["documents", build],
  ["build, no-op", build],
  ["build, known", build],
  ["list", ["list", ...look]],
  ["list, known", ["list", ...look]],
  ["check", ["check"]],
  ["check, known", ["check"]],
] as const;

const asked = process.argv.slice(2).map(Number);
for (const n of asked.length > 0 ? asked : [10, 100, 1000]) {
  const root = openCourse(n);
  for (const [name, args] of commands) {
    const { cpu, memory } = run(root, args);
    console.log(
      `${String(n).padStart(5)} topics  ${name.padEnd(13)} ${(cpu / n).toFixed(2).padStart(9)} ms a topic  ${memory.toFixed(0).padStart(6)} MB`,
    );
    if (name === "documents") await setTimeout(3500);
  }
  rmSync(root, { recursive: true });
}

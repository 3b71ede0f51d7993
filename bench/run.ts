/**
 * `npm run bench [--anyway] [--rounds N]`: our engines beside PyTorch, where Python has torch
 * (LECTERN_PYTHON, or python3), and our documents beside pandoc's, where that is installed. A round runs every contender in turn, so that what slows the
 * machine slows all; a round in which others kept it busy does not count. `--anyway` counts them
 * all, for a look at a machine that is never idle. Exit code 1 where it never was.
 */
import { parseArgs } from "node:util";
import {
  type Contender,
  findTorch,
  startEngine,
  startTorch,
} from "./contender.ts";
import { measureDocuments } from "./documents.ts";
import { waitUntilIdle, watch } from "./machine.ts";
import { median, type Rounds, tableLines } from "./table.ts";

const { values: options } = parseArgs({
  options: {
    anyway: { type: "boolean", default: false },
    rounds: { type: "string", default: "8" },
  },
});
const ROUNDS = Number(options.rounds);
/** Seconds to wait for an idle machine before a round. */
const PATIENCE = 120;

/** What is measured: its name, PyTorch's script, and how often a round runs it. */
const SUBJECTS = [
  { name: "ResNet-18", script: "resnet.py", runs: 10 },
  { name: "784-1", script: "small-models.py", runs: 1 },
  { name: "784-30-1", script: "small-models.py", runs: 1 },
] as const;
type Subject = (typeof SUBJECTS)[number];

async function oneRound(
  contenders: readonly Contender[],
  { name, runs }: Subject,
): Promise<number[]> {
  const medians: number[] = [];
  for (const contender of contenders) {
    const times: number[] = [];
    for (let i = 0; i < runs; i += 1) times.push(await contender.ask(name));
    medians.push(median(times));
  }
  return medians;
}

/** Throws where too few rounds were undisturbed. */
async function measure(
  contenders: readonly Contender[],
  subject: Subject,
): Promise<Rounds> {
  const rounds = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  await oneRound(contenders, subject); // warms up: compilers, caches, memory
  let left = ROUNDS;
  for (let tries = 0; left > 0 && tries < 3 * ROUNDS; tries += 1) {
    const idle = options.anyway || (await waitUntilIdle(contenders, PATIENCE));
    if (!idle) break;
    const { result, disturbed } = await watch(contenders, () =>
      oneRound(contenders, subject),
    );
    if (disturbed && !options.anyway) continue;
    left -= 1;
    contenders.forEach(({ name }, i) => {
      rounds.get(name)?.push(result[i] ?? Number.NaN);
    });
  }
  if (left > 0) {
    throw new Error(
      `${subject.name}: the machine was busy with other work; end that, or use --anyway`,
    );
  }
  return rounds;
}

const python = findTorch();
const engines = await Promise.all([
  startEngine("WASM, FMA", "wasm", "fma"),
  startEngine("WASM, reproducible", "wasm", "reproducible"),
  startEngine("native", "native", "native"),
]);
const ours = engines.filter((each) => each !== undefined);
if (options.anyway) console.log("whatever else runs: ratios only, with care");
console.log(
  `ratio to ${python ? "PyTorch" : ours[0]?.name}, median of ${ROUNDS} rounds [least–most]`,
);
try {
  for (const subject of SUBJECTS) {
    const torch = python ? [startTorch(python, subject.script)] : [];
    const contenders = [...torch, ...ours];
    const rounds = await measure(contenders, subject);
    const yardstick = contenders[0]?.name ?? "";
    for (const line of tableLines(subject.name, rounds, yardstick)) {
      console.log(line);
    }
    for (const each of torch) each.stop();
    if (subject.name !== "ResNet-18") continue;
    for (const each of ours) {
      const memory = await each.ask("memory");
      console.log(
        `memory        ${each.name.padEnd(22)}  ${memory.toFixed(0)} MB over Node's own`,
      );
    }
  }
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  for (const each of ours) each.stop();
}
const documents = await measureDocuments(ROUNDS);
const [yardstick = ""] = documents.keys();
console.log(`processor time, ratio to ${yardstick}`);
for (const line of tableLines("documents", documents, yardstick)) {
  console.log(line);
}

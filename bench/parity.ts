/**
 * `npm run parity [topic…]`: runs every topic's pytorch.py on MNIST and compares its numbers,
 * name by name, with a fresh full run of the experiment; keeps them in the topic's pytorch.json, for
 * what its article says of the check; without a topic also three training
 * steps of ResNet-18 (`npm run parity resnet` alone). Exit codes: 0 all within tolerance, 1 not,
 * 3 something was not compared, because Python with torch, a package that a topic imports, or
 * MNIST is missing.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sha256 } from "../src/files.ts";
import { runExperiment } from "../src/lab/run.ts";
import { formatJson } from "../src/record/format.ts";
import { compareWith, parityFile } from "../src/record/parity.ts";
import { Record } from "../src/record/record.ts";
import {
  findTopics,
  home,
  resolveTopic,
  type Topic,
} from "../src/topic/topic.ts";
import { compareSteps } from "./teacher.ts";

type Numbers = { [name: string]: number };

/** A Python that has torch and numpy: LECTERN_PYTHON, or python3. */
function findPython(): string | undefined {
  const python = process.env.LECTERN_PYTHON ?? "python3";
  const { status } = spawnSync(python, ["-c", "import torch, numpy"]);
  return status === 0 ? python : undefined;
}

function askPython(
  python: string,
  topic: Topic,
  args: readonly string[],
): Numbers {
  const script = join(topic.folder, "pytorch.py");
  const env = {
    ...process.env,
    LECTERN_DATA: resolve(process.env.LECTERN_DATA ?? ""),
  };
  return JSON.parse(
    execFileSync(python, [script, ...args], { env, encoding: "utf8" }),
  );
}

async function measure(topic: Topic) {
  const experiment = join(topic.folder, "experiment.ts");
  const job = {
    experiment,
    root: home,
    profile: "full",
    seed: 42,
    data: "mnist",
    engine: "wasm",
  } as const;
  const {
    findings,
    identity: _,
    reads: _reads,
    ...made
  } = await runExperiment(job, { env: process.env, cwd: process.cwd() });
  const provenance = { ...made, versions: {}, imports: {}, runner: {} };
  const head = { format: 1, topic: topic.name, profile: "full", seed: 42 };
  return Record.parse({ ...head, provenance, ...findings });
}

/** The package that Python lacks for the topic's script, if there is one. */
function missingPackage(python: string, topic: Topic): string | undefined {
  const script = join(topic.folder, "pytorch.py");
  const { status, stderr } = spawnSync(python, [script, "--tolerances"], {
    encoding: "utf8",
  });
  const name = /ModuleNotFoundError: No module named '([^']+)'/.exec(stderr);
  return status === 0 ? undefined : name?.[1];
}

async function compare(python: string, topic: Topic): Promise<boolean> {
  const source = readFileSync(join(topic.folder, "pytorch.py"), "utf8");
  const parity = {
    torch: versionOf(python),
    script: sha256(source),
    numbers: askPython(python, topic, []),
    tolerances: /tolerances/i.test(source)
      ? askPython(python, topic, ["--tolerances"])
      : {},
  };
  const { numbers, tolerances } = parity;
  const record = await measure(topic);
  const { rows = [], apart = [] } = compareWith(parity, record) ?? {};
  const exact = rows.filter(({ name }) => !(name in tolerances));
  const worst = Math.max(0, ...exact.map(({ off }) => off));
  console.log(
    `${topic.name}: ${rows.length} numbers compared, ${apart.length} apart; deterministic ones within ${worst.toExponential(1)}`,
  );
  for (const { name, here, there, off, allowed } of apart) {
    console.log(
      `  APART ${name}: ${here} here, ${there} in PyTorch (${off.toExponential(1)}, allowed ${allowed})`,
    );
  }
  const only = (from: Numbers, other: Numbers) =>
    Object.keys(from).filter((name) => !(name in other));
  console.log(
    `  only here: ${only(record.numbers, numbers).join(", ") || "none"}`,
  );
  console.log(
    `  only in PyTorch: ${only(numbers, record.numbers).join(", ") || "none"}`,
  );
  // What articles say of the check, and what a build without Python compares with.
  writeFileSync(join(topic.folder, parityFile), formatJson(parity));
  return apart.length === 0 && rows.length > 0;
}

/** "2.13.0", without the kind of build that a wheel adds: "+cpu". */
function versionOf(python: string): string {
  const code = "import torch; print(torch.__version__)";
  const said = execFileSync(python, ["-c", code], { encoding: "utf8" });
  return said.trim().replace(/\+.*/, "");
}

async function main(asked: readonly string[]): Promise<number> {
  const python = findPython();
  if (python === undefined) {
    console.error(
      "nothing compared: no Python with torch and numpy\nhint: set LECTERN_PYTHON to one that has both",
    );
    return 3;
  }
  const steps = asked.length === 0 || asked.includes("resnet");
  const named = asked.filter((each) => each !== "resnet");
  let fine = !steps || (await compareSteps(python));
  if (asked.length > 0 && named.length === 0) return fine ? 0 : 1;
  if (process.env.LECTERN_DATA === undefined) {
    console.error(
      "nothing compared: no MNIST\nhint: set LECTERN_DATA to a folder with its four idx files",
    );
    return 3;
  }
  const all = findTopics(home).filter(({ folder }) =>
    existsSync(join(folder, "pytorch.py")),
  );
  const topics =
    named.length === 0 ? all : named.map((each) => resolveTopic(all, each));
  let whole = true;
  for (const topic of topics) {
    const missing = missingPackage(python, topic);
    if (missing !== undefined) {
      whole = false;
      console.log(`${topic.name}: not compared, Python lacks ${missing}`);
      continue;
    }
    fine = (await compare(python, topic)) && fine;
  }
  if (!fine) return 1;
  return whole ? 0 : 3;
}

process.exitCode = await main(process.argv.slice(2));

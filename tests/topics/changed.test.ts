import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runExperiment } from "../../src/lab/run.ts";
import type { Findings } from "../../src/lab/session.ts";
import { home } from "../../src/topic/topic.ts";

/** A quick run of a topic in which somebody has put one line for another. */
async function runChanged(
  topic: string,
  line: string,
  other: string,
): Promise<Findings> {
  const root = await mkdtemp(join(tmpdir(), "lectern-changed-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const shared of ["src", "node_modules", "package.json"]) {
    await symlink(join(home, shared), join(root, shared));
  }
  await mkdir(join(root, "topics"));
  await cp(join(home, "topics", topic), join(root, "topics", topic), {
    recursive: true,
  });
  const experiment = join(root, "topics", topic, "experiment.ts");
  const code = await readFile(experiment, "utf8");
  expect(code).toContain(line);
  await writeFile(experiment, code.replace(line, other));
  const { findings } = await runExperiment(
    {
      experiment,
      root,
      profile: "quick",
      data: "handwriting",
      seed: 42,
      engine: "wasm",
    },
    {
      cwd: root,
      env: {
        ...process.env,
        LECTERN_CACHE: join(home, "node_modules/.cache/lectern-tests"),
      },
    },
  );
  return findings;
}

const coaster = "06-end-to-end-sgd";

// 1.2e-5: ten times as much is NaN. Seed 43: in between, infinity at both looks. 1e-6: ten times
// as much is still stable.
test.each([
  ["const LR = 1e-5;", "const LR = 1.2e-5;"],
  ["const LR = 1e-5;", "const LR = 1e-6;"],
  ["rideData(lab.seed);", "rideData(43);"],
])(
  "topic 6 with `%s` as `%s` finds where training breaks, as the curvature says",
  async (line, other) => {
    const { numbers, claims } = await runChanged(coaster, line, other);
    expect(numbers["largest-rate-measured"]?.toExponential(2)).toBe("3.54e-5");
    expect(claims["limit-is-met"]?.holds).toBe(true);
  },
);

test.each([
  [
    coaster,
    "const LR = 1e-5;",
    "const LR = 1e-4;",
    /not a finite number|does not fall/,
  ],
  [
    "04-sgd-seven-steps",
    "slow: 0.01,",
    "slow: 0.001,",
    "at rate 0.001 300 steps are too few",
  ],
])(
  "%s with `%s` as `%s` ends, and says why",
  async (topic, line, other, message) => {
    await expect(runChanged(topic, line, other)).rejects.toThrow(message);
  },
);

test("topic 4 claims that its rates are what the text calls them", async () => {
  const { claims, texts } = await runChanged(
    "04-sgd-seven-steps",
    "good: 0.1,",
    "good: 0.12,",
  );
  expect(texts["good-rate"]).toBe("0.12");
  expect(claims.twins?.holds).toBe(false);
  expect(claims["rates-as-named"]?.holds).toBe(true);
});

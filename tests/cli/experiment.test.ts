import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject } from "./project.ts";

/** Builds the ink topic with these lines at the end of its experiment. */
async function buildWith(
  lines: readonly string[],
  env: NodeJS.ProcessEnv = {},
) {
  const project = await openProject();
  const file = join(project.root, "topics/01-ink/experiment.ts");
  const code = await readFile(file, "utf8");
  const asynchronous = code
    .replace(
      "function experiment(lab: Lab): void",
      "async function experiment(lab: Lab)",
    )
    .replace(/\}\s*$/, `${lines.join("\n")}\n}\n`);
  await writeFile(file, asynchronous);
  return await project.run(["build", "1", "--quick"], env);
}

const count = (text: string, part: string) => text.split(part).length - 1;

test.each([
  [
    "a timer",
    [
      'setTimeout(() => { throw new Error("too late"); }, 1);',
      "await new Promise((done) => setTimeout(done, 2000));",
    ],
  ],
  [
    "a promise that nobody waits for",
    ['void Promise.reject(new Error("too late"));'],
  ],
  [
    "a promise, later",
    ['void (async () => { await null; throw new Error("too late"); })();'],
  ],
])(
  "what %s throws is the experiment's failure, with its stack, once",
  async (_, lines) => {
    const { code, stderr } = await buildWith(lines);
    expect(stderr).toContain("error: the experiment failed: too late\n");
    expect(count(stderr, "topics/01-ink/experiment.ts:")).toBe(1);
    expect(count(stderr, "too late")).toBe(2); // the message, and the stack's first line
    expect(stderr).not.toContain("Node.js v");
    expect(code).toBe(1);
  },
);

test("an experiment that fills the memory is told so, without V8's dump", async () => {
  const { code, stderr } = await buildWith(
    [
      'console.error("filling up");',
      "const kept = []; for (;;) kept.push(new Array(1e6).fill(1.5));",
    ],
    { NODE_OPTIONS: "--max-old-space-size=150" },
  );
  expect(stderr).toContain("filling up");
  expect(stderr).toContain("error: the experiment failed: ran out of memory");
  expect(stderr).not.toMatch(/GCs|Mark-Compact|FATAL|node::/);
  expect(code).toBe(1);
});

test("an import of what is no regular file is refused, and never waited for", async () => {
  const project = await openProject();
  const topic = join(project.root, "topics/01-ink");
  execFileSync("mkfifo", [join(topic, "pipe.json")]);
  await project.edit(
    "topics/01-ink/experiment.ts",
    (code) => `import pipe from "./pipe.json";\npipe;\n${code}`,
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toMatch(
    /experiment\.ts:1:18 +error +not a regular file: pipe\.json/,
  );
  expect(code).toBe(1);
});

test("what an experiment reads past the lab is found: check insists, a build warns", async () => {
  const project = await openProject();
  await writeFile(join(project.root, "topics/01-ink/mine.csv"), "1,2\n");
  await project.edit("topics/01-ink/experiment.ts", (code) =>
    code
      .replace(/\n\n/, '\nimport { readFileSync } from "node:fs";\n\n')
      .replace(
        "const { threes, sevens }",
        'readFileSync("topics/01-ink/mine.csv");\n  const { threes, sevens }',
      ),
  );
  const place =
    /topics\/01-ink\/experiment\.ts:2:30 +(\w+) +reads what no build can track: node:fs +untracked-read/;
  const built = await project.run(["build", "1", "--quick"]);
  expect(place.exec(built.stderr)?.[1]).toBe("warning");
  expect(built.code).toBe(0);
  const checked = await project.run(["check", "1"]);
  expect(place.exec(checked.stdout)?.[1]).toBe("error");
  expect(checked.code).toBe(1);
});

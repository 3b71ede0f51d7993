import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { home } from "../../src/topic/topic.ts";

/** The project's own plugins over one file: the lines that they complain of. */
async function lint(file: string, code: readonly string[]): Promise<number[]> {
  const root = await mkdtemp(join(tmpdir(), "lectern-lint-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const config = JSON.parse(await readFile(join(home, "biome.json"), "utf8"));
  const { plugins } = config;
  await writeFile(join(root, "biome.json"), JSON.stringify({ plugins }));
  await cp(join(home, "tests/lint"), join(root, "tests/lint"), {
    recursive: true,
  });
  await mkdir(join(root, file, ".."), { recursive: true });
  await writeFile(join(root, file), `${code.join("\n")}\n`);
  const biome = join(home, "node_modules/.bin/biome");
  const said = await new Promise<string>((resolve) => {
    const options = ["lint", "--reporter=github", file];
    execFile(biome, options, { cwd: root }, (_, stdout) => resolve(stdout));
  });
  const lines = said.split("\n").filter((line) => line.includes("A power of"));
  return lines.map((line) => Number(/line=(\d+)/.exec(line)?.[1]));
}

const code = [
  "export const a = (x: number, n: number) => x ** n;",
  "export const b = (x: number) => x ** 2;",
  "export const c = (n: number) => 10 ** -n;",
  "export const d = 2 ** 32 - 2 ** -24;",
  "export const e = (n: number) => 10n ** BigInt(n);",
  "export const f = (x: number) => Math.pow(x, 3);",
  "export const g = (x: number) => {",
  "  let y = x;",
  "  y **= 2;",
  "  return [y, Math.pow].length;",
  "};",
];

test.each(["src/learning/a.ts", "topics/01-a/experiment.ts"])(
  "in %s a power of anything but literals is a mistake",
  async (file) => {
    expect(await lint(file, code)).toEqual([1, 2, 3, 6, 9, 10]);
  },
);

test("tests may raise what they like", async () => {
  expect(await lint("tests/a.test.ts", code)).toEqual([]);
});

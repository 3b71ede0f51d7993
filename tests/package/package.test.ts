import { execFile } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { home } from "../../src/topic/topic.ts";
import { run as inFolder, makeProject } from "../cli/project.ts";

const execute = promisify(execFile);
const options = { maxBuffer: 2 ** 26, shell: process.platform === "win32" };

/** What a command wrote, in `cwd`; it rejects where the command fails. */
const run = async (cwd: string, command: string, ...args: string[]) =>
  (await execute(command, args, { cwd, ...options })).stdout;

let folder = "";
let course = "";
let isReachable = true;

/** A course in an empty folder, as a person makes one. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-package-test-"));
  course = join(folder, "Pixel school");
  await mkdir(course);
  await run(home, "npm", "run", "-s", "package", "--", folder);
  const [tarball = ""] = (await readdir(folder)).filter((name) =>
    name.endsWith(".tgz"),
  );
  try {
    await run(course, "npm", "view", "tslib", "version");
  } catch {
    isReachable = false;
    console.warn("package skipped: npm's registry cannot be reached");
    return;
  }
  await run(course, "npm", "install", "--prefer-offline", join("..", tarball));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a package that is installed in an empty folder starts a course, and never writes over a file", async ({
  skip,
}) => {
  if (!isReachable) skip();
  await expect(run(course, "npx", "lectern", "list")).rejects.toThrow(
    "start one with lectern init",
  );
  const listed = await run(course, "npx", "lectern", "init", "--dry-run");
  expect(listed).toContain("would make     topics/01-four-data-sets/");
  expect(await readdir(course)).not.toContain("topics");
  await writeFile(join(course, "README.md"), "mine\n");
  const args = ["init", "--yes", "--course", "Pixels", "--topics", "chapter"];
  const made = await run(course, "npx", "lectern", ...args);
  expect(made).toContain("kept      README.md");
  expect(await readFile(join(course, "README.md"), "utf8")).toBe("mine\n");
  expect(await run(course, "npx", "lectern", ...args)).not.toContain("made");
  const manifest = await readFile(join(course, "package.json"), "utf8");
  expect(JSON.parse(manifest)).toMatchObject({
    type: "module",
    scripts: { test: "lectern check" },
    dependencies: { lectern: expect.stringContaining(".tgz") },
  });
  const config = await readFile(join(course, "lectern.config.ts"), "utf8");
  expect(config).toContain('course: "Pixels"');
  expect(await run(course, "npx", "lectern", "list")).toContain("optimizer");
});

test("a topic that is copied into a course is built there to the bytes that it has here", async ({
  skip,
}) => {
  if (!isReachable) skip();
  await rm(join(course, "lectern.config.ts"));
  // The chapter's topics import packages of their own.
  await run(course, "npm", "install", "--prefer-offline");
  const build = ["build", "1", "--quick", "--data", "handwriting"];
  await run(course, "npx", "lectern", ...build);
  const out = join(folder, "here");
  const bin = join(home, "bin/lectern.js");
  await run(home, process.execPath, bin, ...build, "--out", out);
  const names = await readdir(out, { recursive: true, withFileTypes: true });
  const files = names
    .filter((each) => each.isFile() && !each.parentPath.includes(".lectern"))
    .map(({ parentPath, name }) => join(parentPath, name).slice(out.length));
  expect(files.length).toBeGreaterThan(15);
  const compared = await Promise.all(
    files.map(async (file) => {
      const there = await readFile(join(course, "output", file));
      return there.equals(await readFile(join(out, file))) ? [] : [file];
    }),
  );
  expect(compared.flat()).toEqual([]);
  // Nothing but its front door is public.
  await expect(
    run(course, process.execPath, "-e", 'await import("lectern/dist/page.js")'),
  ).rejects.toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
});

test("a course is not started in Lectern's own folder", async () => {
  const { code, stderr } = await inFolder(home, ["init", "--dry-run"]);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("lectern init ../my-course"),
  ]);
});

test("an empty topics folder takes a first topic", async () => {
  const project = await makeProject();
  await rm(join(project.root, "topics"), { recursive: true });
  await mkdir(join(project.root, "topics"));
  await writeFile(join(project.root, "topics/.gitkeep"), "");
  const { code, stdout } = await project.run(["new", "first"]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("01-first")]);
  await rm(project.root, { recursive: true, force: true });
});

import { execFileSync } from "node:child_process";
import {
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openProject } from "./project.ts";

const build = ["build", "1", "--quick"];

describe("--out", () => {
  test("is refused where building would write over what Lectern did not make", async () => {
    const project = await openProject();
    const { root } = project;
    await mkdir(join(root, "letters"));
    await writeFile(join(root, "letters/dear.txt"), "mine");
    await mkdir(join(root, "one/.lectern"), { recursive: true });
    await symlink(join(root, "topics"), join(root, "way-in"));
    const sources = await project.files("topics");
    for (const [out, why] of [
      ["", "it is empty"],
      [".", "the project itself lies in it"],
      ["..", "the project itself lies in it"],
      ["topics", "topics/ holds files that Lectern did not make"],
      ["topics/01-ink/out", "topics/ holds files"],
      ["way-in", "topics/ holds files"],
      ["src/new", "src/ holds files"],
      ["templates", "templates/ holds files"],
      ["letters", "Lectern did not make what is there: dear.txt"],
      ["one", "one topic's output: name the folder above it"],
    ] as const) {
      const { code, stderr } = await project.run([...build, "--out", out]);
      expect(stderr, out).toContain(why);
      expect(stderr, out).toMatch(
        /^error: --out cannot be .*\nhint: name a new/,
      );
      expect(code, out).toBe(2);
    }
    expect(await project.files("topics")).toEqual(sources);
    expect(await readFile(join(root, "letters/dear.txt"), "utf8")).toBe("mine");
  });

  test("asks about a path of Windows, and takes a folder that it made before", async () => {
    const project = await openProject();
    const windows = await project.run([
      ...build,
      "--out",
      "C:\\Users\\ada\\out",
    ]);
    expect(windows.stderr).toContain(
      "hint: write it with /, like --out /Users/ada/out",
    );
    expect(windows.code).toBe(2);
    for (const theme of ["light", "dark"]) {
      const again = await project.run([
        ...build,
        "--out",
        "mine",
        "--theme",
        theme,
      ]);
      expect(again.code, again.stderr).toBe(0);
    }
  });

  test("that no file system can hold ends at once, with a reason", async () => {
    const project = await openProject();
    const { code, stderr } = await project.run([
      ...build,
      "--out",
      "/proc/here",
    ]);
    expect(stderr).toContain("error: output cannot be written: /proc/here");
    expect(code).toBe(1);
  });
});

test("a misspelt --data is guessed", async () => {
  const project = await openProject();
  const { code, stderr } = await project.run([...build, "--data", "mnsit"]);
  expect(stderr).toContain(
    "error: no such data folder: mnsit\nhint: did you mean mnist?",
  );
  expect(code).toBe(1);
});

describe("topics/", () => {
  test("with two of one number or slug: both are named, and nothing is built", async () => {
    const project = await openProject();
    const topic = (name: string) => join(project.root, "topics", name);
    await cp(topic("01-ink"), topic("01-pen"), { recursive: true });
    const number = await project.run(build);
    expect(number.stderr).toContain(
      "error: two topics have the number 1: 01-ink and 01-pen",
    );
    expect(number.code).toBe(1);
    await rename(topic("01-pen"), topic("02-ink"));
    const slug = await project.run(["list"]);
    expect(slug.stderr).toContain(
      "error: two topics have the slug ink: 01-ink and 02-ink",
    );
    expect(slug.code).toBe(1);
  });

  test("with a name that is no topic's: it is named, and the others are built", async () => {
    const project = await openProject();
    await mkdir(join(project.root, "topics/12-größe"));
    await symlink(
      join(project.root, "gone"),
      join(project.root, "topics/05-gone"),
    );
    const { code, stderr } = await project.run(["list"]);
    expect(stderr).toContain("not a topic, and left out: topics/12-größe");
    expect(stderr).toContain("not a topic, and left out: topics/05-gone");
    expect(code).toBe(0);
  });

  test("goes on after number 99", async () => {
    const project = await openProject();
    const topic = (name: string) => join(project.root, "topics", name);
    await rename(topic("01-ink"), topic("99-ink"));
    const made = await project.run(["new", "pen"]);
    expect(made.stdout).toContain("made topics/100-pen/");
    const { stdout } = await project.run(["list", "100"]);
    expect(stdout).toContain("pen: not built");
  });
});

test("check says first that the experiment changed since it was built, and fails", async () => {
  const project = await openProject();
  await project.run(build);
  expect((await project.run(["check", "1"])).stdout).not.toContain("stale-run");
  await project.edit(
    "topics/01-ink/experiment.ts",
    (text) => `${text}\n// Changed.\n`,
  );
  const { code, stdout } = await project.run(["check", "1"]);
  expect(stdout).toMatch(
    /^topics\/01-ink\/experiment\.ts:1:1 +error +what is built is older than its experiment: experiment\.ts changed; \d+ numbers, \d+ claims?, \d+ figures may differ +stale-run\n +run it: lectern build ink --quick\n/,
  );
  expect(code).toBe(1);
});

test("what the last run changed is told again by --json, until another run", async () => {
  const project = await openProject();
  await project.run(build);
  await project.edit("topics/01-ink/ink.ts", (text) =>
    text.replace("mean([1, 2])", "mean([1, 2]).mul(0.5)"),
  );
  const [ran] = JSON.parse(
    (await project.run([...build, "--json", "--force"])).stdout,
  );
  const [again] = JSON.parse((await project.run([...build, "--json"])).stdout);
  expect(again.ran).toEqual([]);
  expect(ran.changes.counts).toBeDefined();
  expect(again.changes).toEqual(ran.changes);
});

describe("article.md", () => {
  const article = "topics/01-ink/article.md";

  test("that is a pipe is named, and nobody waits for it", async () => {
    const project = await openProject();
    await rm(join(project.root, article));
    execFileSync("mkfifo", [join(project.root, article)]);
    const { code, stderr } = await project.run(build);
    expect(stderr).toMatch(/^error: not a file: topics\/01-ink\/article\.md/m);
    expect(code).toBe(1);
  });

  test("that is a folder, or a link to itself, is no bug of ours", async () => {
    const project = await openProject();
    await rm(join(project.root, article));
    await mkdir(join(project.root, article));
    const folder = await project.run(build);
    expect(folder.stderr).not.toContain("bug in lectern");
    expect(folder.code).toBe(1);
    await rm(join(project.root, article), { recursive: true });
    await symlink("article.md", join(project.root, article));
    const loop = await project.run(build);
    expect(loop.stderr).toContain("a link that leads back to itself");
    expect(loop.code).toBe(1);
  });
});

test("a run.json that a hand damaged is no run: the topic is listed and built again", async () => {
  const project = await openProject();
  await project.run(build);
  const kept = join(project.root, "output/01-ink/.lectern/run.json");
  const text = await readFile(kept, "utf8");
  for (const damaged of [
    text.replace(/"versions": \{[^}]*\}/, '"versions": null'),
    text.replace('"seed": 42', '"seed": "42"'),
    text.replace(/"imports": \{/, '"imports": {"../../../dev/zero": "1", '),
    text.replace(/"numbers": \{/, '"numbers": {"Ink": "much", '),
    "[]",
  ]) {
    expect(damaged).not.toBe(text);
    await writeFile(kept, damaged);
    expect((await project.run(["list", "--quick"])).code).toBe(0);
    const { code, stderr } = await project.run(build);
    expect(code, stderr).toBe(0);
    expect(await readFile(kept, "utf8")).toBe(text);
  }
});

test("Ctrl-C while documents are made: exit code 130, and the old ones stay", async () => {
  const project = await openProject();
  await project.run(build);
  const before = await project.files("output/01-ink");
  await project.edit("topics/01-ink/article.md", (text) => `${text}\nMore.\n`);
  const interrupt = new AbortController();
  const building = project.run(build, {}, interrupt.signal);
  // Between two stages, wherever it is then.
  setImmediate(() => interrupt.abort());
  const { code, stderr } = await building;
  expect(stderr).toContain("interrupted");
  expect(code).toBe(130);
  expect(await project.files("output/01-ink")).toEqual(before);
});

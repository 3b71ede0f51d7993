import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject } from "./project.ts";

const output = "output/01-ink/article.md";
const template = "topics/01-ink/article.md";
const build = ["build", "1", "--quick"];
const refresh = ["refresh", "ink", "--article"];

test("words changed in the built article are shown, taken over, built as she wrote them, and taken back", async () => {
  const project = await openProject();
  const read = (path: string) => readFile(join(project.root, path), "utf8");
  await project.run(build);
  const before = await read(template);
  const built = await read(output);
  const hers = built
    .replace("It prints this.", "It prints two lines.")
    .replace("A 3 takes", "A drawn 3 takes");
  await writeFile(join(project.root, output), hers);

  const checked = await project.run(["check", "1"]);
  expect(checked.stdout).toMatch(
    /article\.md:7:1 {2}error {2}changed by hand in lines 7, 22:.*\n.*lectern refresh ink --article\n/,
  );
  const shown = await project.run(refresh);
  expect(shown.code).toBe(1);
  expect(shown.stdout).toMatch(
    /^output\/01-ink\/article\.md:7 → topics\/01-ink\/article\.md:7 {2}words changed\n {2}- A 3 takes ([\d.]+) .*\n {2}\+ A drawn 3 takes \1 /,
  );
  expect(shown.stderr).toBe(
    "2 changes to take over: lectern refresh ink --article --apply\n",
  );
  expect(await read(template)).toBe(before);

  const done = await project.run([...refresh, "--apply"]);
  expect(done.code).toBe(0);
  expect(done.stderr).toContain("2 changes taken over into topics/01-ink/");
  expect(await read(template)).toBe(
    before
      .replace("It prints this.", "It prints two lines.")
      .replace("A 3 takes", "A drawn 3 takes"),
  );
  const again = await project.run(refresh);
  expect(again).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "nothing is left to take over\n",
  });
  const rebuilt = await project.run(build);
  expect(rebuilt.stderr).not.toContain("changed by hand");
  expect(await read(output)).toBe(hers);

  expect(await project.run([...refresh, "--undo"])).toMatchObject({ code: 0 });
  expect(await read(template)).toBe(before);
  const none = await project.run([...refresh, "--undo"]);
  expect(none).toMatchObject({ code: 1 });
  expect(none.stderr).toContain("no refresh of the article to undo: ink");
});

test("a build puts her version aside and names the command that takes it over, also for a topic with an example's text", async () => {
  const project = await openProject();
  const file = (path: string) => join(project.root, path);
  await project.run(build);
  const hers = await readFile(file(output), "utf8");
  await writeFile(
    file(output),
    hers.replace("It prints this.", "It prints two lines."),
  );
  const { stderr } = await project.run(build);
  expect(stderr).toContain(
    "hint: your words are in line 22; take them over: lectern refresh ink --article output/01-ink/article.yours-1.md\n",
  );
  const text = await readFile(file(template), "utf8");
  const own = "topics/01-ink/example/article.md";
  const { mkdir } = await import("node:fs/promises");
  await mkdir(file("topics/01-ink/example"));
  await writeFile(file(own), text);
  await rm(file(template));
  const aside = "output/01-ink/article.yours-1.md";
  await project.run([...refresh, aside, "--apply"]);
  expect(await readFile(file(own), "utf8")).toBe(text);
  expect(await readFile(file(template), "utf8")).toBe(
    text.replace("It prints this.", "It prints two lines."),
  );
  await project.edit(template, (now) => `${now}\nMore.\n`);
  const late = await project.run([...refresh, "--undo"]);
  expect(late).toMatchObject({ code: 1 });
  expect(late.stderr).toContain("changed since the refresh: topics/01-ink/");
  await writeFile(
    file(template),
    text.replace("It prints this.", "It prints two lines."),
  );
  await project.run([...refresh, "--undo"]);
  await expect(readFile(file(template))).rejects.toThrow("ENOENT");
});

test("what is no version of the article is refused, and nothing is written", async () => {
  const project = await openProject();
  const early = await project.run(refresh);
  expect(early).toMatchObject({ code: 1 });
  expect(early.stderr).toContain("article is not built: 01-ink");
  await project.run(build);
  await writeFile(join(project.root, "mine.md"), "another text");
  const before = await project.files("output/01-ink");
  for (const [args, code, words] of [
    [[...refresh, "mine.md", "--apply"], 1, /no version of an article/],
    [[...refresh, "other.md"], 2, /no such article: other\.md/],
    [[...refresh, "a.md", "b.md"], 2, /more than a topic and an article/],
    [[...refresh, "--undo", "mine.md"], 2, /--undo takes no article/],
    [[...refresh, "--undo", "--apply"], 2, /--apply and --undo at once/],
    [["refresh", "ink", "--apply"], 2, /--apply without --article/],
  ] as const) {
    const done = await project.run(args);
    expect(done.stderr).toMatch(words);
    expect(done.code, done.stderr).toBe(code);
  }
  expect(await project.files("output/01-ink")).toEqual(before);
});

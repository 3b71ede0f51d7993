import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject, type Project } from "./project.ts";

const texts = ["article.md", "deck.md", "experiment.ts"] as const;

async function rewrite(
  project: Project,
  file: string,
  change: (bytes: Buffer) => Buffer,
): Promise<void> {
  const path = join(project.root, "topics/01-ink", file);
  await writeFile(path, change(await readFile(path)));
}

/** As an editor on Windows saves it: a byte-order mark, and line ends of two characters. */
const asOnWindows = (bytes: Buffer) =>
  Buffer.from(`\uFEFF${bytes.toString().replaceAll("\n", "\r\n")}`);

test("texts with a byte-order mark and the line ends of Windows give the same pages and slides", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick", "--out", "unix"]);
  for (const file of texts) await rewrite(project, file, asOnWindows);
  const { code, stderr } = await project.run([
    "build",
    "1",
    "--quick",
    "--out",
    "windows",
  ]);
  expect(code, stderr).toBe(0);
  const unix = await project.files("unix/01-ink");
  const windows = await project.files("windows/01-ink");
  for (const path of [
    "article.md",
    "medium/article.html",
    "talk.md",
    "deck.pptx",
  ])
    expect(windows.get(path)?.equals(unix.get(path) ?? Buffer.of()), path).toBe(
      true,
    );
  const listed = await project.run(["list", "--quick"]);
  expect(listed.stdout).toContain("How much ink a digit takes");
});

test("mistakes in such a text are at the same line and column", async () => {
  const project = await openProject();
  const misspell = (bytes: Buffer) =>
    Buffer.from(bytes.toString().replaceAll("ink-of-threes", "ink-of-tree"));
  for (const file of ["article.md", "deck.md"])
    await rewrite(project, file, misspell);
  const unix = await project.run(["build", "1", "--quick"]);
  for (const file of texts) await rewrite(project, file, asOnWindows);
  const windows = await project.run(["build", "1", "--quick"]);
  const findings = (text: string) =>
    text.split("\n").filter((line) => /^topics.* error /.test(line));
  expect(findings(unix.stderr)).toHaveLength(3);
  expect(findings(windows.stderr)).toEqual(findings(unix.stderr));
});

test("a text that is not UTF-8 is an error at the character, not a hole in the article", async () => {
  const project = await openProject();
  await rewrite(project, "article.md", (bytes) =>
    Buffer.concat([
      bytes,
      Buffer.from("\nUn \uFFFD \u00E9t\u00E9 fran\u00E7ais, un "),
      Buffer.from([0xe9, 0x74, 0xe9]),
    ]),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain(
    "topics/01-ink/article.md:23:23  error  file is not UTF-8: byte 0xE9  not-utf-8\n    save it as UTF-8 in your editor\n",
  );
  expect(code).toBe(1);
  await rewrite(project, "article.md", () =>
    Buffer.from("\uFEFF# A", "utf16le"),
  );
  const wide = await project.run(["build", "1", "--quick"]);
  expect(wide.stderr).toContain(
    "article.md:1:1  error  file is UTF-16, not UTF-8",
  );
});

test("an article without tags has the command line's, else the course's; --date is the day of the talk", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace(/^tags:.*\n/m, ""),
  );
  const config = { tags: ["Ink", "Paper"], author: "Ada" };
  await writeFile(
    join(project.root, "lectern.config.json"),
    JSON.stringify(config),
  );
  const build = async (...flags: string[]) => {
    const built = await project.run(["build", "1", "--quick", ...flags]);
    expect(built.code, built.stderr).toBe(0);
    const files = await project.files("output/01-ink");
    return String(files.get("medium/index.html"));
  };
  expect(await build()).toContain("<li>Ink</li><li>Paper</li>");
  const page = await build("--tags", "Pen, Pencil", "--date", "2026-12-03");
  expect(page).toContain("<li>Pen</li><li>Pencil</li>");
  expect(page).toContain("3 December 2026");
  const { stdout } = await project.run(["check", "1"]);
  expect(stdout).toContain("2 of 5 tags");
  expect(stdout).not.toContain("stale-output");
});

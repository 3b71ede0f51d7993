import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProject } from "./project.ts";

/** Builds a topic whose article was changed; nothing may have been written. */
async function buildEdited(change: (text: string) => string) {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", change);
  const outcome = await project.run(["build", "1", "--quick"]);
  const paths = [...(await project.files("output/01-ink")).keys()];
  expect(paths.filter((path) => !path.startsWith(".lectern/"))).toEqual([]);
  return outcome;
}

test("a misspelt topic: the nearest name, exit code 2", async () => {
  const project = await openProject();
  const { code, stderr, stdout } = await project.run(["build", "inc"]);
  expect(stderr).toBe("error: unknown topic: inc\nhint: did you mean ink?\n");
  expect(code).toBe(2);
  expect(stdout).toBe("");
});

test("a misspelt command or option: a hint, exit code 2", async () => {
  const project = await openProject();
  const command = await project.run(["biuld"]);
  expect(command.stderr).toBe(
    "error: unknown command 'biuld'\nhint: did you mean build?\n",
  );
  expect(command.code).toBe(2);
  const option = await project.run(["build", "--qick"]);
  expect(option.stderr).toContain("hint: did you mean --quick?");
  expect(option.code).toBe(2);
  const engine = await project.run(["build", "--engine", "cuda"]);
  expect(engine.stderr).toContain("auto, native, wasm");
  expect(engine.code).toBe(2);
});

test("--seed that is no whole number: exit code 2", async () => {
  const project = await openProject();
  const { code, stderr } = await project.run(["build", "1", "--seed", "-1.5"]);
  expect(stderr).toContain(
    "--seed is not a whole number from 0 to 4294967295: -1.5",
  );
  expect(code).toBe(2);
});

test("a flag that no page can use: exit code 2, and nothing runs", async () => {
  const project = await openProject();
  const author = await project.run(["build", "1", "--author", " "]);
  expect(author.stderr).toBe(
    'error: --author is empty\nhint: write it like --author "Ada"\n',
  );
  expect(author.code).toBe(2);
  const wrong = [
    ["--date", "2026-02-30", "--date is not a day: 2026-02-30"],
    ["--tags", " ", "--tags needs at least one"],
    ["--tags", "a,b,c,d,e,f", "--tags has 6 entries, at most 5"],
    ["--tags", "Ink,ink", "--tags has an entry twice: ink"],
  ] as const;
  for (const [flag, value, said] of wrong) {
    const { code, stderr } = await project.run(["build", "1", flag, value]);
    expect(stderr).toContain(`error: ${said}\nhint: write it like ${flag} `);
    expect(code).toBe(2);
  }
  const address = await project.run(["build", "1", "--base-url", "example"]);
  expect(address.stderr).toMatch(
    /^error: --base-url is not an https address without query: example\nhint: /,
  );
  expect(address.code).toBe(2);
});

test("an unknown number: line, column, rule and nearest name; nothing written", async () => {
  const { code, stderr } = await buildEdited((text) =>
    text.replace("ink-of-threes", "ink-of-tree"),
  );
  expect(stderr).toMatch(
    /topics\/01-ink\/article\.md:7:\d+ +error +unknown number: ink-of-tree +unknown-number/,
  );
  expect(stderr).toContain("did you mean ink-of-threes?");
  expect(stderr).toContain(
    "hint: nothing was written: mend these, then lectern build ink\n",
  );
  expect(code).toBe(1);
});

test.each([
  [
    "a link that runs",
    "[It](javascript:alert(1)) is",
    "link is no https address: javascript:alert(1)",
  ],
  [
    "a sign that nobody sees",
    "It\u202e is",
    "invisible sign: U+202E right-to-left override",
  ],
])("%s: line and column; nothing written", async (_, words, message) => {
  const { code, stderr } = await buildEdited((text) => `${text}\n${words}.\n`);
  expect(stderr).toMatch(/topics\/01-ink\/article\.md:\d+:\d+ +error +/);
  expect(stderr).toContain(message);
  expect(code).toBe(1);
});

test("all mistakes of article and deck in one run", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", (text) =>
    text
      .replace(":number[", ":nubmer[")
      .replace("::listing{#measure}", "::listing{#mesure}"),
  );
  await project.edit("topics/01-ink/deck.md", (text) =>
    text.replace("{#first}", "{#frist}"),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain("did you mean number?");
  expect(stderr).toContain("did you mean measure?");
  expect(stderr).toContain("did you mean first?");
  expect(code).toBe(1);
});

test("a mistake in a source that article and deck quote is said once", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      "const measure = (lab: Lab) => ({",
      `const measure = (lab: Lab) => ({ // ${"far ".repeat(20)}`,
    ),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(code).toBe(1);
  expect(stderr.match(/region too wide: measure/g)).toHaveLength(1);
});

test("what a slide or a page cannot show is an error at its line, and nothing is written", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/deck.md", (text) =>
    text
      .replace(
        "- It is a clue",
        "- It is **a clue** and `code` and $\\begin{matrix}1\\end{matrix}$",
      )
      .replace(
        "A claim in one line",
        "![A digit](https://example.org/digit.png)",
      ),
  );
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("It prints this.", "- It prints\n  - this."),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /deck\.md:8:1 {2}error {2}cannot stand on a slide: image/,
  );
  expect(stderr).toMatch(
    /deck\.md:52:35 {2}error {2}cannot stand in a list on a slide: formula/,
  );
  expect(stderr).toMatch(
    /article\.md:18:3 {2}error {2}list inside a list item/,
  );
  const written = [...(await project.files("output/01-ink")).keys()];
  expect(written.filter((path) => !path.startsWith(".lectern/"))).toEqual([]);
});

test("a false claim without otherwise is an error", async () => {
  const { code, stderr } = await buildEdited((text) =>
    text.replace(
      /:claim\[.*?\}/,
      ":claim[So the 7 is darker.]{#sevens-are-darker}",
    ),
  );
  expect(stderr).toContain("false-claim");
  expect(code).toBe(1);
});

test("a data folder that is not there, is empty, or holds a corrupt file", async () => {
  const project = await openProject();
  const missing = await project.run(["build", "1", "--data", "nowhere"]);
  expect(missing.stderr).toContain(
    "error: no such data folder: nowhere\nhint: ",
  );
  expect(missing.code).toBe(1);

  await mkdir(join(project.root, "empty"));
  const empty = await project.run(["build", "1", "--data", "empty"]);
  expect(empty.stderr).toMatch(/^error: .*empty/);
  expect(empty.code).toBe(1);

  const lost = await project.run(["build", "1"], {
    LECTERN_DATA: join(project.root, "gone"),
  });
  expect(lost.stderr).toContain("LECTERN_DATA");
  expect(lost.code).toBe(1);

  for (const name of [
    "train-images-idx3",
    "train-labels-idx1",
    "t10k-images-idx3",
    "t10k-labels-idx1",
  ]) {
    await writeFile(
      join(project.root, "empty", `${name}-ubyte`),
      "not an idx file at all",
    );
  }
  const corrupt = await project.run(["build", "1", "--data", "empty"]);
  expect(corrupt.stderr).toMatch(/^error: .*train-images-idx3-ubyte/);
  expect(corrupt.stderr).toContain("hint: ");
  expect(corrupt.code).toBe(1);
  expect((await project.files("output")).size).toBe(0);
});

test("an output that cannot be written: the reason, a hint, exit code 1", async () => {
  const project = await openProject();
  await writeFile(join(project.root, "taken"), "a file, not a folder");
  const { code, stderr } = await project.run([
    "build",
    "1",
    "--quick",
    "--out",
    "taken",
  ]);
  expect(stderr).toContain("error: output cannot be written: ");
  expect(stderr).toContain("hint: choose another folder with --out DIR");
  expect(code).toBe(1);
  expect(await readFile(join(project.root, "taken"), "utf8")).toBe(
    "a file, not a folder",
  );
});

test("what an experiment throws is the topic's, with a stack into experiment.ts", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      'lab.number("ink-of-threes", threes)',
      'lab.number("ink-of-threes", threes / 0)',
    ),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain(
    "error: the experiment failed: number ink-of-threes is not a finite number: Infinity",
  );
  expect(stderr).toMatch(/experiment\.ts:\d+/);
  expect(code).toBe(1);
  expect((await project.files("output")).size).toBe(0);
});

test("a broken template keeps the finished run for the next build", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("ink-of-threes", "no-such-number"),
  );
  await project.run(["build", "1", "--quick"]);
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("no-such-number", "ink-of-threes"),
  );
  const { code, stdout } = await project.run([
    "build",
    "1",
    "--quick",
    "--json",
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)[0].ran).toEqual([]);
});

test("Ctrl-C in mid-run: exit code 130, nothing written", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      "const { threes, sevens } = measure(lab);",
      "const { threes, sevens } = measure(lab);\n  for (;;) lab.number;",
    ),
  );
  const interrupt = new AbortController();
  const running = project.run(["build", "1", "--quick"], {}, interrupt.signal);
  setTimeout(() => interrupt.abort(), 4000);
  const { code, stderr } = await running;
  expect(stderr).toContain("interrupted");
  expect(code).toBe(130);
  expect((await project.files("output")).size).toBe(0);
});

test("new refuses a name that is no slug or is taken", async () => {
  const project = await openProject();
  const odd = await project.run(["new", "Learning Rate"]);
  expect(odd.stderr).toContain("error: not a slug: Learning Rate");
  expect(odd.code).toBe(2);
  const taken = await project.run(["new", "ink"]);
  expect(taken.stderr).toContain("error: topic is already there: 01-ink");
  expect(taken.code).toBe(2);
});

test("check on what is not built says so", async () => {
  const project = await openProject();
  const { code, stderr } = await project.run(["check", "ink"]);
  expect(stderr).toContain("01-ink: not built, nothing to check");
  expect(code).toBe(1);
  await rm(join(project.root, "topics/01-ink"), { recursive: true });
});

test("an experiment that cannot be parsed, or imports what is not there: the place, exit code 1", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace("./ink.ts", "./inkk.ts"),
  );
  const missing = await project.run(["build", "1", "--quick"]);
  expect(missing.stderr).toMatch(
    /topics\/01-ink\/experiment\.ts:4:\d+ +error +could not resolve ".\/inkk.ts" +broken-code/,
  );
  expect(missing.code).toBe(1);
  await project.edit(
    "topics/01-ink/experiment.ts",
    (text) => `${text}\nconst x = ;\n`,
  );
  const broken = await project.run(["build", "1", "--quick"]);
  expect(broken.stderr).toMatch(
    /topics\/01-ink\/experiment\.ts:\d+:11 +error +unexpected ";" +broken-code/,
  );
  expect(broken.code).toBe(1);
});

test("what an experiment prints reaches the terminal, console.error too", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      "const { threes, sevens } = measure(lab);",
      'const { threes, sevens } = measure(lab);\n  console.log("so far");\n  console.error("so good");',
    ),
  );
  const { code, stdout, stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain("so far");
  expect(stderr).toContain("so good");
  expect(stdout).not.toContain("so far");
  expect(code).toBe(0);
});

test("an experiment that ends its process is named, without a stack that is not there", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace(
      "const { threes, sevens } = measure(lab);",
      "const { threes, sevens } = measure(lab);\n  process.exit(0);",
    ),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain(
    "error: the experiment failed: its process ended with exit code 0\nhint: mend experiment.ts, then build again\n",
  );
  expect(code).toBe(1);
});

test("--json tells what went wrong with a topic, too", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("ink-of-threes", "ink-of-tree"),
  );
  const { stdout } = await project.run(["build", "1", "--quick", "--json"]);
  const [{ topic, error }] = JSON.parse(stdout);
  expect(topic).toBe("01-ink");
  expect(error.findings).toContainEqual(
    expect.objectContaining({ rule: "unknown-number", line: 7 }),
  );
});

test("a topic that lacks its article is listed, with what it lacks", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await rm(join(project.root, "topics/01-ink/article.md"));
  const { code, stdout } = await project.run([
    "list",
    "--quick",
    "--data",
    "handwriting",
  ]);
  expect(stdout).toContain(
    "file of the topic is missing: topics/01-ink/article.md",
  );
  expect(code).toBe(0);
});

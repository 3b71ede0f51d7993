import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openProject, type Project } from "./project.ts";

const outline = `title: Ink
questions:
  - ask: How is ink measured?
    evidence: [listing:measure, output:ink, number:ink-of-threes]
    prompt: Say what goes in and what comes out.
  - ask: Which digit takes more of it?
    evidence: [figure:ink, claim:threes-are-darker]
    prompt: Begin with the bars.
`;

const german = `title: Tinte
questions:
  - ask: Wie misst man Tinte?
    prompt: Sag, was hineingeht und was herauskommt.
  - ask: Welche Ziffer braucht mehr davon?
    prompt: Beginne mit den Balken.
`;

/** A project whose one topic has an example and an outline, and nobody's draft. */
async function openCourse(): Promise<Project> {
  const project = await openProject();
  const topic = join(project.root, "topics/01-ink");
  await mkdir(join(topic, "example"));
  for (const file of ["article.md", "deck.md"])
    await rename(join(topic, file), join(topic, "example", file));
  await writeFile(join(topic, "topic.yaml"), outline);
  return project;
}

/** The same course in German, with these questions. */
async function openGermanCourse(questions: string): Promise<Project> {
  const project = await openCourse();
  const files = {
    "lectern.config.json": '{ "language": "de-AT" }',
    "topics/01-ink/topic.de.yaml": questions,
  };
  for (const [path, text] of Object.entries(files))
    await writeFile(join(project.root, path), text);
  return project;
}

const read = (project: Project, path: string) =>
  readFile(join(project.root, path), "utf8");

describe("a topic that nobody has drafted", () => {
  test("is built from its example", async () => {
    const project = await openCourse();
    expect(await project.run(["build", "ink"])).toMatchObject({ code: 0 });
    expect(await read(project, "output/01-ink/article.md")).toContain(
      "# How much ink a digit takes",
    );
    await project.edit("topics/01-ink/example/article.md", (text) =>
      text.replace("[ink-of-threes]", "[ink-of-trees]"),
    );
    const wrong = await project.run(["build", "ink"]);
    expect(wrong.stderr).toContain(
      "topics/01-ink/example/article.md:7:11  error  unknown number: ink-of-trees",
    );
  });
});

describe("lectern draft", () => {
  test("asks the topic's questions above the evidence that answers them", async () => {
    const project = await openCourse();
    const drafted = await project.run(["draft", "ink", "--author", "Ada L."]);
    expect(drafted).toMatchObject({
      code: 0,
      stdout: "topics/01-ink/article.md\ntopics/01-ink/deck.md\n",
    });
    const article = await read(project, "topics/01-ink/article.md");
    expect(article).toContain("author: Ada L.\n");
    expect(article).toContain(`## How is ink measured?

<!-- in your words: Say what goes in and what comes out. -->

::listing{#measure}

::output{#ink}

- ink of threes: :number[ink-of-threes]{digits=4}

## Which digit takes more of it?`);
    expect(article).toContain(
      '- :claim[So the 3 is darker.]{#threes-are-darker otherwise="So the 7 is darker."}',
    );
    const built = await project.run(["build", "ink"]);
    expect(built.code).toBe(0);
    expect(built.stderr).toContain(
      "topics/01-ink/article.md:3:12  warning  5 prompts not yet written  unwritten",
    );
    const page = await read(project, "output/01-ink/article.md");
    expect(page).toContain("## How is ink measured?");
    expect(page).not.toContain("in your words");
    expect(await read(project, "output/01-ink/talk.md")).not.toContain(
      "Begin with the bars",
    );
  });

  test("leaves prompts that check names until they are written", async () => {
    const project = await openCourse();
    await project.run(["draft", "ink"]);
    await project.run(["build", "ink"]);
    const before = await project.run(["check", "ink"]);
    expect(before.code).toBe(1);
    expect(before.stdout).toContain(
      "error  not yet written: Begin with the bars.  unwritten",
    );
    await project.edit("topics/01-ink/article.md", (text) =>
      text.replace(/<!-- in your words: Begin.*-->/, "The 3 takes more."),
    );
    const unwritten = async () => {
      await project.run(["build", "ink"]);
      const { stdout } = await project.run(["check", "ink"]);
      return stdout.match(/article\.md.*not yet written/g)?.length;
    };
    expect(await unwritten()).toBe(4);
  });

  test("asks in the course's language, and stops the talk with its word", async () => {
    const project = await openCourse();
    await writeFile(
      join(project.root, "lectern.config.json"),
      '{ "language": "de", "author": "Ada" }',
    );
    await project.run(["draft", "ink"]);
    const deck = await read(project, "topics/01-ink/deck.md");
    expect(deck).toContain("\n# Fragen\n");
    expect(deck).toContain("\n\nFrage 1: Was könnte hier gefragt werden?");
    expect(deck).toContain("# Which digit takes more of it?");
    expect(deck).toContain('subtitle: "In deinen Worten: was du zeigen wirst"');
    const built = await project.run(["build", "ink"]);
    expect(built.stderr).toContain("article.md:3:12  warning  5 prompts");
    const talk = await read(project, "output/01-ink/questions.md");
    expect(talk).toContain("Frage 1: Was könnte hier gefragt werden?");
    expect(talk).not.toContain("deinen Worten: Schreib");
  });

  test("asks in the course's language what topic.de.yaml has translated", async () => {
    const project = await openGermanCourse(german);
    const drafted = await project.run(["draft", "ink"]);
    expect(drafted.stderr).toContain("each <!-- in deinen Worten: … -->");
    const article = await read(project, "topics/01-ink/article.md");
    expect(article).toContain("title: Tinte\n");
    expect(article).toContain(`## Wie misst man Tinte?

<!-- in deinen Worten: Sag, was hineingeht und was herauskommt. -->

::listing{#measure}`);
    expect(article.match(/^## .*/gm)).toEqual([
      "## Wie misst man Tinte?",
      "## Welche Ziffer braucht mehr davon?",
      "## Was ich als Nächstes ausprobieren würde",
    ]);
    const deck = await read(project, "topics/01-ink/deck.md");
    expect(deck).toContain("# Tinte\n");
    expect(deck).toContain("# Welche Ziffer braucht mehr davon?");
    expect((await project.run(["build", "ink"])).code).toBe(0);
  });

  test.each([
    [/ {2}- ask: Welche.*\n.*\n/, "", "questions: 1, and topic.yaml has 2"],
    ["    prompt: Beginne", "    promt: Beginne", "questions.1.promt"],
    [
      "    prompt: Sag",
      "    evidence: [output:ink]\n    prompt: Sag",
      "evidence",
    ],
    ["title: Tinte", "title: [", "topics/01-ink/topic.de.yaml is not YAML"],
    [/Wie misst.*/, "W".repeat(121), "questions.0.ask: Too big"],
  ])(
    "names what is wrong in topic.de.yaml: %s → %s",
    async (from, to, words) => {
      const project = await openGermanCourse(german.replace(from, to));
      const outcome = await project.run(["draft", "ink"]);
      expect(outcome.code).toBe(1);
      expect(outcome.stderr).toContain("error: topics/01-ink/topic.de.yaml");
      expect(outcome.stderr).toContain(words);
      expect([...(await project.files("topics/01-ink")).keys()]).not.toContain(
        "article.md",
      );
    },
  );

  test("never writes over what somebody wrote", async () => {
    const project = await openCourse();
    await writeFile(join(project.root, "topics/01-ink/article.md"), "mine\n");
    const first = await project.run(["draft", "ink"]);
    expect(first).toMatchObject({ code: 0, stdout: "topics/01-ink/deck.md\n" });
    const again = await project.run(["draft", "ink"]);
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(
      "error: draft is already there: topics/01-ink/article.md and deck.md\nhint: edit them; to begin anew, move them away first\n",
    );
    expect(await read(project, "topics/01-ink/article.md")).toBe("mine\n");
  });

  test("from the example begins with its words, and says how many are left", async () => {
    const project = await openCourse();
    const from = ["draft", "ink", "--from", "example", "--author", "Ada"];
    expect(await project.run(from)).toMatchObject({ code: 0 });
    expect(await read(project, "topics/01-ink/article.md")).toContain(
      "tags: [MNIST, Testing, Ink, Digits, Numbers]\nauthor: Ada\n---\n",
    );
    await project.run(["build", "ink"]);
    const all = await project.run(["check", "ink"]);
    expect(all.stderr).toContain("01-ink: article.md: 4 of 4 sentences are");
    expect(all.stdout).toContain(
      "warning  4 of 4 sentences are the example's (100 %)  example-share",
    );
    await project.edit("topics/01-ink/article.md", (text) =>
      text
        .replace("It prints this.", "The program says one line.")
        .replace(/^A 3 takes.*$/m, "I weighed the ink. A 3 won.")
        .replace(/^Nothing else.*$/m, "Weigh your own; a scale will do."),
    );
    await project.run(["build", "ink"]);
    const own = await project.run(["check", "ink"]);
    expect(own.stderr).toContain("01-ink: article.md: 0 of 4 sentences are");
    expect(own.stdout).not.toContain("article.md:1:1  warning  0 of 4");
  });

  test.each([
    [["draft"], 2, "error: missing required argument 'topic'"],
    [["draft", "ink", "--author", " "], 2, "error: --author is empty"],
    [["draft", "ikn"], 2, "hint: did you mean ink?"],
    [["draft", "ink", "--from", "memory"], 2, "Allowed choices are"],
  ])("says what is wrong with %j", async (args, code, words) => {
    const project = await openCourse();
    const outcome = await project.run(args);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(words);
  });

  test.each([
    [
      "figure:ink,",
      "figure:inkk,",
      "no example quotes the figure inkk, which topic.yaml names",
    ],
    ["figure:ink,", "picture:ink,", "must look like figure:shifted"],
    ["    prompt: Begin", "    promt: Begin", "questions.1.promt"],
    ["title: Ink", "title: [", "topics/01-ink/topic.yaml is not YAML"],
  ])("names what is wrong in topic.yaml: %s → %s", async (from, to, words) => {
    const project = await openCourse();
    await project.edit("topics/01-ink/topic.yaml", (text) =>
      text.replace(from, to),
    );
    const outcome = await project.run(["draft", "ink"]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain(words);
    expect([...(await project.files("topics/01-ink")).keys()]).not.toContain(
      "article.md",
    );
  });
});

import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Report } from "../../src/diff/report.ts";
import { writeMarkdown } from "../../src/diff/write/markdown.ts";
import { run } from "../cli/project.ts";
import { chromiumPath, launch, needsChromium } from "../medium/browser.ts";
import { pathOf } from "../medium/case.ts";
import { build, copyCourse, edit, openFolder } from "./project.ts";

let folder: Awaited<ReturnType<typeof openFolder>>;
/** A course in git, built as it was committed, and changed since. */
let root: string;
let env: NodeJS.ProcessEnv;
let told: Awaited<ReturnType<typeof run>>;
let report: Report;

const git = (...args: readonly string[]) =>
  execFileSync("git", ["-C", root, ...args], { stdio: "pipe" }).toString();

const readOut = (name: string) => readFile(join(root, "diff", name), "utf8");

beforeAll(async () => {
  folder = await openFolder();
  root = join(folder.path, "course");
  await copyCourse(root);
  await writeFile(join(root, ".gitignore"), "output/\n/diff/\n");
  git("init", "--quiet");
  git("add", "--all");
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
  git(...who, "commit", "--quiet", "--message", "The course");
  await build(root);
  await edit(root, {
    file: "topics/01-scale/experiment.ts",
    from: '"<", 0.5',
    to: '"<", 0.01',
  });
  await edit(root, {
    file: "topics/01-scale/experiment.ts",
    from: "const sample = 0",
    to: "const sample = 1",
  });
  env = {
    LECTERN_CACHE: join(folder.path, "cache"),
    LECTERN_DATA: undefined,
  };
  told = await run(
    root,
    ["diff", "--data", "handwriting", "--seeds", "1", "--exit-code"],
    env,
  );
  report = Report.parse(JSON.parse(await readOut("diff.json")));
});

afterAll(() => folder.close());

test("without any word the last commit is compared with the working tree, by its own run", () => {
  expect(told.code, told.stderr).toBe(1);
  expect(told.stdout).toBe(
    "1 of 2 topics changed: 1 of 1 claim, 1 of 26 sentences, 1 of 5 slides, 1 of 2 figures\n",
  );
  // The commit's run was there already: only what changed since ran, and once more for the noise.
  expect(told.stderr).not.toContain("HEAD: 01-scale: running");
  expect(told.stderr).toContain("working tree: 01-scale: running");
  expect(told.stderr).toContain("seed 43: 01-scale: running");
  expect(report.before.commit).toBe(git("rev-parse", "HEAD").trim());
  expect(git("status", "--porcelain")).toBe(
    " M topics/01-scale/experiment.ts\n",
  );
});

test("a number that no seed moves has no noise; the page says what was measured", async () => {
  await edit(root, {
    file: "topics/01-scale/experiment.ts",
    from: "25 / whole",
    to: "26 / whole",
  });
  const words = ["diff", "scale", "--data", "handwriting", "--seeds", "1"];
  const { code, stderr } = await run(root, words, env);
  expect(code, stderr).toBe(0);
  const { topics } = Report.parse(JSON.parse(await readOut("diff.json")));
  expect(topics).toHaveLength(1);
  expect(topics[0]?.numbers).toEqual([
    {
      name: "share",
      ...{ verdict: "changed", before: 0.25, after: 0.26 },
      printed: ["25%", "26%"],
      noise: { floor: 0, from: "2 seeds" },
      places: ["article.md:7"],
    },
  ]);
});

test.each([
  [["main~9"], "neither a commit, a folder nor a topic: main~9"],
  [["HEAD", "HEAD", "HEAD"], "more than two sides: HEAD, HEAD, HEAD"],
  [["--output=x"], "unknown option"],
  [["--seeds", "0"], "--seeds is not a whole number from 1 to 100: 0"],
  [
    ["--out", "topics"],
    "--out cannot be topics: lectern diff did not write what is there",
  ],
  [["src"], "folder holds neither topics nor their output: src"],
])(
  "what cannot be meant is refused, and nothing is written: %s",
  async (words, message) => {
    const before = await readOut("diff.json");
    const { code, stdout, stderr } = await run(root, ["diff", ...words], env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).toContain("\nhint: ");
    expect(await readOut("diff.json")).toBe(before);
  },
);

test("a side that cannot be built is told with its reason, and is no silence", async () => {
  const file = "topics/02-other/experiment.ts";
  const text = await readFile(join(root, file), "utf8");
  await edit(root, { file, from: "50 / whole", to: "0 / 0" });
  const words = ["diff", "2", "--data", "handwriting", "--out", "other"];
  const { code, stdout, stderr } = await run(root, words, env);
  await writeFile(join(root, file), text);
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: "1 topic not compared\n",
  });
  expect(stderr).toMatch(
    /02-other: working tree: error: the experiment failed: number half/,
  );
});

test("every key of diff.json is explained", async () => {
  const page = await readFile(pathOf("../../docs/changes.md"), "utf8");
  const keys = new Set<string>();
  JSON.stringify(z.toJSONSchema(Report), (_, value) => {
    for (const key of Object.keys(value?.properties ?? {})) keys.add(key);
    return value;
  });
  expect(keys.size).toBeGreaterThan(40);
  // How many there are of each kind, and what a spread holds, is named by the kinds.
  const known = ["mean", "least", "most", "n"];
  const lacking = [...keys].filter(
    (key) => !known.includes(key) && !page.includes(`\`${key}\``),
  );
  expect(lacking).toEqual([]);
});

test("Markdown fits into a comment however much changed, and counts what it leaves out", () => {
  const [topic] = report.topics;
  if (topic === undefined) throw new Error("no topic");
  const sentence = {
    verdict: "changed" as const,
    ...{ before: "a <b>*", after: "a c" },
    words: [
      ["same", "a "],
      ["gone", "<b>* ".repeat(40)],
      ["new", "c"],
    ] as ["same" | "gone" | "new", string][],
  };
  const sentences = Array.from({ length: 400 }, () => sentence);
  const topics = Array.from({ length: 40 }, (_, index) => ({
    ...topic,
    topic: `${index}-topic`,
    sentences,
    notes: ["a note\n".repeat(300)],
  }));
  const text = writeMarkdown({ ...report, topics });
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toContain("39-topic");
  expect(text).toMatch(/\d+ more, in `diff\.json`/);
  expect(text).not.toContain("<b>*");
  expect(text.match(/<details>/g)).toHaveLength(
    text.match(/<\/details>/g)?.length ?? 0,
  );
});

test("the page is HTML by the standard, and needs nothing from elsewhere", async () => {
  const html = await readOut("index.html");
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document"],
    rules: {
      // A title is as long as its verdict.
      "long-title": "off",
      // As browsers write them: hidden="".
      "attribute-empty-style": ["error", { style: "empty" }],
    },
  });
  const { results } = await validator.validateString(html);
  expect(
    results.flatMap(({ messages }) =>
      messages.map(
        ({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`,
      ),
    ),
  ).toEqual([]);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/(src|href)="https?:/);
});

describe.skipIf(chromiumPath === undefined)(`the page ${needsChromium}`, () => {
  test("shows both slides under its policy, goes from change to change, and axe finds nothing", async () => {
    const browser = await launch();
    try {
      const address = pathToFileURL(join(root, "diff/index.html")).href;
      const said: string[] = [];
      const page = await browser.newPage();
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", ({ message }) => said.push(message));
      await page.goto(address);
      await page.locator(".shot").first().scrollIntoViewIfNeeded();
      const slide = page.frameLocator(".shot iframe").first().locator("h2");
      // The title slide comes first: its art is the figure that changed.
      expect(await slide.textContent()).toContain("away from its mean");
      await page.keyboard.press("j");
      expect(await page.locator(".change.now").count()).toBe(1);
      await page.locator(".figure .view").first().click();
      expect(await page.locator(".figure.over").count()).toBe(1);
      expect(said).toEqual([]);
      for (const colorScheme of ["light", "dark"] as const) {
        const own = await browser.newContext({ bypassCSP: true, colorScheme });
        const other = await own.newPage();
        await other.goto(address);
        await other.evaluate(
          await readFile(
            pathOf("../../node_modules/axe-core/axe.min.js"),
            "utf8",
          ),
        );
        const found = await other.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string }[] }> };
          };
          return (await axe.run()).violations.map(({ id }) => id);
        });
        expect(found, colorScheme).toEqual([]);
        await own.close();
      }
    } finally {
      await browser.close();
    }
  });
});

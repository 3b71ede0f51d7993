import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { home } from "../../src/topic/topic.ts";
import { makeProject, type Project } from "../cli/project.ts";
import { labelled } from "../digits/files.ts";
import { chromiumPath, launch, needsChromium } from "../medium/browser.ts";
import { serve } from "../site/crawl.ts";

const chapter = [
  "03-pixel-similarity",
  "04-sgd-seven-steps",
  "06-end-to-end-sgd",
];

/** Four idx files with a few 3s and 7s: the reader's own. */
const idx = Object.fromEntries(
  ["train", "t10k"].flatMap((half) => {
    const { images, labels } = labelled([3, 7, 7, 3, 5, 7]);
    return [
      [`${half}-images-idx3-ubyte.gz`, gzipSync(images)],
      [`${half}-labels-idx1-ubyte`, labels],
    ];
  }),
);

/** A training for many cores. */
const draw = `import { Stream, trial } from "lectern";
export default trial(import.meta.url, (seed: number, count: number) =>
  new Stream(seed).rand(count).reduce((sum, each) => sum + each, 0));
`;

/** The experiment's first lines with two such trainings. */
const asynchronous = `async function experiment(lab: Lab): Promise<void> {
  lab.spread("drawn", await trials([7, 8], draw, 100));`;

let project: Project;
let told: Awaited<ReturnType<Project["run"]>>;

const site = ["site", "--drafts"];
const read = (path: string) => readFile(join(project.root, path), "utf8");
const idxPaths = () =>
  Object.keys(idx).map((name) => join(project.root, "idx", name));

/**
 * 01-ink was run on handwriting, 02-paper on idx files and with trials, and three topics of the chapter are as they
 * are: all quick runs.
 */
beforeAll(async () => {
  project = await makeProject();
  const topics = join(project.root, "topics");
  await writeFile(join(topics, "01-ink/topic.yaml"), "reader: run\n");
  await cp(join(topics, "01-ink"), join(topics, "02-paper"), {
    recursive: true,
  });
  await writeFile(join(topics, "02-paper/draw.ts"), draw);
  await project.edit("topics/02-paper/experiment.ts", (text) =>
    `import { trials } from "lectern";\nimport draw from "./draw.ts";\n${text}`.replace(
      "function experiment(lab: Lab): void {",
      asynchronous,
    ),
  );
  for (const name of chapter)
    await cp(join(home, "topics", name), join(topics, name), {
      recursive: true,
    });
  await mkdir(join(project.root, "idx"));
  for (const [name, bytes] of Object.entries(idx))
    await writeFile(join(project.root, "idx", name), bytes);
  const quick = ["--quick", "--only", "article", "--engine", "wasm"];
  for (const args of [
    ["build", "1", "3", "4", "6", ...quick],
    ["build", "2", ...quick, "--data", join(project.root, "idx")],
  ]) {
    const { code, stderr } = await project.run(args);
    if (code !== 0) throw new Error(stderr);
  }
  told = await project.run(site);
  if (told.code !== 0) throw new Error(told.stderr);
});

afterAll(() => rm(project.root, { recursive: true, force: true }));

test("made again, a site with runs is the same to the byte, and nothing is run for it again", async () => {
  const first = "02-paper: a quick run on handwriting";
  const before = await project.files("site");
  expect([...before.keys()].filter((path) => path.endsWith("run.js"))).toEqual(
    ["01-ink", "02-paper", ...chapter].map((name) => `${name}/run.js`),
  );
  const licences = String(before.get("run/engine.js.LEGAL.txt"));
  expect(licences).toMatch(
    /Copyright \d+ Google[\s\S]*\nzod [\d.]+ \(MIT\)\n\nMIT License/,
  );
  await rm(join(project.root, "site"), { recursive: true });
  const again = await project.run(site);
  expect(again.stderr).not.toContain(first);
  expect(await project.files("site")).toEqual(before);
});

describe(`in a browser ${needsChromium}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    if (chromiumPath !== undefined) browser = await launch();
  });

  afterAll(() => browser?.close());

  const onDisk = (name: string, folder = "site") =>
    pathToFileURL(join(project.root, folder, name, "index.html")).href;

  /** Sends the form, and waits for what the page says in the end. */
  async function sendForm(page: Page): Promise<string> {
    await page.click("button[type=submit]");
    const verdict = page.locator(".verdict");
    await expect
      .poll(() => verdict.textContent(), { timeout: 240_000 })
      .not.toBe("");
    return (await verdict.textContent()) ?? "";
  }

  test.skipIf(chromiumPath === undefined).each(["01-ink", ...chapter])(
    "every value of %s is equal to the last bit, and nothing is loaded before the click",
    async (name) => {
      const server = await serve(join(project.root, "site"));
      const page = await browser.newPage();
      const asked: string[] = [];
      const said: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => said.push(message.text()));
      await page.goto(
        server.address.replace("index.html", `${name}/index.html`),
      );
      expect(asked.filter((url) => /\.js|blob:/.test(url))).toEqual([]);
      const before = asked.length;
      expect(await sendForm(page)).toMatch(
        /^Equal to the last bit: .* those of the article\. It took/,
      );
      const base = server.address.replace("index.html", "");
      expect(asked.slice(before).map((url) => url.replace(base, ""))).toEqual([
        "run/engine.js",
        `${name}/run.js`,
        expect.stringMatching(/^blob:/),
      ]);
      const rows = page.locator(".values tbody tr:not(.group)");
      const marks = await rows.locator("td:last-child").allTextContents();
      const { numbers, claims } = JSON.parse(
        await read(`output/${name}/record.json`),
      );
      const recorded = { ...numbers, ...claims };
      expect(marks.length).toBeGreaterThan(Object.keys(recorded).length);
      expect(new Set(marks)).toEqual(new Set(["✓ equal"]));
      expect(said).toEqual([]);
      await page.close();
      server.close();
    },
  );

  test.skipIf(chromiumPath === undefined)(
    "a number that is one bit off is named, with what it is here",
    async () => {
      await cp(join(project.root, "site"), join(project.root, "off"), {
        recursive: true,
      });
      await project.edit("off/01-ink/run.js", (text) =>
        text.replace(/("ink-of-threes":)([\d.]+)/, (_, name, value) => {
          const bits = new BigInt64Array(Float64Array.of(Number(value)).buffer);
          bits[0] = (bits[0] ?? 0n) + 1n;
          return `${name}${new Float64Array(bits.buffer)[0]}`;
        }),
      );
      const page = await browser.newPage();
      await page.goto(onDisk("01-ink", "off"));
      expect(await sendForm(page)).toMatch(
        /^1 of \d+ values differ from those of the article: number ink-of-threes\./,
      );
      const first = page.locator(".values tr.apart").first();
      expect(await first.allInnerTexts()).toEqual([
        expect.stringMatching(/^number ink-of-threes\s.*\(1 ulp\)$/s),
      ]);
      await page.close();
    },
  );

  test.skipIf(chromiumPath === undefined)(
    "a reader's own files are read from the disk, and others are refused",
    async () => {
      const page = await browser.newPage();
      await page.goto(onDisk("02-paper"));
      expect(await sendForm(page)).toContain(
        "are those that a quick run on the same handwriting gave",
      );
      const files = page.locator("input[type=file]");
      await files.setInputFiles(idxPaths());
      expect(await sendForm(page)).toContain("are those of the article.");
      await files.setInputFiles(idxPaths().slice(1));
      expect(await sendForm(page)).toContain(
        "file is missing among those picked: train-images",
      );
      const { images, labels } = labelled([3, 7, 3, 7]);
      await files.setInputFiles([
        ...["t10k-images-idx3-ubyte", "train-images-idx3-ubyte"].map(
          (name) => ({ name, mimeType: "", buffer: images }),
        ),
        ...["t10k-labels-idx1-ubyte", "train-labels-idx1-ubyte"].map(
          (name) => ({ name, mimeType: "", buffer: labels }),
        ),
      ]);
      expect(await sendForm(page)).toBe(
        "these files are not the digits that the article's run read",
      );
      await page.close();
    },
  );

  test.skipIf(chromiumPath === undefined)(
    "the page is valid, axe finds nothing on it, and it is no wider than a phone",
    async () => {
      const validator = new HtmlValidate({
        extends: ["html-validate:recommended", "html-validate:document"],
        // As the standard writes it: hidden="".
        rules: {
          "attribute-empty-style": "off",
          "attribute-boolean-style": "off",
        },
      });
      const viewport = { width: 390, height: 800 };
      const page = await browser.newPage({ bypassCSP: true, viewport });
      for (const name of ["01-ink", "02-paper"]) {
        const text = await read(`site/${name}/index.html`);
        const { results } = await validator.validateString(text);
        expect(results.flatMap(({ messages }) => messages)).toEqual([]);
        await page.goto(onDisk(name));
        await sendForm(page);
        await page.addScriptTag({
          path: join(home, "node_modules/axe-core/axe.min.js"),
        });
        const found = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string }[] }> };
          };
          const { violations } = await axe.run();
          const { scrollWidth, clientWidth } = document.documentElement;
          return [...violations.map(({ id }) => id), scrollWidth - clientWidth];
        });
        expect(found, name).toEqual([0]);
      }
      await page.close();
    },
  );
});

test("what cannot be run in a browser is no button, and why is said", async () => {
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace("const { threes", 'lab.file("article.md");\n  const { threes'),
  );
  const changed = await project.run(site);
  expect(changed.stderr).toContain(
    "01-ink: no run for readers, its code changed: lectern build ink",
  );
  const { code } = await project.run([
    "build",
    "ink",
    "--quick",
    "--only",
    "article",
  ]);
  expect(code).toBe(0);
  const reads = await project.run(site);
  expect(reads.stderr).toContain(
    "01-ink: no run for readers, its experiment reads topics/01-ink/article.md",
  );
  expect(await read("site/01-ink/index.html")).not.toContain("Run it here");
  await writeFile(
    join(project.root, "topics/01-ink/topic.yaml"),
    "reader: walk\n",
  );
  const odd = await project.run(["build", "ink"]);
  expect(odd.code).toBe(1);
  expect(odd.stderr).toContain(
    'topics/01-ink/topic.yaml: reader is not run: "walk"',
  );
});

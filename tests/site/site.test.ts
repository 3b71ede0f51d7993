import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import ical from "ical.js";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { all, parseXml } from "../../src/deck/package/xml.ts";
import { home } from "../../src/topic/topic.ts";
import type { Project } from "../cli/project.ts";
import { chromiumPath, launch, needsChromium } from "../medium/browser.ts";
import { openClass } from "./course.ts";
import { serve, walk } from "./crawl.ts";

let project: Project;
let told: Awaited<ReturnType<Project["run"]>>;

const everything = ["site", "--drafts", "--mentor", "--out", "all"];

beforeAll(async () => {
  project = await openClass();
  told = await project.run(["site"]);
  const { code, stderr } = await project.run(everything);
  if (code !== 0) throw new Error(stderr);
});

afterAll(() => rm(project.root, { recursive: true, force: true }));

const read = (path: string) => readFile(join(project.root, path), "utf8");

const notesIn = (stderr: string) => stderr.split("\n").slice(0, -2);

test("a site holds what is finished, and says what it leaves out", async () => {
  expect(told.code, told.stderr).toBe(0);
  expect(told.stdout).toBe("2 of 4 topics written: site/index.html\n");
  expect(notesIn(told.stderr)).toEqual([
    "02-paper: left out, an example, nobody's own yet",
    "03-pens: article left out, 1 prompt not yet written",
    "04-ash: left out, not built: lectern build ash",
  ]);
  const files = [...(await project.files("site")).keys()];
  const deck = ["deck.pptx", "index.html", "record.json", "slides.html"];
  const inTopic = [...deck, "talk.md"];
  expect(files).toEqual([
    ...[...inTopic, "figures/ink.png"].sort().map((name) => `01-ink/${name}`),
    ...inTopic.map((name) => `03-pens/${name}`),
    ...["agenda.ics", "feed.xml", "index.html", "site.json"],
  ]);
});

test("a draft is hidden, and with --drafts it is shown as one", async () => {
  const sentence = "A draft is hidden";
  for (const [path, bytes] of await project.files("site"))
    expect(bytes.includes(sentence), path).toBe(false);
  const draft = await read("all/03-pens/index.html");
  expect(draft).toContain(sentence);
  expect(draft).toContain("A draft: 1 prompt not yet written.");
  expect(draft).toContain('<meta name="robots" content="noindex">');
});

test("an article that is published says where, and so does its head", async () => {
  const page = await read("site/01-ink/index.html");
  const address = "https://medium.com/@ada/ink?a=1&amp;b=2";
  expect(page).toContain(`<link rel="canonical" href="${address}">`);
  expect(page).toContain(`<a href="${address}">Published on Medium</a>`);
  expect(await read("site/03-pens/index.html")).not.toContain("canonical");
});

test("figures, formulas, tables, notes and questions are what they are", async () => {
  const page = await read("site/01-ink/index.html");
  for (const part of [
    /<figure><a class="whole" href="figures\/ink.png"><img [^>]*width="1400"/,
    /<span class="hljs-keyword">const<\/span>/,
    /<div class="formula"[^>]*><svg [^>]*aria-label="L1 equals 1 over 784/,
    /<th class="right" scope="col">3s<\/th>\s*<th class="center"/,
    /<td class="right"><strong>1<\/strong><\/td>/,
    /<a href="#fn-rate"[^>]*>1<\/a>[\s\S]*<a href="#fnref-rate"[^>]*>↩<\/a>/,
    /<a href="#how-it-is-measured">above<\/a> and nowhere:/,
    /<h3 lang="en">Why is a 3 darker than a 7\?<\/h3>\s*<p lang="en">A 3 has two bows &amp; a 7 has none.<\/p>/,
  ])
    expect(part.test(page), String(part)).toBe(true);
  for (const path of ["index.html", "01-ink/index.html"])
    expect((await read(`all/${path}`)).length).toBeLessThan(300_000);
});

test("only a mentor's site says how far everybody is", async () => {
  const page = await read("all/index.html");
  expect(page).toMatch(/<th scope="row">03-pens<\/th><td>Bob<\/td>/);
  expect(page).toContain("<b>04-ash</b> nobody has it; left out, not built");
  expect(page).toContain("noindex");
  expect(await read("site/index.html")).not.toMatch(/noindex|Prompts/);
});

test("the feed names the day of the claim, and the calendar can be read", async () => {
  const feed = parseXml(await read("site/feed.xml"));
  const texts = (name: string) =>
    all(feed, name).map(({ textContent }) => textContent);
  expect(texts("title")).toEqual([
    "Pens & <Paper>",
    "How much ink a digit takes",
  ]);
  expect(texts("updated")).toEqual(Array(2).fill("2026-11-20T00:00:00Z"));
  expect(
    texts("id").every((id) => /^urn:uuid:[-0-9a-f]{36}$/.test(id ?? "")),
  ).toBe(true);
  expect(all(feed, "link").map((link) => link.getAttribute("href"))).toEqual([
    ...["feed.xml", "index.html", "01-ink/index.html"],
  ]);
  const calendar = new ical.Component(
    ical.parse(await read("site/agenda.ics")),
  );
  expect(calendar.getAllSubcomponents("vevent")).toHaveLength(2);
});

test("every page is valid", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document"],
  });
  for (const [path, bytes] of await project.files("all")) {
    if (!path.endsWith("index.html")) continue;
    const { results } = await validator.validateString(String(bytes));
    expect(
      results.flatMap(({ messages }) => messages),
      path,
    ).toEqual([]);
  }
});

test("made again, wherever it is made, it is the same to the byte", async () => {
  const before = await project.files("site");
  const again = await project.run(["site"]);
  expect(again.stdout).toBe("2 of 4 topics as they were: site/index.html\n");
  await rm(join(project.root, "site"), { recursive: true });
  await project.run(["site", "--out", "else/where"], { TZ: "Asia/Tokyo" });
  expect(await project.files("else/where")).toEqual(before);
  await project.run(["site"]);
  expect(await project.files("site")).toEqual(before);
  expect(
    (await readdir(project.root)).filter((name) => name.endsWith(".tmp")),
  ).toEqual([]);
});

test("a folder that is not a site's own stays as it is", async () => {
  const write = async (path: string) => {
    await mkdir(join(project.root, path, ".."), { recursive: true });
    await writeFile(join(project.root, path), "mine\n");
  };
  await write("mine/notes.txt");
  await write("all/.git/HEAD");
  await write("site/01-ink/talk.md");
  for (const [folder, why] of [
    ["mine", "lectern site did not write what is there: notes.txt"],
    ["all", "lectern site did not write what is there: .git/HEAD"],
    ["site", "changed since lectern site wrote it: 01-ink/talk.md"],
    ["output", "lectern site did not write what is there: 01-ink/"],
    ["topics/site", "topics/ holds files that Lectern did not make"],
    [".", "the project itself lies in it"],
    ["lectern.config.json", "a file is there"],
  ] as const) {
    const before = await project.files("");
    const { code, stderr } = await project.run(["site", "--out", folder]);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(why);
    const names = [...(await project.files("")).keys()];
    expect(names).toEqual([...before.keys()]);
  }
  expect(await read("site/01-ink/talk.md")).toBe("mine\n");
  await rm(join(project.root, "site"), { recursive: true });
  await rm(join(project.root, "all/.git"), { recursive: true });
  expect((await project.run(everything)).code).toBe(0);
});

describe(`the site ${needsChromium}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    if (chromiumPath === undefined) return;
    browser = await launch();
    await project.run(["site"]);
  });

  afterAll(() => browser?.close());

  const file = (path: string) => pathToFileURL(join(project.root, path)).href;

  test.skipIf(chromiumPath === undefined).each(["site", "all"])(
    "every link leads somewhere, from the disk and below a path: %s",
    async (folder) => {
      const server = await serve(join(project.root, folder));
      const starts = [file(`${folder}/index.html`), server.address];
      for (const start of starts) {
        const context = await browser.newContext();
        const { pages, broken, outside } = await walk(
          await context.newPage(),
          start,
        );
        await context.close();
        expect(broken).toEqual([]);
        expect(outside).toEqual([]);
        expect(pages).toHaveLength(5);
      }
      server.close();
    },
  );

  test.skipIf(chromiumPath === undefined).each(["light", "dark"] as const)(
    "axe finds nothing, and nothing is wider than a phone: %s",
    async (colorScheme) => {
      const viewport = { width: 390, height: 800 };
      const page = await browser.newPage({
        bypassCSP: true,
        colorScheme,
        viewport,
      });
      for (const path of [
        "index.html",
        "01-ink/index.html",
        "03-pens/index.html",
      ]) {
        await page.goto(file(`all/${path}`));
        await page.addScriptTag({
          path: join(home, "node_modules/axe-core/axe.min.js"),
        });
        const found = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: {
              run(): Promise<{
                violations: { id: string; nodes: { html: string }[] }[];
              }>;
            };
          };
          const { violations } = await axe.run();
          const { scrollWidth, clientWidth } = document.documentElement;
          return [
            ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
            ...(scrollWidth > clientWidth ? ["wider than the page"] : []),
          ];
        });
        expect(found, path).toEqual([]);
      }
      await page.close();
    },
  );
});

test("what says something else than its sources is no longer shown", async () => {
  const notes = async (path: string, from: string, to: string) => {
    await project.edit(path, (text) => text.replace(from, to));
    const { stderr } = await project.run(["site"]);
    await project.edit(path, (text) => text.replace(to, from));
    return notesIn(stderr).filter((note) => note.startsWith("01-ink"));
  };
  const build = "lectern build ink --quick";
  const topic = "topics/01-ink";
  expect(await notes(`${topic}/article.md`, "Nothing", "Not much")).toEqual([
    `01-ink: article left out, older than its text: ${build}`,
  ]);
  expect(await notes(`${topic}/ink.ts`, "[1, 2]", "[2, 1]")).toEqual([
    `01-ink: left out, older than its experiment: topics/01-ink/ink.ts, imported by it, changed: ${build}`,
  ]);
  expect(
    await notes("lectern.config.json", "{", '{"publication":"Ours",'),
  ).toEqual([
    `01-ink: shown, older than the course's settings, or than Lectern: ${build}`,
  ]);
  expect(await notes("output/01-ink/article.md", "Nothing", "Much")).toEqual([
    `01-ink: article left out, changed since it was built: article.md: ${build}`,
  ]);
});

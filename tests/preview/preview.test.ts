import { existsSync } from "node:fs";
import { open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  onTestFinished,
  test,
} from "vitest";
import { home } from "../../src/topic/topic.ts";
import { chromiumPath, launch, needsChromium } from "../medium/browser.ts";
import { faultOf, makeRequests, sendAll } from "./hostile.ts";
import { type Opened, openPreview } from "./opened.ts";

let opened: Opened;

beforeAll(async () => {
  opened = await openPreview();
});

afterAll(async () => {
  await opened?.close();
});

test("strangers, whatever they send, get nothing and break nothing", async () => {
  const { port, project, address } = opened;
  const run = join(project.root, "output/01-ink/.lectern/run.json");
  await opened.show();
  const before = await stat(run);
  const exchanges = await sendAll(makeRequests(400, port, 1), port);
  expect(exchanges).toHaveLength(400);
  const faults = exchanges.flatMap((each) => {
    const fault = faultOf(each, port);
    return fault === undefined ? [] : [[fault, each.sent.slice(0, 200)]];
  });
  expect(faults).toEqual([]);
  expect((await stat(run)).mtimeMs).toBe(before.mtimeMs);
  expect((await fetch(address)).status).toBe(200);
  expect(opened.terminal()).not.toContain("bug");
});

test("a port that is taken is an error that says so", async () => {
  const { project, port } = opened;
  const taken = await project.run(["preview", "--port", String(port)]);
  expect(taken.stderr).toBe(
    `error: port is taken: ${port}\nhint: choose another with --port, or leave it out\n`,
  );
  expect(taken.code).toBe(2);
});

test("a second preview takes another port; Ctrl-C in the middle of a run leaves nothing behind", async () => {
  const second = await openPreview(opened.project);
  expect(second.port).not.toBe(opened.port);
  await second.show();
  const origin = new URL(second.address).origin;
  const { status } = await fetch(`${origin}/run`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ topic: "01-ink", quick: true }),
  });
  expect(status).toBe(200);
  const lock = join(opened.project.root, "output/01-ink/.lectern/lock");
  await expect.poll(() => existsSync(lock)).toBe(true);
  expect(await second.interrupt()).toBe(130);
  expect(existsSync(lock)).toBe(false);
  expect(second.terminal()).not.toContain("bug");
  await expect(fetch(second.address)).rejects.toThrow();
});

describe.skipIf(chromiumPath === undefined)(`the page ${needsChromium}`, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launch([
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
    ]);
    page = await openPage();
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** The page as it is when article and talk are there; what it complains about fails the test. */
  async function openPage(
    options: Parameters<Browser["newPage"]>[0] = {},
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<Page> {
    const made = await browser.newPage({
      viewport: { width: 1360, height: 844 },
      permissions: ["clipboard-read", "clipboard-write", "microphone"],
      ...options,
    });
    await prepare(made);
    made.on("pageerror", (error) => {
      throw error;
    });
    made.on("console", (each) => {
      if (/Content Security Policy/.test(each.text())) throw each.text();
    });
    await made.goto(opened.address);
    await made.waitForSelector("#article > [data-key]");
    await made.waitForSelector("#talk > [data-key]", { state: "attached" });
    return made;
  }

  /** Changes a text of the topic for one test. */
  async function edit(
    file: string,
    change: (text: string) => string,
  ): Promise<void> {
    const before = await opened.read(file);
    onTestFinished(() => opened.write(file, before));
    await opened.write(file, change(before));
  }

  const words = "Nothing else happens in this article";

  test("a save replaces the paragraph that changed; every other node stays the node that it was", async () => {
    await page.evaluate(() => {
      for (const node of document.querySelectorAll("[data-key]"))
        Object.assign(node, { isOld: true });
      const heading = document.querySelector("#article h4");
      getSelection()?.selectAllChildren(heading as Node);
    });
    await edit("article.md", (text) =>
      text.replace(words, "Nothing new happens in this article"),
    );
    await page.waitForSelector("text=Nothing new happens");
    const fresh = await page.evaluate(() =>
      [...document.querySelectorAll("[data-key]")]
        .filter((node) => !("isOld" in node))
        .map((node) => node.textContent?.slice(0, 19)),
    );
    expect(fresh).toEqual(["Nothing new happens"]);
    expect(await page.evaluate(() => String(getSelection()))).toBe(
      "How it is measured",
    );
    await page.evaluate(() => getSelection()?.removeAllRanges());
  });

  test("lines that are added above move no node, and the places are those of the text now", async () => {
    const last = page.locator("#article > p", { hasText: words });
    const before = Number(await last.getAttribute("data-line"));
    await last.evaluate((node) => Object.assign(node, { isOld: true }));
    await edit("article.md", (text) =>
      text.replace("## How it is", "Added.\n\n## How it is"),
    );
    await page.waitForSelector("text=Added.");
    expect(await last.evaluate((node) => "isOld" in node)).toBe(true);
    await expect
      .poll(() => last.getAttribute("data-line"))
      .toBe(String(before + 2));
    await last.focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#popup").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `topics/01-ink/article.md:${before + 2}`,
    );
    expect(await page.locator("#popup a").getAttribute("href")).toMatch(
      new RegExp(`^vscode://file/.*/topics/01-ink/article\\.md:${before + 2}$`),
    );
    await page.keyboard.press("Escape");
  });

  test("an unknown number: the last good view stays, the mistake is said with its line, until it is mended", async () => {
    const wrong = "A 3 takes :number[ink-of-three]{digits=4} of ink";
    await edit("article.md", (text) =>
      text.replace("A 3 takes :number[ink-of-threes]{digits=4} of ink", wrong),
    );
    const found = page.locator("#findings li");
    await found.first().waitFor();
    expect(await found.first().textContent()).toContain(
      "unknown number: ink-of-three",
    );
    expect(await found.first().textContent()).toMatch(
      /topics\/01-ink\/article\.md:7:\d+ · did you mean ink-of-threes\?/,
    );
    const marked = page.locator("#article .marked.stops");
    expect(await marked.textContent()).toMatch(/^A 3 takes 0\.\d{4} of ink/);
    await expect.poll(() => opened.terminal()).toContain("ink-of-three  ");
    await opened.write(
      "article.md",
      (await opened.read("article.md")).replace(
        wrong,
        "A 3 takes :number[ink-of-threes]{digits=3} of ink",
      ),
    );
    await page.locator("#findings").waitFor({ state: "hidden" });
    expect(await marked.count()).toBe(0);
    expect(opened.terminal().match(/unknown number/g)).toHaveLength(1);
  });

  test("settings and a theme of one's own are followed, and a mistake in them is said", async () => {
    const { root } = opened.project;
    const config = join(root, "lectern.config.json");
    onTestFinished(() => rm(config, { force: true }));
    const look = () => page.locator("#slides").getAttribute("style");
    const accents = [
      "7BD6AA",
      "93C6F5",
      "F2A89B",
      "F09BD0",
      "9FB89F",
      "ECEBE6",
    ];
    const theme = (value: unknown) =>
      writeFile(join(root, "theme.json"), JSON.stringify(value));
    await theme({ extends: "dark" });
    await writeFile(config, JSON.stringify({ theme: "theme.json" }));
    await expect.poll(look).toContain("color-scheme: dark");
    await theme({ extends: "dark", colors: { accents } });
    await expect.poll(look).toContain("--accent: #7BD6AA");
    await writeFile(config, '{ "theme": "theme.json", "authr": "Ada" }');
    const found = page.locator("#findings li", { hasText: "authr" });
    await found.waitFor();
    expect(await found.textContent()).toContain("did you mean author?");
    expect(await look()).toContain("--accent: #7BD6AA");
  });

  test("a page that is loaded again shows the same parts at the same place", async () => {
    const own = await openPage();
    onTestFinished(() => own.close());
    await own.click("[data-pane=slides]");
    await own.click("[data-pane=talk]");
    const scroll = own.locator("#article-pane .scroll");
    await scroll.evaluate((node) => node.scrollTo(0, 300));
    await own.reload();
    await expect
      .poll(() => scroll.evaluate((node) => node.scrollTop))
      .toBe(300);
    expect(await own.locator("#talk-pane").isVisible()).toBe(true);
    expect(await own.locator("#slides-pane").isVisible()).toBe(false);
  });

  test("half of a save is never shown", async () => {
    const seen = await page.evaluateHandle(() => {
      const texts: string[] = [];
      const article = document.getElementById("article");
      new MutationObserver(() => {
        texts.push(article?.textContent ?? "");
      }).observe(article as Node, { childList: true, subtree: true });
      return texts;
    });
    const whole = await opened.read("article.md");
    onTestFinished(() => opened.write("article.md", whole));
    const next = whole.replace(words, "Written in two halves, this article");
    const file = await open(
      join(opened.project.root, "topics/01-ink/article.md"),
      "w",
    );
    const half = next.indexOf("Written") + 9;
    await file.write(next.slice(0, half));
    await wait(120);
    await file.write(next.slice(half));
    await file.close();
    await page.waitForSelector("text=Written in two halves");
    const texts = await seen.jsonValue();
    expect(texts.length).toBeGreaterThan(0);
    expect(
      texts.filter((each) => !each.includes("Written in two halves")),
    ).toEqual([]);
  });

  test("a number says its name, its value before rounding, and where else it stands", async () => {
    await page.locator("#article [data-number=ink-of-threes]").first().click();
    const popup = await page.locator("#popup").innerText();
    expect(popup).toMatch(/^ink-of-threes\s+0\.\d{8,}\s+Stands in 3 places/);
    expect(popup).toMatch(/article\.md:7\s+deck\.md:6, slide 1/);
    await page.keyboard.press("Escape");
  });

  test("an experiment that changed is said with its reason; run keeps the run, and writes no document", async () => {
    const output = join(opened.project.root, "output/01-ink");
    const article = await readFile(join(output, "article.md"), "utf8");
    await edit("experiment.ts", (text) =>
      text.replace(/lab\.number\("ink-of-threes", /, "$&0.5 + 0 * "),
    );
    await page.waitForSelector(
      "text=older than their experiment: experiment.ts changed",
    );
    expect(await page.locator("body.stale").count()).toBe(1);
    await page.click("#run");
    await page.waitForSelector("text=A 3 takes 0.5000 of ink", {
      timeout: 60_000,
    });
    await page.locator("body:not(.stale)").waitFor();
    expect(await readFile(join(output, "article.md"), "utf8")).toBe(article);
    expect(await readFile(join(output, ".lectern/run.json"), "utf8")).toContain(
      '"ink-of-threes": 0.5',
    );
    await page.click("#build");
    await expect
      .poll(() => readFile(join(output, "article.md"), "utf8"), {
        timeout: 60_000,
      })
      .toContain("A 3 takes 0.5000 of ink");
  });

  test("a rehearsal: the times of the slides are kept, the pace is learned, the voice stays here", async () => {
    const posted: string[] = [];
    const own = await openPage({}, (made) => made.clock.install({ time: 0 }));
    // Real time would be added to what is played.
    await own.clock.pauseAt(600_000);
    onTestFinished(() => own.close());
    own.on("request", (request) => {
      if (request.method() === "POST") posted.push(request.url());
    });
    await own.click("[data-pane=talk]");
    await own.check("#voice");
    const cards = own.locator("#talk > .card");
    const counts = await cards.evaluateAll((all) =>
      all.map((each) => Number((each as HTMLElement).dataset.words)),
    );
    await own.click("#start");
    await own.locator("#next").waitFor();
    for (const count of counts) {
      await own.clock.runFor((count / 127) * 60_000);
      await own.keyboard.press("ArrowRight");
    }
    await own.waitForSelector("text=Your pace");
    const pace = Number(
      /pace: (\d+)/.exec(await own.locator("#pace").innerText())?.[1],
    );
    expect(Math.abs(pace - 127) / 127).toBeLessThan(0.03);
    expect(await own.locator("#talk audio").count()).toBe(counts.length);
    expect(
      await own.locator("#talk audio").first().getAttribute("src"),
    ).toMatch(/^blob:/);
    expect(posted).toEqual([`${opened.address}rehearsals`]);
    const kept = JSON.parse(
      await readFile(
        join(opened.project.root, "output/01-ink/.lectern/rehearsals.json"),
        "utf8",
      ),
    );
    expect(kept.rehearsals).toHaveLength(1);
    expect(kept.rehearsals[0].slides).toHaveLength(counts.length);
  });

  test.each(["light", "dark"] as const)(
    "has no violation that axe finds: %s",
    async (colorScheme) => {
      const own = await openPage({ bypassCSP: true, colorScheme });
      onTestFinished(() => own.close());
      for (const part of ["talk", "questions"])
        await own.click(`[data-pane=${part}]`);
      await own.click("#found");
      await own.addScriptTag({
        path: join(home, "node_modules/axe-core/axe.min.js"),
      });
      const violations = await own.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: {
            run(): Promise<{
              violations: { id: string; nodes: { html: string }[] }[];
            }>;
          };
        };
        const { violations } = await axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(violations).toEqual([]);
    },
  );
});

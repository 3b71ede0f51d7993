import { HtmlValidate } from "html-validate";
import type { Paragraph } from "mdast";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltKit, buildKit } from "../../../src/medium/pages/kit.ts";
import { chromiumPath, launch, needsChromium } from "../browser.ts";
import { pathOf } from "../case.ts";
import { type Handoff, openHandoff } from "../handoff.ts";
import { readSample } from "../sample.ts";

let handoff: Handoff;
let kit: BuiltKit;
let hosted: BuiltKit;

beforeAll(async () => {
  const input = await readSample();
  kit = buildKit(input);
  const baseUrl = "https://example.org/03-pixel-similarity/medium";
  hosted = buildKit({ ...input, options: { ...input.options, baseUrl } });
  handoff = await openHandoff(kit.files);
});

afterAll(() => {
  handoff.close();
});

it.each([
  ["the hand-off page", () => String(kit.files.get("index.html"))],
  ["the import page", () => String(findImport(hosted))],
  ["the paste fragment", () => wrap(String(kit.files.get("article.html")))],
  ["the hosted fragment", () => wrap(String(hosted.files.get("article.html")))],
])("is valid HTML: %s", async (_, html) => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document"],
    rules: {
      // A title is as long as its article's.
      "long-title": "off",
      // Medium's two levels are h2 and h4.
      "heading-level": "off",
      // As browsers write them: hidden="".
      "attribute-empty-style": ["error", { style: "empty" }],
      // The one space on an empty line of code.
      "no-trailing-whitespace": "off",
    },
  });
  const { results } = await validator.validateString(html());
  const problems = results.flatMap((result) => result.messages);
  expect(
    problems.map((each) => `${each.line} ${each.ruleId} ${each.message}`),
  ).toEqual([]);
});

it("has a step that copies what Medium embeds, and none where there is nothing to", async () => {
  const input = await readSample();
  const address = "https://gist.github.com/ada/1f2e";
  const line = (text: string): Paragraph => ({
    type: "paragraph",
    children: [
      { type: "link", url: address, children: [{ type: "text", value: text }] },
    ],
  });
  const pageWith = (text: string) => {
    const children = [...input.article.tree.children, line(text)];
    const article = {
      ...input.article,
      tree: { ...input.article.tree, children },
    };
    return String(buildKit({ ...input, article }).files.get("index.html"));
  };
  const page = pageWith(address);
  expect(page).toContain('data-copy="embed-1"');
  expect(page).toContain(`"embed-1":{"text":"${address}"}`);
  expect(pageWith("what it is")).not.toContain("embed-1");
});

it("fetches nothing from the network", () => {
  const page = String(kit.files.get("index.html"));
  const fetched = [
    ...page.matchAll(
      /<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]{0,40})/g,
    ),
  ];
  const sources = fetched.map((match) => match[1] ?? "");
  expect(sources.length).toBeGreaterThan(0);
  expect(
    sources.filter((source) => !/^(data:image\/png|images\/)/.test(source)),
  ).toEqual([]);
});

describe.skipIf(chromiumPath === undefined)(`the page ${needsChromium}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
  });

  it.each([
    ["light", 1360],
    ["dark", 1360],
    ["light", 390],
    ["dark", 390],
  ] as const)(
    "has no violation that axe finds: %s, %i px",
    async (colorScheme, width) => {
      const page = await browser.newPage({
        // axe is a script of ours, which the page's policy would refuse.
        bypassCSP: true,
        colorScheme,
        viewport: { width, height: 844 },
      });
      await page.goto(handoff.file);
      await page.addScriptTag({ path: axePath() });
      const violations = await page.evaluate(async () => {
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
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - innerWidth,
      );
      expect(overflow).toBe(0);
      await page.close();
    },
  );

  it.each([
    ["file://", () => handoff.file],
    ["a local server", () => handoff.http],
  ])("runs nothing and loads nothing but its own, from %s", async (_, at) => {
    const page = await browser.newPage();
    const refused: string[] = [];
    page.on("console", (each) => {
      if (/Content Security Policy/.test(each.text()))
        refused.push(each.text());
    });
    await page.goto(at());
    const broken = await page.evaluate(async () => {
      const images = [...document.images];
      for (const image of images) image.loading = "eager";
      const loaded = images.map((image) =>
        image.decode().then(
          () => [],
          () => [image.src.slice(0, 60)],
        ),
      );
      return (await Promise.all(loaded)).flat();
    });
    expect(broken).toEqual([]);
    expect(await page.evaluate(() => document.images.length)).toBeGreaterThan(
      2,
    );
    expect(refused).toEqual([]);
    const ran = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'script ran'";
      const link = document.createElement("a");
      link.href = "javascript:document.title = 'link ran'";
      const image = document.createElement("img");
      image.setAttribute("onerror", "document.title = 'handler ran'");
      image.src = "data:,";
      const frame = document.createElement("iframe");
      frame.src = "data:text/html,hello";
      document.body.append(script, link, image, frame);
      link.click();
      const fetched = await fetch("https://example.org").then(
        () => "fetched",
        () => "refused",
      );
      await new Promise((done) => setTimeout(done, 200));
      return [document.title, fetched];
    });
    expect(ran).toEqual([expect.stringMatching(/^Post on Medium/), "refused"]);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    await page.close();
  });
});

it("gives every page a policy before all that it judges", () => {
  const pages = [...kit.files, ...hosted.files].filter(
    ([path, bytes]) =>
      path.endsWith(".html") && String(bytes).startsWith("<!DOCTYPE"),
  );
  expect(pages).toHaveLength(3);
  for (const [, html] of pages)
    expect(String(html)).toMatch(
      /<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /,
    );
});

function findImport({ files }: BuiltKit): Buffer | string | undefined {
  return [...files].find(([path]) => path.startsWith("import-"))?.[1];
}

/** The fragment in a document of its own. */
function wrap(fragment: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><title>Draft</title></head>\n<body>\n${fragment}</body>\n</html>\n`;
}

function axePath(): string {
  return pathOf("../../node_modules/axe-core/axe.min.js");
}

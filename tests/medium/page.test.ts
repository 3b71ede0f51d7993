import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltKit, buildKit } from "../../src/medium/kit.ts";
import { chromiumArgs, findChromium } from "./browser.ts";
import { pathOf } from "./case.ts";
import { readSample } from "./sample.ts";

const executablePath = findChromium();
const folder = mkdtempSync(join(tmpdir(), "lectern-medium-"));
let kit: BuiltKit;
let hosted: BuiltKit;
let server: Server;
let origin: string;

beforeAll(async () => {
  const input = await readSample();
  kit = buildKit(input);
  const baseUrl = "https://example.org/03-pixel-similarity/medium";
  hosted = buildKit({ ...input, options: { ...input.options, baseUrl } });
  for (const [path, bytes] of kit.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  server = createServer((request, response) => {
    const path = join(folder, decodeURI(request.url ?? "/"));
    try {
      response.end(readFileSync(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  origin = `http://127.0.0.1:${port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
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

describe.skipIf(executablePath === undefined)(
  "in a browser (needs Chromium: set CHROMIUM)",
  () => {
    let browser: Browser;
    let context: BrowserContext;

    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: executablePath ?? "",
        args: chromiumArgs,
      });
      context = await browser.newContext({
        permissions: ["clipboard-read", "clipboard-write"],
      });
    });

    afterAll(async () => {
      await browser?.close();
    });

    const places = [
      ["file://", () => pathToFileURL(join(folder, "index.html")).href],
      ["a local server", () => `${origin}/index.html`],
    ] as const;

    describe.each(places)("from %s", (_, address) => {
      let page: Page;

      beforeAll(async () => {
        page = await context.newPage();
        await page.goto(address());
      });

      afterAll(async () => {
        await page.close();
      });

      it("copies the body as the paste fragment, byte for byte", async () => {
        await page.getByRole("button", { name: "Copy body" }).click();
        const pasted = await pasteInto(page, "text/html");
        expect(pasted).toBe(kit.files.get("article.html"));
        expect(pasted).toContain(
          '<pre data-code-block-mode="2" data-code-block-lang="typescript">',
        );
        expect(pasted).toMatch(/\n \n/);
      });

      it.each([
        ["Copy title", () => kit.settings.title],
        ["Copy subtitle", () => kit.settings.subtitle],
        ["Copy kicker", () => kit.settings.kicker ?? ""],
        ["Copy topics", () => kit.settings.tags.join(", ")],
        [
          "Copy alt text of picture 1",
          () => kit.lowered.pictures[0]?.alt ?? "",
        ],
        [
          "Copy caption of picture 1",
          () =>
            "Accuracy by digit for both measures, on 2038 validation images.",
        ],
      ])("copies plain text: %s", async (name, wanted) => {
        await page.getByRole("button", { name, exact: true }).click();
        expect(await pasteInto(page, "text/plain")).toBe(wanted());
        expect(await pasteInto(page, "text/html")).toBe("");
      });

      it("copies a picture as PNG, pixel for pixel", async () => {
        await page
          .getByRole("button", { name: "Copy picture 1", exact: true })
          .click();
        await expect
          .poll(() => page.locator("#said").textContent())
          .toBe("Picture 1 copied");
        const size = await page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          const png = await item?.getType("image/png");
          if (png === undefined) return undefined;
          const { width, height } = await createImageBitmap(png);
          return { width, height };
        });
        const { width, height } = kit.lowered.pictures[0]?.drawn ?? {};
        expect(size).toEqual({ width, height });
      });

      it("says what was copied, to the eye and to the ear", async () => {
        const button = page.locator('[data-copy="subtitle"]');
        await button.click();
        await expect
          .poll(() => page.getByRole("status").textContent())
          .toBe("Subtitle copied");
        expect(await button.textContent()).toBe("Copied");
        await expect
          .poll(() => button.textContent(), { timeout: 5000 })
          .toBe("Copy subtitle");
      });

      it("is worked by the keyboard alone", async () => {
        await page.locator('[data-copy="title"]').focus();
        await page.keyboard.press("Enter");
        expect(await pasteInto(page, "text/plain")).toBe(kit.settings.title);
        await page.locator('input[data-step="title"]').focus();
        await page.keyboard.press("Space");
        expect(await page.locator("#count").textContent()).toBe("1 of 8 done");
        await page.keyboard.press("Space");
      });

      it("remembers what was ticked, and questions it when the article changes", async () => {
        await page
          .getByRole("checkbox", { name: "2. Paste the title" })
          .check();
        await page.reload();
        expect(
          await page
            .getByRole("checkbox", { name: "2. Paste the title" })
            .isChecked(),
        ).toBe(true);
        expect(await page.locator("#changed").isVisible()).toBe(false);
        await page.evaluate(() => {
          const [key = ""] = Object.keys(localStorage);
          const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
          localStorage.setItem(
            key,
            JSON.stringify({ ...kept, edition: "older" }),
          );
        });
        await page.reload();
        await page.getByRole("button", { name: "Start over" }).click();
        expect(
          await page
            .getByRole("checkbox", { name: "2. Paste the title" })
            .isChecked(),
        ).toBe(false);
        expect(await page.locator("#count").textContent()).toBe("0 of 8 done");
      });

      it("falls back to the clipboard interface, and then to the reader's own keys", async () => {
        const other = await context.newPage();
        await other.addInitScript(() => {
          document.execCommand = () => false;
        });
        await other.goto(address());
        await other.locator('[data-copy="body"]').click();
        await expect
          .poll(() => other.locator("#said").textContent())
          .toBe("Body copied");
        expect(await pasteInto(other, "text/plain")).toContain(
          "## What a distance is",
        );
        await other.evaluate(() => {
          navigator.clipboard.write = () => Promise.reject(new Error("denied"));
        });
        await other.locator('[data-copy="body"]').click();
        await expect
          .poll(() => other.locator("#said").textContent())
          .toMatch(/^Press/);
        await other.keyboard.press("Control+C");
        expect(await pasteInto(other, "text/html")).toBe(
          kit.files.get("article.html"),
        );
        await other.close();
      });
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
          colorScheme,
          viewport: { width, height: 844 },
        });
        await page.goto(pathToFileURL(join(folder, "index.html")).href);
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

    it("checks a draft: whole, and with a block changed and a picture missing", async () => {
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(folder, "index.html")).href);
      await page.locator('[data-copy="check"]').click();
      const check = await pasteInto(page, "text/plain");
      const whole = draftOf(kit);
      expect(await runCheck(page, whole, check)).toBe(
        "The draft is whole: 4 code blocks, 4 pictures.",
      );
      const broken = whole
        .replace("let sum", "let total")
        .replace(
          /<figure>.*?<\/figure>/,
          "<p>[IMAGE 1 of 4: images/01.png]</p>",
        );
      const report = await runCheck(page, broken, check);
      expect(report.split("\n")).toEqual([
        "3 to mend:",
        "- code block 1 differs: /** Mean absolute difference of two pictures: 0 for equal ones. */",
        "- 3 pictures on Medium, not 4",
        "- still a marker: [IMAGE 1 of 4: images/01.png]",
      ]);
      await page.close();
    });
  },
);

/** What a paste brings, in the reader's own keys, to an editor in the page. */
async function pasteInto(page: Page, type: string): Promise<string> {
  await page.evaluate(() => {
    const editor = document.createElement("div");
    editor.id = "editor";
    editor.contentEditable = "true";
    editor.addEventListener("paste", (event) => {
      event.preventDefault();
      for (const each of ["text/html", "text/plain"]) {
        editor.dataset[each.slice(5)] =
          event.clipboardData?.getData(each) ?? "";
      }
    });
    document.body.append(editor);
    editor.focus();
  });
  await page.keyboard.press("Control+V");
  const editor = page.locator("#editor");
  await expect.poll(() => editor.getAttribute("data-plain")).not.toBeNull();
  const pasted = await editor.getAttribute(`data-${type.slice(5)}`);
  await editor.evaluate((element) => element.remove());
  return pasted ?? "";
}

function findImport({ files }: BuiltKit): Buffer | string | undefined {
  return [...files].find(([path]) => path.startsWith("import-"))?.[1];
}

/** The fragment in a document of its own. */
function wrap(fragment: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><title>Draft</title></head>\n<body>\n${fragment}</body>\n</html>\n`;
}

/** The draft as Medium's editor holds it after the paste: its own classes, no-break spaces, its CDN. */
function draftOf({ files }: BuiltKit): string {
  return String(files.get("article.html"))
    .replace(/<pre[^>]*>([\s\S]*?)<\/pre>/g, (_, code: string) => {
      const lines = code
        .split("\n")
        .map((line) =>
          line.replace(/^ +/, (indent) => "&nbsp;".repeat(indent.length)),
        );
      return `<pre class="graf graf--pre"><span class="pre--content">${lines.join("<br>")}</span></pre>`;
    })
    .replace(
      /<p>\[IMAGE[^<]*<\/p>/g,
      '<figure><img src="https://cdn-images-1.medium.com/max/1600/1*abc.png" alt=""></figure>',
    );
}

async function runCheck(
  page: Page,
  draft: string,
  check: string,
): Promise<string> {
  await page.setContent(`<!doctype html><article>${draft}</article>`);
  return page.evaluate(
    `(async () => ${check.replace(/^[\s\S]*?(?=async function)/, "{").replace(/checkDraft\((?=\{)/, "return checkDraft(")} })()`,
  );
}

function axePath(): string {
  return pathOf("../../node_modules/axe-core/axe.min.js");
}

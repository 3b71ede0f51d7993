import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltKit, buildKit } from "../../src/medium/pages/kit.ts";
import { chromiumPath, launch, needsChromium } from "./browser.ts";
import { type Handoff, openHandoff, pasteInto } from "./handoff.ts";
import { readSample } from "./sample.ts";

let handoff: Handoff;
let kit: BuiltKit;

beforeAll(async () => {
  kit = buildKit(await readSample());
  handoff = await openHandoff(kit.files);
});

afterAll(() => {
  handoff.close();
});

describe.skipIf(chromiumPath === undefined)(
  `the check in the draft ${needsChromium}`,
  () => {
    let browser: Browser;
    let context: BrowserContext;

    beforeAll(async () => {
      browser = await launch();
      context = await browser.newContext({
        permissions: ["clipboard-read", "clipboard-write"],
      });
    });

    afterAll(async () => {
      await browser?.close();
    });

    it("checks a draft: whole, and with a block changed and a picture missing", async () => {
      const page = await context.newPage();
      await page.goto(handoff.file);
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

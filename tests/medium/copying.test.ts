import { createCanvas } from "canvas";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FigureNode } from "../../src/article/bound.ts";
import { type BuiltKit, buildKit } from "../../src/medium/pages/kit.ts";
import { chromiumPath, launch, needsChromium } from "./browser.ts";
import { type Handoff, openHandoff, pasteInto } from "./handoff.ts";
import { readSample } from "./sample.ts";

/** A picture of the author's own, which is a JPEG. */
const photograph: FigureNode = {
  ...{ type: "figure", name: "board", alt: "A board with two formulas" },
  children: [{ type: "text", value: "What we argued about" }],
  own: {
    bytes: createCanvas(1500, 1000).toBuffer("image/jpeg"),
    ...{ type: "jpeg", width: 1500, height: 1000 },
  },
};

let handoff: Handoff;
let kit: BuiltKit;

beforeAll(async () => {
  const input = await readSample();
  input.article.tree.children.push(photograph);
  kit = buildKit(input);
  handoff = await openHandoff(kit.files);
});

afterAll(() => {
  handoff.close();
});

describe.skipIf(chromiumPath === undefined)(
  `the copy buttons ${needsChromium}`,
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

    const places = [
      ["file://", () => handoff.file],
      ["a local server", () => handoff.http],
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

      it.each([
        ["a figure", () => 1],
        ["a photograph", () => kit.lowered.pictures.length],
      ])("copies %s as PNG, pixel for pixel", async (_, numberOf) => {
        const number = numberOf();
        await page
          .getByRole("button", { name: `Copy picture ${number}`, exact: true })
          .click();
        await expect
          .poll(() => page.locator("#said").textContent())
          .toBe(`Picture ${number} copied`);
        const size = await page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          const png = await item?.getType("image/png");
          if (png === undefined) return undefined;
          const { width, height } = await createImageBitmap(png);
          return { width, height };
        });
        const { width, height } = kit.lowered.pictures[number - 1]?.drawn ?? {};
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

      it("ticks a step off when the last of its parts is", async () => {
        const parts = page.locator('input[data-part="pictures"]');
        const whole = page.locator('input[data-step="pictures"]');
        const count = await parts.count();
        expect(count).toBe(kit.lowered.pictures.length);
        for (let index = 0; index < count; index += 1) {
          expect(await whole.isChecked()).toBe(false);
          await parts.nth(index).check();
        }
        expect(await whole.isChecked()).toBe(true);
        expect(await page.locator("#count").textContent()).toBe("1 of 8 done");
        await page.reload();
        await page
          .getByRole("checkbox", { name: "Picture 1", exact: true })
          .uncheck();
        expect(await whole.isChecked()).toBe(false);
        await whole.check();
        expect(await parts.first().isChecked()).toBe(true);
        await whole.uncheck();
        expect(await parts.first().isChecked()).toBe(false);
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
  },
);

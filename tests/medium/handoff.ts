import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { MediumFiles } from "../../src/medium/pages/kit.ts";

/** A kit as a student has it: a folder, opened as it is or through a server. */
export interface Handoff {
  /** Addresses of the hand-off page. */
  readonly file: string;
  readonly http: string;
  close(): void;
}

/** Writes the kit to a temporary folder and serves it on this machine. */
export async function openHandoff(files: MediumFiles): Promise<Handoff> {
  const folder = mkdtempSync(join(tmpdir(), "lectern-medium-"));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(folder, request.url ?? "/")));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    file: pathToFileURL(join(folder, "index.html")).href,
    http: `http://127.0.0.1:${port}/index.html`,
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a paste brings, in the reader's own keys, to an editor in the page. */
export async function pasteInto(page: Page, type: string): Promise<string> {
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

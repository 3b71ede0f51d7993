import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

/** What a browser met on its way through a site. */
export interface Walk {
  /** Addresses of the pages that it opened, fragments left out. */
  readonly pages: readonly string[];
  /** Links that led nowhere, and what pages said about it. */
  readonly broken: readonly string[];
  /** Addresses outside the site that were asked for. */
  readonly outside: readonly string[];
}

/** Opens the page at `start` and follows every link below its folder, and theirs. */
export async function walk(page: Page, start: string): Promise<Walk> {
  const base = start.slice(0, start.lastIndexOf("/") + 1);
  const broken: string[] = [];
  const outside: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:")) outside.push(url);
  });
  page.on("requestfailed", (request) => broken.push(request.url()));
  page.on("console", (message) => broken.push(message.text()));
  const pages = new Map<string, ReadonlySet<string>>();
  const queue = [start];
  const fragments = new Set<string>();
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
    const [address = "", fragment] = url.split("#");
    if (fragment) fragments.add(url);
    if (pages.has(address)) continue;
    if (!/\.html$/.test(address)) {
      if (!(await isThere(page, address))) broken.push(address);
      continue;
    }
    await page.goto(address);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
      links: [...document.querySelectorAll("a[href], link[href]")].map(
        (each) => (each as HTMLAnchorElement).href,
      ),
      holes: [...document.images]
        .filter(({ naturalWidth }) => naturalWidth === 0)
        .map(({ src }) => src),
    }));
    pages.set(address, new Set(found.ids));
    broken.push(...found.holes);
    queue.push(...found.links.filter((link) => link.startsWith(base)));
  }
  for (const url of fragments) {
    const [address = "", fragment = ""] = url.split("#");
    if (!pages.get(address)?.has(decodeURIComponent(fragment)))
      broken.push(url);
  }
  return { pages: [...pages.keys()], broken, outside };
}

async function isThere(page: Page, address: string): Promise<boolean> {
  if (address.startsWith("file:")) return existsSync(fileURLToPath(address));
  return (await page.request.get(address)).ok();
}

/** Serves a folder below `/some/where/`, and nothing else, until it is closed. */
export async function serve(
  folder: string,
): Promise<{ readonly address: string; close(): void }> {
  const below = "/some/where/";
  const types: { readonly [ending: string]: string } = {
    html: "text/html",
    png: "image/png",
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent((request.url ?? "").split("?")[0] ?? "");
    const file = path.startsWith(below)
      ? await readFile(join(folder, path.slice(below.length))).catch(
          () => undefined,
        )
      : undefined;
    const type =
      types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    response.writeHead(file ? 200 : 404, { "content-type": type });
    response.end(file);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${below}index.html`,
    close: () => server.close(),
  };
}

import { createServer, type RequestListener } from "node:http";
import { createGzip } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { checkOnline } from "../../src/cli/online.ts";
import { sha256 } from "../../src/files.ts";

const png = Buffer.from("\u0089PNG\r\n\u001a\nthe rest", "latin1");
const place = { file: "topics/01-ink/article.md", line: 7, column: 1 };
const never = new AbortController().signal;

/** A server on this machine for one test; returns its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const ours = (url: string) => ({ url, sha256: sha256(png), place });
const theirs = (url: string) => ({ url, sha256: undefined, place });

test("an image that comes back as it was built is right, also behind a redirect", async () => {
  const at = await serve((request, response) => {
    if (request.url === "/old.png")
      response.writeHead(302, { location: "/new.png" }).end();
    else response.end(png);
  });
  const images = [ours(`${at}/new.png`), ours(`${at}/old.png`)];
  expect(await checkOnline(images, never)).toEqual([]);
});

test("an image that is not there, or is another, is named where the template asks for it", async () => {
  const at = await serve((request, response) => {
    if (request.url === "/gone.png") response.writeHead(404).end("not here");
    else response.end(Buffer.concat([png, Buffer.from("!")]));
  });
  const images = [ours(`${at}/gone.png`), ours(`${at}/other.png`)];
  const found = await checkOnline(images, never);
  expect(found).toMatchObject([
    {
      ...place,
      severity: "error",
      rule: "MD-41",
      message: `image answers 404: ${at}/gone.png`,
    },
    { message: `image is not the one that was built: ${at}/other.png` },
  ]);
  expect(found.every(({ hint }) => hint !== undefined)).toBe(true);
});

test("of somebody else's image only that it is one is asked", async () => {
  const at = await serve((request, response) => {
    if (request.url === "/page") response.end("<html>a picture</html>");
    else response.end(png);
  });
  const images = [theirs(`${at}/a.png`), theirs(`${at}/page`)];
  expect(await checkOnline(images, never)).toMatchObject([
    { message: `address holds neither PNG nor JPEG: ${at}/page` },
  ]);
});

test("faults of the network are findings: nobody there, no answer, an answer cut off", async () => {
  const silent = await serve(() => {});
  const broken = await serve((_, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("PNG");
    setTimeout(() => response.destroy(), 20);
  });
  const images = [
    ours("http://127.0.0.1:9/a.png"),
    ours(`${silent}/a.png`),
    ours(`${broken}/a.png`),
    ours("https://no-such-host.invalid/a.png"),
  ];
  const found = await checkOnline(images, never, 400);
  expect(found).toHaveLength(images.length);
  for (const { message } of found)
    expect(message).toMatch(/^image cannot be fetched: \S+ \(.+\)$/);
  expect(found[1]?.message).toContain("no answer within 0.4 s");
});

test("Ctrl-C ends the waiting", async () => {
  const silent = await serve(() => {});
  const stop = new AbortController();
  const waiting = checkOnline([ours(`${silent}/a.png`)], stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow();
});

/** Highest growth of this process's memory while `work` runs, in bytes. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await work();
  clearInterval(watch);
  return Math.max(most, process.memoryUsage.rss()) - before;
}

const MB = 1024 * 1024;

test.each([
  ["without end", {}],
  ["that unpacks without end", { "content-encoding": "gzip" }],
])("an answer %s is read to a limit and no further", async (_, headers) => {
  let closed = false;
  const at = await serve((__, response) => {
    response.writeHead(200, headers);
    const gzip = "content-encoding" in headers ? createGzip() : undefined;
    gzip?.pipe(response);
    const out = gzip ?? response;
    const piece = Buffer.alloc(MB);
    png.copy(piece);
    const more = () => {
      while (!closed && out.write(piece));
    };
    out.on("drain", more);
    out.on("error", () => {});
    response.on("close", () => {
      closed = true;
      gzip?.destroy();
    });
    more();
  });
  for (const image of [ours(`${at}/a.png`), theirs(`${at}/a.png`)]) {
    closed = false;
    let found: unknown;
    const grown = await growth(async () => {
      found = await checkOnline([image], never, 20_000);
    });
    expect(found).toMatchObject([
      {
        message: `image cannot be fetched: ${at}/a.png (more than 26214400 bytes)`,
      },
    ]);
    expect(grown).toBeLessThan(300 * MB);
    await expect.poll(() => closed).toBe(true);
  }
});

test("an answer that drips ends with the time that one image has", async () => {
  const at = await serve((_, response) => {
    response.writeHead(200);
    response.write(png);
    const drip = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(drip));
  });
  expect(await checkOnline([theirs(`${at}/a.png`)], never, 300)).toMatchObject([
    {
      message: `image cannot be fetched: ${at}/a.png (no answer within 0.3 s)`,
    },
  ]);
});

test("redirects in a circle are given up", async () => {
  let asked = 0;
  const at = await serve((_, response) => {
    asked += 1;
    response.writeHead(302, { location: `/${asked}.png` }).end();
  });
  const found = await checkOnline([theirs(`${at}/a.png`)], never);
  expect(found).toMatchObject([
    { message: expect.stringContaining("redirect count exceeded") },
  ]);
  expect(asked).toBeLessThan(30);
});

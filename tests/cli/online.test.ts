import { createServer, type RequestListener } from "node:http";
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

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  type DownloadOptions,
  fetchMnist,
} from "../../../src/digits/mnist/download.ts";
import type { MnistFile } from "../../../src/digits/mnist/mnist.ts";
import { sha256 } from "../../../src/files.ts";
import { idxFile, LABELS, temporaryFolder } from "../files.ts";
import { type Answer, closedMirror, cutAfter, openMirror } from "../mirror.ts";

/** Noise, so that its packing is long enough to be cut. */
function noisy(count: number): Buffer {
  let state = 1;
  const body = Uint8Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  });
  return idxFile([LABELS, count], body);
}

const plain = { one: noisy(60_000), two: noisy(300) };
const files: MnistFile[] = Object.entries(plain).map(([name, bytes]) => ({
  name,
  sha256: sha256(bytes),
  size: bytes.length,
}));
const packed = { "one.gz": gzipSync(plain.one), "two.gz": gzipSync(plain.two) };
const wrong = { "one.gz": gzipSync(noisy(7)), "two.gz": packed["two.gz"] };

async function options(
  mirrors: string[],
): Promise<DownloadOptions & { env: { LECTERN_CACHE: string } }> {
  return { env: { LECTERN_CACHE: await temporaryFolder() }, mirrors, files };
}

async function contents(folder: string): Promise<{ [name: string]: Buffer }> {
  const names = (await readdir(folder)).sort();
  const read = async (name: string) =>
    [name, await readFile(join(folder, name))] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

test("a fresh download leaves the packed files in the cache and nothing else", async () => {
  const mirror = await openMirror(packed);
  expect(await contents(await fetchMnist(await options([mirror.url])))).toEqual(
    packed,
  );
  expect(mirror.asked).toEqual([
    ["one.gz", ""],
    ["two.gz", ""],
  ]);
});

test("files that are there and verified are not fetched again", async () => {
  const mirror = await openMirror(packed);
  const wanted = await options([mirror.url]);
  await fetchMnist(wanted);
  await fetchMnist(wanted);
  expect(mirror.asked.length).toBe(2);
});

test("a cached file that was damaged is fetched again", async () => {
  const mirror = await openMirror(packed);
  const wanted = await options([mirror.url]);
  const folder = await fetchMnist(wanted);
  await writeFile(join(folder, "one.gz"), packed["one.gz"].subarray(0, 999));
  await fetchMnist(wanted);
  expect(await contents(folder)).toEqual(packed);
});

test("a connection cut twice is continued where it was cut", async () => {
  const mirror = await openMirror(packed, [cutAfter(10_000), cutAfter(5_000)]);
  const folder = await fetchMnist(await options([mirror.url]));
  expect(await contents(folder)).toEqual(packed);
  const ranges = mirror.asked.slice(0, 3).map(([, range]) => range);
  expect(ranges).toEqual(["", "bytes=10000-", "bytes=15000-"]);
});

test("a partial file of an earlier run is continued", async () => {
  const mirror = await openMirror(packed);
  const wanted = await options([mirror.url]);
  const folder = join(wanted.env.LECTERN_CACHE, "mnist");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "one.gz.part"),
    packed["one.gz"].subarray(0, 321),
  );
  await fetchMnist(wanted);
  expect(await contents(folder)).toEqual(packed);
  expect(mirror.asked[0]).toEqual(["one.gz", "bytes=321-"]);
});

test.each([
  ["of other bytes", Buffer.alloc(500, 9)],
  ["that is longer than the file", Buffer.alloc(99_999, 9)],
])("a partial file %s is discarded, not the mirror", async (_, part) => {
  const mirror = await openMirror(packed);
  const wanted = await options([mirror.url]);
  const folder = join(wanted.env.LECTERN_CACHE, "mnist");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "one.gz.part"), part);
  await fetchMnist(wanted);
  expect(await contents(folder)).toEqual(packed);
  expect(mirror.asked[1]).toEqual(["one.gz", ""]);
});

test("a mirror that ignores ranges sends the whole anew", async () => {
  const mirror = await openMirror(packed, [
    cutAfter(4_000),
    (bytes, _, response) => response.writeHead(200).end(bytes),
  ]);
  const folder = await fetchMnist(await options([mirror.url]));
  expect(await contents(folder)).toEqual(packed);
});

test("wrong bytes from the first mirror are discarded, and the second is asked", async () => {
  const first = await openMirror(wrong);
  const second = await openMirror(packed);
  const folder = await fetchMnist(await options([first.url, second.url]));
  expect(await contents(folder)).toEqual(packed);
  expect(second.asked).toEqual([["one.gz", ""]]);
});

test("a mirror without the file, and one that never answers, are passed over", async () => {
  const silent = await openMirror(packed, [() => {}, () => {}]);
  const empty = await openMirror({});
  const good = await openMirror(packed);
  const folder = await fetchMnist({
    ...(await options([silent.url, empty.url, good.url])),
    patience: { answer: 300, stall: 300, total: 60_000 },
  });
  expect(await contents(folder)).toEqual(packed);
});

test("an answer that stalls is asked for again from where it stopped", async () => {
  const mirror = await openMirror(packed, [
    (bytes, _, response) => {
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, 2_000));
    },
  ]);
  const folder = await fetchMnist({
    ...(await options([mirror.url])),
    patience: { answer: 2_000, stall: 300, total: 60_000 },
  });
  expect(await contents(folder)).toEqual(packed);
  expect(mirror.asked[1]).toEqual(["one.gz", "bytes=2000-"]);
});

/** Byte by byte, never so slowly that it stalls. */
const drip: Answer = (bytes, request, response) => {
  const start = Number(/\d+/.exec(request.headers.range ?? "")?.[0] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, {
    "content-length": bytes.length - start,
    "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
  });
  let at = start;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 1));
    at += 1;
  }, 20);
  response.on("close", () => clearInterval(timer));
};

test("a mirror that drips has its share of the time; the next goes on where it was", async () => {
  const slow = await openMirror(packed, [drip, drip]);
  const good = await openMirror(packed);
  const folder = await fetchMnist({
    ...(await options([slow.url, good.url])),
    patience: { answer: 5_000, stall: 5_000, total: 4_000 },
  });
  expect(await contents(folder)).toEqual(packed);
  expect(slow.asked[0]).toEqual(["one.gz", ""]);
  expect(good.asked[0]?.[1]).toMatch(/^bytes=\d+-$/);
});

test("mirrors that all drip end in the time that there is, and what came is kept", async () => {
  const slow = await openMirror(packed, [drip, drip, drip, drip]);
  const wanted = {
    ...(await options([slow.url, slow.url])),
    patience: { answer: 5_000, stall: 5_000, total: 1_000 },
  };
  await expect(fetchMnist(wanted)).rejects.toThrow(
    /^MNIST cannot be downloaded: one\.gz: \S+: still not done after 0\.\d+ s; \S+: still not done after 0\.\d+ s$/,
  );
  expect(slow.asked).toHaveLength(2);
  const kept = await contents(join(wanted.env.LECTERN_CACHE, "mnist"));
  const part = kept["one.gz.part"] ?? Buffer.alloc(0);
  expect(part.length).toBeGreaterThan(0);
  expect(part).toEqual(packed["one.gz"].subarray(0, part.length));
});

test("an answer without end is cut off", async () => {
  const endless = await openMirror(packed, [
    (_, __, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536, 7)));
      };
      response.on("drain", more);
      more();
    },
  ]);
  await expect(fetchMnist(await options([endless.url]))).rejects.toThrow(
    "sent more than 125544 bytes",
  );
});

test("when all mirrors fail the error names each with its reason", async () => {
  const down = await closedMirror();
  const bad = await openMirror(wrong);
  const wanted = await options([down, bad.url]);
  const host = (url: string) => new URL(url).host;
  await expect(fetchMnist(wanted)).rejects.toMatchObject({
    name: "UserError",
    message: `MNIST cannot be downloaded: one.gz: ${host(down)}: connection refused (ECONNREFUSED); ${host(bad.url)}: sent other bytes (${sha256(noisy(7))})`,
    hint: "check the network, or set LECTERN_DATA to a folder with the four idx files",
  });
  expect(await contents(join(wanted.env.LECTERN_CACHE, "mnist"))).toEqual({});
});

test("progress rises to the file's size", async () => {
  const mirror = await openMirror(packed, [cutAfter(10_000)]);
  const seen: { label: string; done: number; total: number }[] = [];
  await fetchMnist({
    ...(await options([mirror.url])),
    onProgress: (progress) => seen.push(progress),
  });
  const size = packed["one.gz"].length;
  const one = seen.filter(({ label }) => label === "downloading one.gz");
  expect(one.map(({ done }) => done)).toEqual(
    one.map(({ done }) => done).toSorted((a, b) => a - b),
  );
  expect(one.at(-1)).toEqual({
    label: "downloading one.gz",
    done: size,
    total: size,
  });
});

test("an abort ends it with the signal's reason, and keeps what came", async () => {
  const controller = new AbortController();
  const mirror = await openMirror(packed, [
    (bytes, _, response) => {
      response.writeHead(200, { "content-length": bytes.length });
      response.write(bytes.subarray(0, 2_000));
    },
  ]);
  const wanted = await options([mirror.url]);
  const reason = new Error("interrupted");
  const fetching = fetchMnist({
    ...wanted,
    signal: controller.signal,
    onProgress: () => controller.abort(reason),
  });
  await expect(fetching).rejects.toBe(reason);
  const kept = await contents(join(wanted.env.LECTERN_CACHE, "mnist"));
  expect(kept["one.gz.part"]).toEqual(packed["one.gz"].subarray(0, 2_000));
});

test("a cache that cannot be made is named", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "file"), "");
  const mirror = await openMirror(packed);
  const env = { LECTERN_CACHE: join(folder, "file") };
  await expect(
    fetchMnist({ env, mirrors: [mirror.url], files }),
  ).rejects.toThrow(
    `cache folder cannot be written: ${join(folder, "file", "mnist")} (ENOTDIR)`,
  );
});

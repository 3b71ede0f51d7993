import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  afterAll,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
} from "vitest";
import { unpack } from "../../../src/build/cache/artifact.ts";
import { sha256 } from "../../../src/files.ts";
import { makeProject, openProject, type Project } from "../../cli/project.ts";
import { type CacheServer, startCache } from "./server.ts";

const build = ["build", "ink", "--quick", "--only", "article", "--json"];
const table = "topics/01-ink/pens.csv";
let cache: CacheServer;
/** What the first checkout wrote. */
let output: ReadonlyMap<string, Buffer>;
/** What it left in the cache. */
const left = new Map<string, Buffer>();

beforeAll(async () => {
  cache = await startCache();
  const project = await openCheckout();
  const { code, stderr } = await project.run(build, cache.env);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("running, because it has not run yet");
  output = await project.files("output");
  for (const path of await cache.artifacts())
    left.set(path, await readFile(path));
  await rm(project.root, { recursive: true });
});
afterAll(() => cache.stop());
beforeEach(async () => {
  for (const path of await cache.artifacts()) await rm(path);
  for (const [path, bytes] of left) await writeFile(path, bytes);
});

/** A checkout of a course whose experiment reads a table, too. */
async function openCheckout(): Promise<Project> {
  const project = await makeProject();
  await writeFile(join(project.root, table), "pen,width\nfine,1\n");
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text.replace("  lab.number(", '  lab.csv("pens.csv");\n$&'),
  );
  return project;
}

/** Builds in a checkout of its own, with the cache unless `env` says otherwise. */
async function buildInCheckout(
  env: NodeJS.ProcessEnv = cache.env,
  flags: readonly string[] = [],
) {
  const project = await openCheckout();
  onTestFinished(() => rm(project.root, { recursive: true, force: true }));
  const { code, stdout, stderr } = await project.run([...build, ...flags], env);
  expect(code, stderr).toBe(0);
  return { project, built: JSON.parse(stdout)[0], stderr };
}

test("a second checkout with the same cache runs nothing, and has the same bytes", async () => {
  const { project, built, stderr } = await buildInCheckout();
  expect(built).toMatchObject({ ran: [], reused: ["it has not run yet"] });
  expect(stderr).toContain("taken from the cache");
  expect(await project.files("output")).toEqual(output);
  // As if it had run here: the next build has nothing to do, with the cache or without.
  const again = await project.run(build);
  expect(JSON.parse(again.stdout)).toMatchObject([{ ran: [], written: [] }]);
});

test("a run of other code, of another table, with --force or with other last digits is made here", async () => {
  const { project } = await buildInCheckout();
  const rebuild = async (...flags: string[]) => {
    const { stdout, stderr } = await project.run(
      [...build, ...flags],
      cache.env,
    );
    expect(stderr).not.toContain("refused");
    return { ...JSON.parse(stdout)[0], stderr };
  };
  await project.edit(table, (text) => `${text}broad,3\n`);
  expect((await rebuild()).ran).toEqual([`${table}, read by it, changed`]);
  await project.edit("topics/01-ink/ink.ts", (text) => `${text}// a remark\n`);
  const why = ["topics/01-ink/ink.ts, imported by it, changed"];
  expect((await rebuild()).ran).toEqual(why);
  expect((await rebuild("--force")).ran).toEqual(["--force"]);
  const before = await cache.artifacts();
  const alone = await rebuild("--no-reproducible", "--seed", "7");
  expect(alone.ran).toEqual(["the seed was 42"]);
  expect(alone.stderr).toContain("are not shared");
  expect(await cache.artifacts()).toEqual(before);
});

/** Changes what an artifact holds, and gives it the hash that fits. */
async function poison(change: (run: string) => string): Promise<void> {
  for (const path of await cache.artifacts()) {
    const value = JSON.parse(gunzipSync(await readFile(path)).toString());
    if (value.run === undefined) continue;
    const run = change(value.run);
    expect(run).not.toBe(value.run);
    const made = { ...value, run, sha256: sha256(run) };
    await writeFile(path, gzipSync(JSON.stringify(made)));
  }
}

test.each([
  ["cut off", () => cutOff(0.5)],
  [
    "of another seed",
    () => poison((run) => run.replace(/"seed": 42/, '"seed": 43')),
  ],
  [
    "of other code",
    () => poison((run) => run.replace(/("src\/lab\/process.ts": ")../, "$1xx")),
  ],
])(
  "an artifact that is %s is refused with a warning; the run is made here, and mends the cache",
  async (_, harm) => {
    await harm();
    const { project, built, stderr } = await buildInCheckout();
    expect(built.ran).toEqual(["it has not run yet"]);
    expect(stderr).toMatch(/warning: 01-ink: the cache's run is refused: /);
    expect(await project.files("output")).toEqual(output);
    for (const [path, bytes] of left)
      expect(await readFile(path)).toEqual(bytes);
  },
);

async function cutOff(share: number): Promise<void> {
  for (const path of await cache.artifacts()) {
    const { length } = await readFile(path);
    await truncate(path, Math.floor(share * length));
  }
}

test("an artifact that is not what its key and hash say, or that names a path outside, is not unpacked", async () => {
  const key = "a".repeat(64);
  const pack = (value: object) =>
    gzipSync(JSON.stringify({ format: 1, key, ...value }));
  const whole = [...left.values()].map((bytes) =>
    JSON.parse(gunzipSync(bytes).toString()),
  );
  const { run: text, sha256: hash } = whole.find(({ run }) => run);
  const hashed = (run: string) => pack({ run, sha256: sha256(run) });
  expect(await unpack(hashed(text), key)).toHaveProperty("run");
  const refused: [Buffer, string][] = [
    [Buffer.alloc(0), "cut off"],
    [Buffer.from("<html>a login page</html>"), "cut off"],
    [gzipSync("[]"), "not one of lectern's"],
    [pack({ key: "b".repeat(64), run: text, sha256: hash }), "another key"],
    [pack({ run: `${text} `, sha256: hash }), "not what its hash says"],
    [hashed(`${text}\n`), "no run that this version can read"],
    [hashed(text.replace('"claims"', '"claim"')), "no run that this version"],
  ];
  for (const path of ["../secret", "/etc/passwd", "a/../../b", "C:\\x"])
    refused.push([pack({ reads: [path] }), "not what its hash says"]);
  for (const [bytes, why] of refused)
    await expect(unpack(bytes, key)).rejects.toThrow(why);
});

test.each<[string, RequestListener]>([
  ["never answers", () => {}],
  [
    "stops in the middle",
    (_, answer) =>
      void answer.writeHead(200, { "Content-Length": 100 }).write("half"),
  ],
  ["is broken", (_, answer) => void answer.writeHead(500).end()],
])(
  "a cache that %s costs one warning and its patience, and the build goes on",
  async (_, listener) => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { built, stderr } = await buildInCheckout({
      LECTERN_CACHE_URL: `http://127.0.0.1:${port}`,
      LECTERN_CACHE_TIMEOUT: "0.3",
    });
    expect(built.ran).toEqual(["it has not run yet"]);
    expect(
      stderr.match(/warning: the cache at 127.0.0.1:\d+ is not used/g),
    ).toHaveLength(1);
  },
);

test("a cache that is not there, and one that refuses the token, are told of once", async () => {
  const dead = await buildInCheckout({
    LECTERN_CACHE_URL: "http://127.0.0.1:9",
  });
  expect(dead.stderr).toContain(
    "warning: the cache at 127.0.0.1:9 is not used",
  );
  const wrong = { ...cache.env, LECTERN_CACHE_TOKEN: "guessed" };
  const { stderr } = await buildInCheckout(wrong);
  expect(stderr).toContain(
    "it refuses the token (401; set LECTERN_CACHE_TOKEN)",
  );
  expect(stderr).not.toContain("guessed");
});

test.each([
  [["--cache", "nowhere"], {}, "--cache is not an http address"],
  [
    ["--cache", "https://me:pw@example.org"],
    {},
    "--cache is not an http address",
  ],
  [
    [],
    { LECTERN_CACHE_URL: "ftp://example.org" },
    "LECTERN_CACHE_URL is not an http address",
  ],
  [
    ["--cache", "http://127.0.0.1:9"],
    { LECTERN_CACHE_TIMEOUT: "soon" },
    "LECTERN_CACHE_TIMEOUT is not a number of seconds: soon",
  ],
])(
  "%s with %s is refused before anything is built",
  async (flags, env, message) => {
    const project = await openProject();
    const { code, stderr } = await project.run([...build, ...flags], env);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect((await project.files("output")).size).toBe(0);
  },
);

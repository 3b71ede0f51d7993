import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/files.ts";
import { home } from "../../src/topic/topic.ts";

/**
 * The same topics built again and again, with all about it changed that must not matter. Topics 5,
 * 6 and 9 raise to powers, which is what one Node computes otherwise than the next.
 * `LECTERN_TOPICS="1 2 3 4 5 6 7 8 9 10" npx vitest run tests/campaigns/determinism.test.ts`
 * builds others.
 */
const topics = (process.env.LECTERN_TOPICS ?? "5 6 9").split(" ");

/** Binaries of other versions: `export LECTERN_NODES="$(.ci/nodes)"`. */
const nodes = (process.env.LECTERN_NODES ?? "").split(":").filter(Boolean);

interface Conditions {
  readonly node?: string;
  readonly order?: readonly string[];
  readonly options?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Octal. */
  readonly umask?: string;
}

/** SHA-256 of everything that a build made, by path; not the book-keeping of builds. */
async function build(conditions: Conditions): Promise<Map<string, string>> {
  const { node = process.execPath, order = topics, umask = "022" } = conditions;
  const out = await mkdtemp(join(tmpdir(), "lectern-determinism-"));
  const { PATH, HOME } = process.env;
  const cache = join(home, "node_modules/.cache/lectern-tests");
  const command = `umask ${umask}; exec "$0" bin/lectern.js build "$@"`;
  const options = ["--data", "handwriting", "--engine", "wasm", "--quick"];
  const more = conditions.options ?? ["--threads", "1", "--jobs", "1"];
  try {
    await promisify(execFile)(
      "sh",
      ["-c", command, node, ...order, ...options, ...more, "--out", out],
      {
        cwd: home,
        env: { PATH, HOME, LECTERN_CACHE: cache, ...conditions.env },
        maxBuffer: 2 ** 26,
      },
    );
    return await hashesOf(out);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function hashesOf(out: string): Promise<Map<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes(".lectern"))
    .sort();
  return new Map(
    await Promise.all(
      paths.map(
        async (path) =>
          [path, sha256(await readFile(join(out, path)))] as const,
      ),
    ),
  );
}

describe(`topics ${topics.join(", ")} have the same bytes`, () => {
  let first: Map<string, string>;

  beforeAll(async () => {
    first = await build({});
    expect(first.size).toBeGreaterThan(15 * topics.length);
  });

  test("on two threads, two at once, in another order", async () => {
    const order = topics.toReversed();
    const options = ["--threads", "2", "--jobs", "2"];
    expect(await build({ order, options })).toEqual(first);
  });

  test("in another time zone, another language and under another umask", async () => {
    const language = "tr_TR.UTF-8";
    const env = { TZ: "Pacific/Kiritimati", LANG: language, LC_ALL: language };
    expect(await build({ env, umask: "077" })).toEqual(first);
  });

  if (nodes.length === 0) {
    test.skip('on other versions of Node: export LECTERN_NODES="$(.ci/nodes)"');
  }

  test.each(nodes)("on %s", async (node) => {
    const { stdout } = await promisify(execFile)(node, ["--version"]);
    expect(stdout.trim()).not.toBe(process.version);
    expect(await build({ node })).toEqual(first);
  });
});

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { parseManifest } from "../../src/build/manifest.ts";
import { writeParts } from "../../src/build/output.ts";
import { recover } from "../../src/build/transaction.ts";
import { isInside, sha256 } from "../../src/files.ts";

const flags = { pace: 140, theme: "light" } as const;
const hash = sha256("victim");

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "lectern-manifest-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  await mkdir(join(path, "output/.lectern"), { recursive: true });
  return path;
}

test("a manifest whose paths lead out of the folder is none", () => {
  const parts = (path: string) => ({
    run: { key: "k", files: { [path]: hash } },
  });
  expect(
    parseManifest({ format: 1, flags, parts: parts("a/b.md") }),
  ).toBeDefined();
  for (const path of [
    "../victim.txt",
    "a/../../victim.txt",
    "/etc/passwd",
    "a\\..\\victim.txt",
    "C:/victim.txt",
    "a\0b",
    "a//b",
    "./a",
    "",
  ])
    expect(
      parseManifest({ format: 1, flags, parts: parts(path) }),
      path,
    ).toBeUndefined();
});

test("whatever JSON lies there, reading it never throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => parseManifest(value)).not.toThrow();
    }),
  );
});

test("a path is inside only if no system reads it otherwise", () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      if (isInside(path))
        expect(join("/out", path).startsWith("/out/")).toBe(true);
    }),
  );
});

test("a tampered journal moves and removes nothing outside the output", async () => {
  const root = await folder();
  const output = join(root, "output");
  await writeFile(join(root, "victim.txt"), "victim");
  await mkdir(join(output, ".lectern/staged"));
  await writeFile(join(output, ".lectern/staged/0a-0"), "evil");
  for (const journal of [
    { moves: [], removals: [{ path: "../victim.txt", ours: [hash] }] },
    {
      moves: [{ path: "../victim.txt", staged: "0a-0", sha256: hash }],
      removals: [],
    },
    {
      moves: [{ path: "a.md", staged: "../../../victim.txt", sha256: hash }],
      removals: [],
    },
  ]) {
    const text = JSON.stringify({ format: 1, ...journal });
    await writeFile(join(output, ".lectern/journal.json"), text);
    await recover(output);
    expect(await readFile(join(root, "victim.txt"), "utf8")).toBe("victim");
  }
});

test("what a person changed while a killed build waits to be finished is put aside, not lost", async () => {
  const root = await folder();
  const output = join(root, "output");
  const part = (text: string) => ({
    article: { key: text, files: new Map([["article.md", text]]) },
  });
  await writeParts(output, part("old"), undefined, flags);
  const staged = join(output, ".lectern/staged");
  await mkdir(staged);
  await writeFile(join(staged, "0a-0"), "new");
  const move = {
    ...{ path: "article.md", staged: "0a-0" },
    ...{ sha256: sha256("new"), ours: [sha256("old")] },
  };
  const journal = { format: 1, moves: [move], removals: [] };
  await writeFile(
    join(output, ".lectern/journal.json"),
    JSON.stringify(journal),
  );
  await writeFile(join(output, "article.md"), "hers");
  const kept = await recover(output);
  expect(kept).toEqual([{ from: "article.md", to: "article.yours-1.md" }]);
  expect(await readFile(join(output, "article.yours-1.md"), "utf8")).toBe(
    "hers",
  );
  expect(await readFile(join(output, "article.md"), "utf8")).toBe("new");
});

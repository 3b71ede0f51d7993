import { cp, mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { describeDigits } from "../../src/digits/describe.ts";
import {
  HANDWRITING_SHA256,
  MNIST_SHA256,
} from "../../src/digits/identities.ts";
import { locateDigits } from "../../src/digits/locate.ts";
import { MNIST_FILES, readMnist } from "../../src/digits/mnist/mnist.ts";
import { nameSets, openDigits } from "../../src/digits/open.ts";
import { sha256 } from "../../src/files.ts";
import { labelled, NEEDS_REAL, REAL, temporaryFolder } from "./files.ts";
import { closedMirror, openMirror } from "./mirror.ts";

async function emptyCache(): Promise<{ LECTERN_CACHE: string }> {
  return { LECTERN_CACHE: await temporaryFolder() };
}

/** Four idx files of MNIST's form that are not MNIST. */
async function otherIdx(classes = [3, 7]): Promise<string> {
  const folder = await temporaryFolder();
  const { images, labels } = labelled(classes);
  for (const { name } of MNIST_FILES) {
    await writeFile(
      join(folder, name),
      name.includes("images") ? images : labels,
    );
  }
  return folder;
}

describe("where nothing is there and the mirrors are down", () => {
  test("auto draws handwriting and says why", async () => {
    const env = await emptyCache();
    const mirrors = [await closedMirror()];
    const { digits, origin, identity } = await openDigits({
      data: "auto",
      env,
      mirrors,
    });
    expect(digits.name).toBe("handwriting");
    expect(identity).toBe(HANDWRITING_SHA256);
    expect(origin).toMatch(
      /^handwriting, drawn by Lectern, because MNIST cannot be downloaded: train-images-idx3-ubyte\.gz: 127\.0\.0\.1:\d+: connection refused/,
    );
  });

  test("auto does not ask the mirrors again for a quarter of an hour", async () => {
    const env = await emptyCache();
    const mirror = await openMirror({});
    const wanted = { data: "auto", env, mirrors: [mirror.url] };
    await openDigits(wanted);
    const again = await openDigits(wanted);
    expect(mirror.asked.length).toBe(1);
    expect(again.origin).toContain("because MNIST cannot be downloaded");
  });

  test("a failure of long ago, of another process, is tried again", async () => {
    const env = await emptyCache();
    const mirror = await openMirror({});
    const path = join(env.LECTERN_CACHE, "download-failed.txt");
    await writeFile(path, "MNIST cannot be downloaded: long ago");
    const recent = await openDigits({
      data: "auto",
      env,
      mirrors: [mirror.url],
    });
    expect(recent.origin).toContain("long ago");
    expect(mirror.asked.length).toBe(0);
    await utimes(path, 1, 1);
    await openDigits({ data: "auto", env, mirrors: [mirror.url] });
    expect(mirror.asked.length).toBe(1);
  });

  test("mnist is an error", async () => {
    const env = await emptyCache();
    const mirrors = [await closedMirror()];
    await expect(
      openDigits({ data: "mnist", env, mirrors }),
    ).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(/^MNIST cannot be downloaded: /),
    });
  });

  test("an abort is not taken for a missing network", async () => {
    const env = await emptyCache();
    const mirror = await openMirror({});
    const signal = AbortSignal.abort(new Error("interrupted"));
    await expect(
      openDigits({ data: "auto", env, mirrors: [mirror.url], signal }),
    ).rejects.toThrow("interrupted");
  });

  test("handwriting asks no mirror", async () => {
    const mirror = await openMirror({});
    const env = await emptyCache();
    const opened = await openDigits({
      data: "handwriting",
      env,
      mirrors: [mirror.url],
    });
    expect(opened.digits.name).toBe("handwriting");
    expect(mirror.asked).toEqual([]);
  });
});

describe("locating", () => {
  test("auto is handwriting until MNIST is there, and asks no network", async () => {
    const located = await locateDigits({
      data: "auto",
      env: await emptyCache(),
    });
    expect(located).toMatchObject({
      name: "handwriting",
      identity: HANDWRITING_SHA256,
      source: { kind: "handwriting" },
    });
  });

  test("mnist that is not there yet is the MNIST that a download would bring", async () => {
    const located = await locateDigits({
      data: "mnist",
      env: await emptyCache(),
    });
    expect(located).toMatchObject({ name: "MNIST", identity: MNIST_SHA256 });
  });
});

describe("a data folder that cannot be used is an error, never another set of digits", () => {
  test.each(["auto", "mnist"])("missing, with --data %s", async (data) => {
    const env = { ...(await emptyCache()), LECTERN_DATA: "/no/such/folder" };
    for (const ask of [locateDigits, openDigits]) {
      await expect(ask({ data, env })).rejects.toMatchObject({
        name: "UserError",
        message: "data folder is missing: LECTERN_DATA (/no/such/folder)",
      });
    }
  });

  test("misspelt gets the nearest word as a hint", async () => {
    await expect(
      openDigits({ data: "handwritng", env: await emptyCache() }),
    ).rejects.toMatchObject({
      message: "data folder is missing: handwritng",
      hint: "did you mean handwriting?",
    });
  });

  test("that is a file, or holds no digits", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const env = await emptyCache();
    await expect(
      openDigits({ data: join(folder, "file"), env }),
    ).rejects.toThrow(`data folder is a file: ${join(folder, "file")}`);
    await expect(openDigits({ data: folder, env })).rejects.toMatchObject({
      message: `no digits in data folder: ${folder}`,
      hint: "it needs four idx files, called as MNIST's are, or pictures in train/<class> and valid/<class> (or test/<class>)",
    });
  });

  test("with one idx file missing", async () => {
    const folder = await temporaryFolder();
    const { images } = labelled([3]);
    await writeFile(join(folder, "t10k-images-idx3-ubyte"), images);
    await expect(
      openDigits({ data: folder, env: await emptyCache() }),
    ).rejects.toThrow(
      `idx file is missing: ${join(folder, "train-images-idx3-ubyte")} (or .gz)`,
    );
  });

  test("with a broken idx file names it, once and again", async () => {
    const folder = await otherIdx();
    await writeFile(join(folder, "train-images-idx3-ubyte"), "<html></html>");
    const env = await emptyCache();
    for (const _ of ["once", "again"]) {
      await expect(locateDigits({ data: folder, env })).rejects.toThrow(
        /not a usable idx file: .*train-images-idx3-ubyte: magic number is 0x3c68746d/,
      );
    }
  });
});

describe("idx files that are not MNIST", () => {
  test("are read as what they are, and never called MNIST", async () => {
    const data = await otherIdx([3, 7, 0, 1, 2, 9, 4, 4]);
    const located = await locateDigits({ data, env: {} });
    expect(located).toMatchObject({
      name: "idx files",
      classes: [..."0123479"],
      origin: `idx files in ${data}, which are not MNIST`,
    });
    const { digits } = await openDigits({
      ...{ data, env: {} },
      classes: ["4", "9"],
    });
    expect(digits).toMatchObject({
      ...{ name: "idx files", classes: ["4", "9"] },
      train: { threes: { count: 2, names: ["6.png", "7.png"] } },
      valid: { sevens: { count: 1, names: ["60005.png"] } },
    });
    expect(digits.train.sevens.pixels).toEqual(new Uint8Array(784).fill(5));
  });

  test("say which classes they have when one is missing", async () => {
    const data = await otherIdx([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await expect(
      locateDigits({ data, env: {}, classes: ["3", "12"] }),
    ).rejects.toMatchObject({
      message: `no class 12 in ${data}: it has 0 … 9`,
      exitCode: 1,
    });
  });

  test("are no MNIST for those who ask for it", async () => {
    const LECTERN_DATA = await otherIdx([3, 7]);
    await expect(
      locateDigits({ data: "mnist", env: { LECTERN_DATA } }),
    ).rejects.toThrow(`LECTERN_DATA is not MNIST: ${LECTERN_DATA}`);
  });
});

describe("handwriting", () => {
  test("draws 3s and 7s in either part, and says that it has no others", async () => {
    const env = await emptyCache();
    const [asked, turned] = await Promise.all(
      (
        [
          ["3", "7"],
          ["7", "3"],
        ] as const
      ).map((classes) => openDigits({ data: "handwriting", env, classes })),
    );
    expect(turned?.digits.train.threes).toEqual(asked?.digits.train.sevens);
    expect(turned?.digits.sha256).not.toBe(asked?.digits.sha256);
    await expect(
      locateDigits({ data: "auto", env, classes: ["4", "9"] }),
    ).rejects.toMatchObject({
      message: "handwriting has 3s and 7s only, no class 4",
      hint: expect.stringContaining("lectern data"),
      exitCode: 1,
    });
  });
});

describe("what lectern data tells", () => {
  test("of an empty cache: four files missing", async () => {
    const env = await emptyCache();
    const told = await describeDigits({ data: "auto", env });
    expect(told.cache).toBe(env.LECTERN_CACHE);
    expect(told.files.map(({ state }) => state)).toEqual(
      Array(4).fill("missing"),
    );
  });

  test("of damaged files: what was found in each", async () => {
    const env = await emptyCache();
    const folder = join(env.LECTERN_CACHE, "mnist");
    await mkdir(folder);
    const other = gzipSync(labelled([3]).labels);
    await writeFile(join(folder, "t10k-labels-idx1-ubyte.gz"), other);
    await writeFile(
      join(folder, "t10k-images-idx3-ubyte.gz"),
      other.subarray(0, 9),
    );
    const { files, located } = await describeDigits({ data: "auto", env });
    expect(files.slice(2)).toMatchObject([
      {
        state: "wrong",
        found: expect.stringContaining("not a usable idx file"),
      },
      {
        state: "wrong",
        found: expect.stringContaining(sha256(labelled([3]).labels)),
      },
    ]);
    expect(located).toMatchObject({ name: "handwriting" });
  });

  test("of a mistake in what was asked for: the mistake", async () => {
    const env = { ...(await emptyCache()), LECTERN_DATA: "/no/such/folder" };
    const { located } = await describeDigits({ data: "auto", env });
    expect(String(located)).toContain("data folder is missing");
  });
});

describe.skipIf(REAL === undefined)(`with the real MNIST${NEEDS_REAL}`, () => {
  const folder = REAL ?? "";

  test("LECTERN_DATA comes first, and is said", async () => {
    const env = { ...(await emptyCache()), LECTERN_DATA: folder };
    const { digits, origin, identity } = await openDigits({
      data: "auto",
      env,
    });
    expect(digits).toMatchObject({ name: "MNIST", sha256: MNIST_SHA256 });
    expect(origin).toBe(`MNIST from LECTERN_DATA (${folder})`);
    expect(identity).toBe(
      (await locateDigits({ data: "mnist", env })).identity,
    );
  });

  test("auto downloads it when a mirror has it, and then finds it in the cache", async () => {
    const files: { [name: string]: Buffer } = {};
    for (const { name } of MNIST_FILES) {
      files[`${name}.gz`] = await readFile(join(folder, `${name}.gz`));
    }
    const mirror = await openMirror(files);
    const wanted = {
      data: "auto",
      env: await emptyCache(),
      mirrors: [mirror.url],
    };
    const first = await openDigits(wanted);
    expect(first.origin).toBe("MNIST, downloaded just now and verified");
    const second = await openDigits(wanted);
    expect(second.origin).toBe("MNIST from the cache");
    expect([first.digits.sha256, second.digits.sha256]).toEqual([
      MNIST_SHA256,
      MNIST_SHA256,
    ]);
    expect(mirror.asked.length).toBe(4);
    expect(await locateDigits(wanted)).toMatchObject({
      identity: MNIST_SHA256,
    });
    const { files: told } = await describeDigits(wanted);
    expect(told.map(({ state }) => state)).toEqual(Array(4).fill("verified"));
  });

  test("its pictures are called MNIST by content, whatever they came as", async () => {
    const sets = await readMnist(folder);
    expect(nameSets(sets).name).toBe("MNIST");
    const { train, valid } = sets;
    const moved = {
      classes: sets.classes,
      train: { threes: train.sevens, sevens: train.threes },
      valid,
    };
    expect(nameSets(moved).name).toBe("picture folder");
  });

  test("one flipped bit in a label is noticed", async () => {
    const damaged = join(await temporaryFolder(), "mnist");
    await cp(folder, damaged, { recursive: true });
    const labels = join(damaged, "t10k-labels-idx1-ubyte");
    const bytes = gunzipSync(await readFile(`${labels}.gz`));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(labels, bytes);
    await expect(
      openDigits({ data: damaged, env: await emptyCache() }),
    ).rejects.toThrow(`not MNIST's file: ${labels}: sha256`);
  });
});

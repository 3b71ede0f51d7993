import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIdx, readIdx } from "../../../src/digits/files/idx.ts";
import { UserError } from "../../../src/errors.ts";
import { IMAGES, idxFile, LABELS, temporaryFolder } from "../files.ts";

const packings = {
  plain: (bytes: Buffer) => bytes,
  gzipped: (bytes: Buffer) => gzipSync(bytes),
};

describe.each(Object.entries(packings))("a %s idx file", (_, pack) => {
  test("gives back the images that were put in", () => {
    const images = fc
      .tuple(fc.nat(5), fc.nat(6), fc.nat(7))
      .chain(([count, rows, columns]) => {
        const length = count * rows * columns;
        const body = fc.uint8Array({ minLength: length, maxLength: length });
        return fc.tuple(fc.constant([count, rows, columns] as const), body);
      });
    fc.assert(
      fc.property(images, ([[count, rows, columns], body]) => {
        const bytes = pack(idxFile([IMAGES, count, rows, columns], body));
        const parsed = parseIdx(bytes, "images");
        if (parsed.kind !== "images") throw new Error("not images");
        expect([parsed.count, parsed.rows, parsed.columns]).toEqual([
          count,
          rows,
          columns,
        ]);
        expect([...parsed.pixels]).toEqual([...body]);
      }),
    );
  });

  test("gives back the labels that were put in", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const bytes = pack(idxFile([LABELS, body.length], body));
        const parsed = parseIdx(bytes, "labels");
        if (parsed.kind !== "labels") throw new Error("not labels");
        expect([...parsed.labels]).toEqual([...body]);
      }),
    );
  });

  test("cut anywhere is refused", () => {
    const whole = pack(idxFile([LABELS, 40], new Uint8Array(40).fill(7)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(() => parseIdx(whole.subarray(0, length), "cut")).toThrow(
          UserError,
        );
      }),
    );
  });

  test("with bytes after its end is refused", () => {
    const bytes = pack(idxFile([LABELS, 2], new Uint8Array(3)));
    expect(() => parseIdx(bytes, "long")).toThrow(
      /not a usable idx file: long: header says 2 labels.*more bytes follow/,
    );
  });

  test("with a wrong magic number says which", () => {
    const bytes = pack(idxFile([0x00000d03, 1, 1, 1], new Uint8Array(1)));
    expect(() => parseIdx(bytes, "odd")).toThrow(
      "not a usable idx file: odd: magic number is 0x00000d03, not 0x00000803 (images) or 0x00000801 (labels)",
    );
  });

  test("that claims 2^31 images is refused before anything that large is allocated", () => {
    const bytes = pack(idxFile([IMAGES, 2 ** 31, 28, 28], new Uint8Array(8)));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parseIdx(bytes, "huge")).toThrow(
      "not a usable idx file: huge: header claims 2147483648 images of 28×28",
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26);
  });

  test("whose claimed sizes overflow 64 bits is refused", () => {
    const most = 0xffffffff;
    const bytes = pack(idxFile([IMAGES, most, most, most], new Uint8Array(8)));
    expect(() => parseIdx(bytes, "huge")).toThrow(/header claims/);
  });
});

test("any bytes are parsed or refused with a UserError that names the file", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.boolean(),
      (bytes, zip) => {
        try {
          parseIdx(zip ? gzipSync(bytes) : bytes, "folder/some-file");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect(String(error)).toContain("folder/some-file");
        }
      },
    ),
  );
});

test("a gzip that unpacks to far more than its header says is stopped there", () => {
  const bomb = gzipSync(idxFile([LABELS, 10], Buffer.alloc(2 ** 27)));
  const before = process.memoryUsage().arrayBuffers;
  expect(() => parseIdx(bomb, "bomb.gz")).toThrow(
    /bomb\.gz: .*more bytes follow/,
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 25);
});

test("a gzip with a damaged byte is refused", () => {
  const bytes = gzipSync(
    idxFile(
      [LABELS, 300],
      new Uint8Array(300).map((_, i) => i),
    ),
  );
  bytes[bytes.length - 6] = (bytes.at(-6) ?? 0) ^ 0xff;
  expect(() => parseIdx(bytes, "damaged.gz")).toThrow(
    /damaged\.gz: gzip is broken/,
  );
});

test("a file is named as the person named it", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "t10k-labels-idx1-ubyte");
  await writeFile(path, "<html>");
  await expect(readIdx(path)).rejects.toThrow(
    `not a usable idx file: ${path}: only 6 bytes`,
  );
  await expect(readIdx(`${path}.gz`)).rejects.toThrow(
    `cannot read idx file: ${path}.gz: no such file`,
  );
});

test("a pipe and a file of many gigabytes are refused unread", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "train-images-idx3-ubyte");
  execFileSync("truncate", ["-s", "5000000000", path]);
  await expect(readIdx(path)).rejects.toThrow(
    `not a usable idx file: ${path}: file has 5000000000 bytes`,
  );
  await rm(path);
  execFileSync("mkfifo", [path]);
  await expect(readIdx(path)).rejects.toThrow(
    `not a usable idx file: ${path}: not a file`,
  );
});

test("a gzip bomb with a header of its own is refused when it claims far more than MNIST's largest file", () => {
  const claimed = idxFile([IMAGES, 300_000, 28, 28], Buffer.alloc(235_200_000));
  const bomb = gzipSync(claimed, { level: 1 });
  expect(() => parseIdx(bomb, "bomb.gz")).toThrow(
    /bomb\.gz: header claims 300000 images/,
  );
});

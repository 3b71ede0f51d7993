import { execFileSync } from "node:child_process";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { parsePng } from "../../../src/digits/files/png.ts";
import {
  findPngFolder,
  hashListing,
} from "../../../src/digits/files/png-folder.ts";
import { openDigits } from "../../../src/digits/open.ts";
import { UserError } from "../../../src/errors.ts";
import { temporaryFolder } from "../files.ts";

const FOUR = ["train/3", "train/7", "valid/3", "valid/7"];

/** A PNG of one shade; `colorType` 0 is gray, 2 colour, 6 colour with transparency. */
function png(
  shade: readonly number[],
  { width = 28, height = 28, colorType = 0 as 0 | 2 | 6 } = {},
): Buffer {
  const picture = new PNG({ width, height });
  picture.data.forEach((_, index) => {
    picture.data[index] = shade[index % 4] ?? 255;
  });
  return PNG.sync.write(picture, { colorType });
}

const gray = (value: number) => png([value, value, value, 255]);

/** A chunk as PNG frames it. */
function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

function header(side: number, interlace: 0 | 1): Buffer {
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, interlace]);
  data.writeUInt32BE(side, 0);
  data.writeUInt32BE(side, 4);
  return chunk("IHDR", data);
}

/** A gray PNG of these chunks, whose pixels unpack to `size` bytes. */
function built(headers: readonly Buffer[], size = 28 * 29): Buffer {
  return Buffer.concat([
    Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
    ...headers,
    chunk("IDAT", deflateSync(Buffer.alloc(size), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** fast.ai's folders with two pictures in each: 9.png lighter than 10.png. */
async function pngFolder(parent = ""): Promise<string> {
  const folder = await temporaryFolder();
  for (const [index, each] of FOUR.entries()) {
    const within = join(folder, parent, each);
    await mkdir(within, { recursive: true });
    await writeFile(join(within, "9.png"), gray(10 * index + 9));
    await writeFile(join(within, "10.png"), gray(10 * index + 1));
    await writeFile(join(within, "._9.png"), "left by a Mac");
  }
  return folder;
}

describe("a folder of PNGs", () => {
  test.each(["", "mnist_sample"])(
    "is read in the notebook's order (parent: '%s')",
    async (parent) => {
      const data = await pngFolder(parent);
      const env = { LECTERN_CACHE: await temporaryFolder() };
      const { digits, origin } = await openDigits({ data, env });
      expect(digits.name).toBe("PNG folder");
      expect(origin).toBe(`PNGs from ${data}`);
      expect(digits.train.sevens.names).toEqual(["10.png", "9.png"]);
      const { pixels } = digits.valid.threes;
      expect([pixels.length, pixels[0], pixels[783], pixels[784]]).toEqual([
        1568, 21, 21, 29,
      ]);
    },
  );

  test("with a picture of another size names the file and the size", async () => {
    const data = await pngFolder();
    const path = join(data, "valid/7/5.png");
    await writeFile(path, png([0, 0, 0, 255], { width: 32, height: 30 }));
    await expect(openDigits({ data, env: {} })).rejects.toThrow(
      `picture is not 28×28: ${path}: 32×30`,
    );
  });

  test("without one of the four folders names it", async () => {
    const data = await temporaryFolder();
    await mkdir(join(data, "train/3"), { recursive: true });
    await writeFile(join(data, "train/3/1.png"), gray(1));
    await expect(openDigits({ data, env: {} })).rejects.toMatchObject({
      message: `folder of PNGs is missing: ${join(data, "train/7")}`,
      hint: "a data folder of PNGs has train/3, train/7, valid/3, valid/7",
    });
    await mkdir(join(data, "train/7"));
    await expect(openDigits({ data, env: {} })).rejects.toThrow(
      `folder of PNGs is empty: ${join(data, "train/7")}`,
    );
  });

  test("has another listing when a picture comes, goes or changes", async () => {
    const folder = await pngFolder();
    const path = join(folder, "train/3/9.png");
    const hashes = [await hashListing(folder)];
    expect(await hashListing(folder)).toBe(hashes[0]);
    await utimes(path, 1, 1);
    hashes.push(await hashListing(folder));
    await writeFile(join(folder, "train/3/11.png"), await readFile(path));
    hashes.push(await hashListing(folder));
    expect(new Set(hashes).size).toBe(3);
  });

  test("is found only where there is a train/3", async () => {
    expect(await findPngFolder(await temporaryFolder())).toBeUndefined();
  });
});

describe("a picture", () => {
  test.each([
    ["coloured", png([10, 10, 11, 255], { colorType: 2 })],
    ["transparent", png([10, 10, 10, 254], { colorType: 6 })],
  ])("that is %s is refused", (word, bytes) => {
    expect(() => parsePng(bytes, "some.png")).toThrow(
      `picture is ${word}: some.png`,
    );
  });

  test("that is gray but stored in colour is read", () => {
    const bytes = png([77, 77, 77, 255], { colorType: 2 });
    expect(parsePng(bytes, "some.png")).toEqual(new Uint8Array(784).fill(77));
  });

  test("that claims a huge size is refused by its header", () => {
    const bytes = gray(1);
    bytes.writeUInt32BE(2 ** 31 - 1, 16);
    expect(() => parsePng(bytes, "huge.png")).toThrow(
      "picture is not 28×28: huge.png: 2147483647×28",
    );
  });

  test("that is built by hand is read", () => {
    expect(parsePng(built([header(28, 0)]), "some.png")).toEqual(
      new Uint8Array(784),
    );
  });

  test.each([
    ["interlaced", built([header(28, 1)], 60_000_000)],
    ["a header out of place", built([header(28, 0), header(9_000, 0)])],
    [
      "a header out of place",
      built([
        chunk("tEXt", Buffer.from([0, 0, 0, 28, 0, 0, 0, 28, 8, 0, 0, 0, 0])),
        header(9_000, 0),
      ]),
    ],
    [
      "file has ",
      built([header(28, 0), chunk("tEXt", Buffer.alloc(70_000, 65))]),
    ],
  ])("that would take much memory is refused unopened: %s", (found, bytes) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parsePng(bytes, "bomb.png")).toThrow(
      `picture is not 28×28: bomb.png: ${found}`,
    );
    const grown = process.memoryUsage().arrayBuffers - before;
    expect(grown).toBeLessThan(1_000_000);
  });

  test.each([
    ["file has 3000000000 bytes", ["truncate", "-s", "3000000000"]],
    ["not a file", ["mkfifo"]],
  ])("is not waited for or read whole: %s", async (found, command) => {
    const data = await pngFolder();
    const path = join(data, "valid/7/5.png");
    const [program = "", ...args] = command;
    execFileSync(program, [...args, path]);
    await expect(openDigits({ data, env: {} })).rejects.toThrow(
      `picture is not 28×28: ${path}: ${found}`,
    );
  });

  test("cut or damaged anywhere is read or refused with a UserError that names it", () => {
    const whole = gray(200);
    const places = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(
        places,
        fc.integer({ min: 1, max: 255 }),
        places,
        (at, flip, length) => {
          const damaged = Buffer.from(whole);
          damaged[at] = (damaged[at] ?? 0) ^ flip;
          for (const bytes of [damaged, whole.subarray(0, length)]) {
            try {
              expect(parsePng(bytes, "some.png").length).toBe(784);
            } catch (error) {
              expect(error).toBeInstanceOf(UserError);
              expect(String(error)).toContain("some.png");
            }
          }
        },
      ),
    );
  });
});

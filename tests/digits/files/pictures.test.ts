import { execFileSync } from "node:child_process";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { createCanvas } from "canvas";
import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { parsePicture } from "../../../src/digits/files/picture.ts";
import {
  findPictureFolder,
  hashListing,
} from "../../../src/digits/files/picture-folder.ts";
import { locateDigits } from "../../../src/digits/locate.ts";
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

/** A gray picture whose header claims a width that no memory has room for. */
function huge(): Buffer {
  const bytes = gray(1);
  bytes.writeUInt32BE(2 ** 31 - 1, 16);
  return bytes;
}

/** Folders by class with two pictures in each: 9.png lighter than 10.png. */
async function pictureFolder(parent = "", each = FOUR): Promise<string> {
  const folder = await temporaryFolder();
  for (const [index, name] of each.entries()) {
    const within = join(folder, parent, name);
    await mkdir(within, { recursive: true });
    await writeFile(join(within, "9.png"), gray(10 * index + 9));
    await writeFile(join(within, "10.png"), gray(10 * index + 1));
    await writeFile(join(within, "._9.png"), "left by a Mac");
  }
  return folder;
}

const animals = ["train/cats", "train/dogs", "test/cats", "test/dogs"];

async function listing(folder: string): Promise<string> {
  const found = await findPictureFolder(folder);
  if (found === undefined) throw new Error(`no pictures: ${folder}`);
  return hashListing(found, ["3", "7"]);
}

describe("a folder of pictures by class", () => {
  test.each(["", "mnist_sample"])(
    "is read in the notebook's order (parent: '%s')",
    async (parent) => {
      const data = await pictureFolder(parent);
      const env = { LECTERN_CACHE: await temporaryFolder() };
      const { digits, origin } = await openDigits({ data, env });
      expect(digits.name).toBe("picture folder");
      expect(origin).toBe(`pictures from ${data}`);
      expect(digits.train.sevens.names).toEqual(["10.png", "9.png"]);
      const { pixels } = digits.valid.threes;
      expect([pixels.length, pixels[0], pixels[783], pixels[784]]).toEqual([
        1568, 21, 21, 29,
      ]);
    },
  );

  test("has classes of any name, and a test in place of a valid", async () => {
    const data = await pictureFolder("", animals);
    const located = await locateDigits({ data, env: {} });
    expect(located.classes).toEqual(["cats", "dogs"]);
    const { digits } = await openDigits({
      ...{ data, env: {} },
      classes: ["dogs", "cats"],
    });
    expect(digits.classes).toEqual(["dogs", "cats"]);
    const sets = [digits.train.threes, digits.valid.sevens];
    expect(sets.map(({ pixels }) => pixels[0])).toEqual([11, 21]);
  });

  test.each([
    ["cts", "did you mean cats?"],
    ["3", "name two that it has: --digits cats,dogs"],
  ])("without class %s says which it has", async (missing, hint) => {
    const data = await pictureFolder("", animals);
    await expect(
      locateDigits({ data, env: {}, classes: ["dogs", missing] }),
    ).rejects.toMatchObject({
      message: `no class ${missing} in ${data}: it has cats, dogs`,
      ...{ hint, exitCode: 1 },
    });
  });

  test("without a second half, with an empty class, or with a GIF names it", async () => {
    const data = await temporaryFolder();
    for (const each of ["3", "7"])
      await mkdir(join(data, "train", each), { recursive: true });
    const open = () => openDigits({ data, env: {} });
    await expect(open()).rejects.toThrow(
      `folder of pictures is missing: ${join(data, "valid")} (or test)`,
    );
    for (const each of ["3", "7"])
      await mkdir(join(data, "valid", each), { recursive: true });
    await expect(open()).rejects.toThrow(
      `folder of pictures is empty: ${join(data, "train/3")}`,
    );
    await writeFile(join(data, "train/3/1.gif"), "GIF89a");
    await expect(open()).rejects.toThrow(
      `picture is neither PNG nor JPEG: ${join(data, "train/3/1.gif")}`,
    );
  });

  test("has another listing when a picture comes, goes or changes, and the same after a checkout", async () => {
    const folder = await pictureFolder();
    const path = join(folder, "train/3/9.png");
    const hashes = [await listing(folder)];
    expect(await listing(folder)).toBe(hashes[0]);
    await utimes(path, 1, 1);
    expect(await listing(folder)).toBe(hashes[0]);
    await writeFile(path, gray(77));
    hashes.push(await listing(folder));
    await writeFile(join(folder, "train/3/11.png"), await readFile(path));
    hashes.push(await listing(folder));
    expect(new Set(hashes).size).toBe(3);
  });
});

describe("a picture", () => {
  test("of another size is scaled: each of 28×28 is the mean of what it covers", async () => {
    const canvas = createCanvas(56, 42);
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 56, 42);
    context.fillStyle = "#000";
    // Columns 0 and 1 make cell 0, column 2 half of cell 1; rows 0 and half of 1 make row 0.
    context.fillRect(0, 0, 3, 1);
    const bytes = canvas.toBuffer("image/png");
    const pixels = await parsePicture(bytes, "some.png");
    expect([pixels[0], pixels[1], pixels[2], pixels[28]]).toEqual([
      ...[85, 170, 255],
      255,
    ]);
  });

  test("in colour is weighed as the eye does", async () => {
    const bytes = png([255, 0, 0, 255], { colorType: 2 });
    const pixels = await parsePicture(bytes, "some.png");
    expect(pixels).toEqual(new Uint8Array(784).fill(76));
  });

  test("that is a JPEG is read", async () => {
    const canvas = createCanvas(64, 48);
    const context = canvas.getContext("2d");
    context.fillStyle = "#808080";
    context.fillRect(0, 0, 64, 48);
    const bytes = canvas.toBuffer("image/jpeg", 90);
    expect(await parsePicture(bytes, "some.jpg")).toEqual(
      new Uint8Array(784).fill(128),
    );
    await expect(
      parsePicture(bytes.subarray(0, 500), "cut.jpg"),
    ).rejects.toThrow("picture is broken: cut.jpg: cut short");
  });

  test("that is transparent is refused: what shines through is nobody's", async () => {
    const bytes = png([10, 10, 10, 254], { colorType: 6 });
    await expect(parsePicture(bytes, "some.png")).rejects.toThrow(
      "picture is transparent: some.png",
    );
  });

  test("that is gray but stored in colour keeps its shade", async () => {
    const bytes = png([77, 77, 77, 255], { colorType: 2 });
    expect(await parsePicture(bytes, "some.png")).toEqual(
      new Uint8Array(784).fill(77),
    );
  });

  test.each([
    ["picture has 2147483647 × 28 pixels: bomb.png", huge()],
    [
      "picture is broken: bomb.png: a header out of place",
      built([header(28, 0), header(9_000, 0)]),
    ],
    [
      "picture is broken: bomb.png: a header out of place",
      built([
        chunk("tEXt", Buffer.from([0, 0, 0, 28, 0, 0, 0, 28, 8, 0, 0, 0, 0])),
        header(9_000, 0),
      ]),
    ],
    ["picture is neither PNG nor JPEG: bomb.png", Buffer.from("GIF89a")],
  ])(
    "that would take much memory is refused unopened: %s",
    async (found, bytes) => {
      const before = process.memoryUsage().arrayBuffers;
      await expect(parsePicture(bytes, "bomb.png")).rejects.toThrow(found);
      const grown = process.memoryUsage().arrayBuffers - before;
      expect(grown).toBeLessThan(1_000_000);
    },
  );

  test.each([
    [built([header(28, 1)], 60_000_000)],
    [built([header(28, 0), chunk("tEXt", Buffer.alloc(70_000, 65))])],
  ])(
    "with more in it than its pixels is read without all of that",
    async (bytes) => {
      const before = process.memoryUsage().arrayBuffers;
      const read = await parsePicture(bytes, "fat.png").catch(String);
      if (typeof read === "string") expect(read).toContain("fat.png");
      else expect(read).toEqual(new Uint8Array(784));
      const grown = process.memoryUsage().arrayBuffers - before;
      expect(grown).toBeLessThan(1_000_000);
    },
  );

  test.each([
    ["file has 3000000000 bytes", ["truncate", "-s", "3000000000"]],
    ["not a file", ["mkfifo"]],
  ])("is not waited for or read whole: %s", async (found, command) => {
    const data = await pictureFolder();
    const path = join(data, "valid/7/5.png");
    const [program = "", ...args] = command;
    execFileSync(program, [...args, path]);
    await expect(openDigits({ data, env: {} })).rejects.toThrow(
      `picture cannot be read: ${path}: ${found}`,
    );
  });

  test("cut or damaged anywhere is read or refused with a UserError that names it", async () => {
    const whole = gray(200);
    const places = fc.nat(whole.length - 1);
    await fc.assert(
      fc.asyncProperty(
        places,
        fc.integer({ min: 1, max: 255 }),
        places,
        async (at, flip, length) => {
          const damaged = Buffer.from(whole);
          damaged[at] = (damaged[at] ?? 0) ^ flip;
          for (const bytes of [damaged, whole.subarray(0, length)]) {
            try {
              expect((await parsePicture(bytes, "some.png")).length).toBe(784);
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

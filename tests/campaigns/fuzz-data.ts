import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync, gzipSync } from "node:zlib";
import { parseIdx } from "../../src/digits/files/idx.ts";
import { parsePicture } from "../../src/digits/files/picture.ts";
import { UserError } from "../../src/errors.ts";
import { readRun, readRunHead } from "../../src/record/kept.ts";
import { tortureRecord } from "../deck/torture.ts";

/**
 * Feeds broken files to a parser, in a process of its own that may hang or take too much memory:
 * `fuzz-data.ts <target> <seed> <inputs>`. Each input has a seed, which alone makes it. Prints
 * `at <seed>` as it goes, `crash <seed> <error>` and `slow <seed> <ms>`, at last `done <MB>`.
 */

/** Uniform in 0…below-1, the same for the same seed. Source: mulberry32, by Tommy Ettinger. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Dice = ReturnType<typeof dice>;

function pick<T>(roll: Dice, list: readonly T[]): T {
  const chosen = list[roll(list.length)];
  if (chosen === undefined) throw new RangeError("nothing to pick from");
  return chosen;
}

/** Numbers at which a size overflows, or is none. */
const sizes = [0, 1, 2, 10, 27, 28, 29, 255, 784, 65_535, 2 ** 31 - 1, 2 ** 31];
const size = (roll: Dice) => pick(roll, [...sizes, 2 ** 32 - 1, roll(100_000)]);

function bytesOf(roll: Dice, length: number): Buffer {
  const isEmpty = roll(2) === 0;
  return Buffer.from(
    Uint8Array.from({ length }, () => (isEmpty ? 0 : roll(256))),
  );
}

/** Some bytes changed, cut off, put in or doubled; one time in four none. */
function damage(roll: Dice, whole: Buffer): Buffer {
  let bytes = Buffer.from(whole);
  for (let times = roll(4); times > 0 && bytes.length > 0; times--) {
    const at = roll(bytes.length);
    const kind = roll(4);
    if (kind === 0) bytes[at] = roll(256);
    else if (kind === 1) bytes = bytes.subarray(0, at);
    else {
      const put =
        kind === 2
          ? bytesOf(roll, roll(20))
          : bytes.subarray(at, at + roll(200));
      bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at)]);
    }
  }
  return bytes;
}

function idx(roll: Dice): Buffer {
  const isImages = roll(2) === 0;
  const words = isImages
    ? [pick(roll, [0x803, 0x803, 0x801, 0xd03]), roll(20), 28, 28]
    : [pick(roll, [0x801, 0x801, 0x803]), roll(3_000)];
  if (roll(3) === 0) words[1 + roll(words.length - 1)] = size(roll);
  const header = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => {
    header.writeUInt32BE(word, 4 * index);
  });
  const told = words.slice(1).reduce((product, word) => product * word, 1);
  // One in a hundred is a bomb: what it unpacks to is far more than it has, or than it says.
  const length = roll(100) === 0 ? roll(2 ** 27) : Math.min(told, 20_000);
  const body = length > 20_000 ? Buffer.alloc(length) : bytesOf(roll, length);
  const plain = Buffer.concat([header, body]);
  if (roll(3) === 0 && length <= 20_000) return damage(roll, plain);
  const packed = gzipSync(plain, { level: 1 });
  return damage(roll, roll(20) === 0 ? gzipSync(packed) : packed);
}

function chunk(roll: Dice, type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(roll(40) === 0 ? size(roll) : data.length);
  named.copy(framed, 4);
  framed.writeUInt32BE(roll(40) === 0 ? 0 : crc32(named), framed.length - 4);
  return framed;
}

function header(roll: Dice): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(roll(8) === 0 ? size(roll) : 28, 0);
  data.writeUInt32BE(roll(8) === 0 ? size(roll) : 28, 4);
  data[8] = pick(roll, [1, 2, 4, 8, 8, 8, 16, roll(256)]);
  data[9] = pick(roll, [0, 0, 0, 2, 3, 4, 6, roll(256)]);
  data[12] = roll(4) === 0 ? roll(3) : 0;
  return chunk(roll, "IHDR", data);
}

function png(roll: Dice): Buffer {
  const length = pick(roll, [28 * 29, 28 * 29, 28 * 113, roll(10_000)]);
  const pixels =
    roll(100) === 0 ? Buffer.alloc(roll(2 ** 26)) : bytesOf(roll, length);
  const types = [
    "tEXt",
    "PLTE",
    "tRNS",
    "gAMA",
    "iCCP",
    "IHDR",
    "CgBI",
    "IEND",
  ];
  const extra = () =>
    roll(3) === 0
      ? [chunk(roll, pick(roll, types), bytesOf(roll, roll(800)))]
      : [];
  return damage(
    roll,
    Buffer.concat([
      Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"),
      ...(roll(10) === 0 ? extra() : []),
      header(roll),
      ...extra(),
      ...(roll(10) === 0 ? [header(roll)] : []),
      chunk(roll, "IDAT", deflateSync(pixels, { level: roll(10) })),
      ...extra(),
      chunk(roll, "IEND", Buffer.alloc(0)),
    ]),
  );
}

const odd: readonly unknown[] = [
  null,
  -1,
  "1e999",
  1e308,
  "",
  "/dev/zero",
  "\ud800",
  [],
  {},
  [[[[]]]],
  true,
  "x".repeat(10_000),
  Array.from({ length: 10_000 }, () => 0),
  { __proto__: null, constructor: { prototype: 1 } },
];

/** A run with some values changed, taken out or put elsewhere; then as damaged text. */
function run(roll: Dice): Buffer {
  const value = structuredClone<unknown>({ data: "", record: tortureRecord });
  for (let times = roll(4); times > 0; times--) mutate(roll, value);
  // A number that JSON can hold, and JavaScript cannot.
  const text = JSON.stringify(value).replace('"1e999"', "1e999");
  if (roll(100) === 0) return Buffer.from("[".repeat(roll(2 ** 20)));
  if (roll(10) === 0) return damage(roll, Buffer.from(text));
  // What JSON.stringify cannot write, JSON.parse reads all the same.
  return Buffer.from(
    roll(10) === 0 ? text.replace(/"seed"/, '"__proto__"') : text,
  );
}

function mutate(roll: Dice, root: unknown): void {
  let at = root;
  for (;;) {
    if (typeof at !== "object" || at === null) return;
    const keys = Object.keys(at);
    if (keys.length === 0) return;
    const key = pick(roll, keys);
    const below: unknown = Reflect.get(at, key);
    if (typeof below === "object" && below !== null && roll(5) > 0) {
      at = below;
      continue;
    }
    if (roll(4) === 0) Reflect.deleteProperty(at, key);
    else Reflect.set(at, key, structuredClone(pick(roll, odd)));
    return;
  }
}

const kept = join(tmpdir(), `lectern-fuzz-${randomUUID()}.json`);

interface Target {
  readonly make: (roll: Dice) => Buffer;
  readonly parse: (bytes: Buffer) => unknown;
}

const targets: { readonly [name: string]: Target } = {
  idx: { make: idx, parse: (bytes) => parseIdx(bytes, "fuzz") },
  png: { make: png, parse: (bytes) => parsePicture(bytes, "fuzz") },
  record: {
    make: run,
    async parse(bytes) {
      writeFileSync(kept, bytes);
      await readRunHead(kept);
      await readRun(kept);
    },
  },
};

const [name = "", seed = "0", inputs = "0"] = process.argv.slice(2);
const target = targets[name];
if (target === undefined) throw new RangeError(`no target: ${name}`);
let said = 0;
for (let input = Number(seed); input < Number(seed) + Number(inputs); input++) {
  if (performance.now() - said > 500) {
    console.log(`at ${input}`);
    said = performance.now();
  }
  const bytes = target.make(dice(input));
  // Time of the processor, and not of the clock: the machine may be busy.
  const start = process.cpuUsage();
  try {
    await target.parse(bytes);
  } catch (error) {
    if (!(error instanceof UserError))
      console.log(`crash ${input} ${String(error).split("\n")[0]}`);
  }
  const { user, system } = process.cpuUsage(start);
  const spent = Math.round((user + system) / 1000);
  if (spent > 2_000) console.log(`slow ${input} ${spent}`);
}
rmSync(kept, { force: true });
console.log(`done ${Math.round(process.resourceUsage().maxRSS / 1024)}`);

import { join } from "node:path";
import { courseClasses } from "../../classes.ts";
import { keep, kept } from "../cache.ts";
import {
  AREA,
  type DigitSet,
  type Digits,
  folders,
  hashSets,
  inOrder,
  type Picture,
  type Sets,
} from "../digits.ts";
import { HANDWRITING_SHA256 } from "../identities.ts";
import { createWriter, write } from "./hand.ts";
import { createRandom } from "./random.ts";
import { rasterize } from "./raster.ts";

/** The seed of the handwriting that everybody gets. */
export const HANDWRITING_SEED = 1998;

/** One half of the data: how many of each digit, and the first number of their names. */
interface Part {
  readonly threes: number;
  readonly sevens: number;
  readonly first: number;
}

/** MNIST_SAMPLE's counts. */
const TRAIN: Part = { threes: 6131, sevens: 6265, first: 0 };
const VALID: Part = { threes: 1010, sevens: 1028, first: 60_000 };

/**
 * People behind each part, other ones in each, about as many as behind MNIST. They take
 * turns; a prime number of them, so that 1000.png and 10000.png are not one hand.
 */
const WRITERS = 251;

const TOTAL = TRAIN.threes + TRAIN.sevens + VALID.threes + VALID.sevens;

/** Draws the four sets: 14,434 pictures in about a second. Same seed, same bytes. */
export function drawHandwriting(
  seed: number,
  onProgress?: (done: number, total: number) => void,
): Sets {
  let done = 0;
  const draw = (part: Part) =>
    drawPart(part, seed, () => {
      if (++done % 500 === 0 || done === TOTAL) onProgress?.(done, TOTAL);
    });
  return { classes: courseClasses, train: draw(TRAIN), valid: draw(VALID) };
}

/**
 * The handwriting that everybody gets, from the cache when it is there and whole, else drawn
 * and kept. Needs no network and no writable disk.
 */
export async function openHandwriting(
  env: NodeJS.ProcessEnv,
  onProgress?: (progress: {
    label: string;
    done: number;
    total: number;
  }) => void,
): Promise<Digits> {
  const cached = await kept(env, cachedName());
  if (cached !== undefined) {
    const sets = unpack(cached);
    if (sets && hashSets(sets) === HANDWRITING_SHA256) return named(sets);
  }
  const sets = drawHandwriting(HANDWRITING_SEED, (done, total) =>
    onProgress?.({ label: "drawing handwriting", done, total }),
  );
  const pixels = folders(sets).map(([, set]) => set.pixels);
  await keep(env, cachedName(), Buffer.concat(pixels));
  return named(sets);
}

/** Another generator, another hash, another name: an old file is never taken for a new one. */
function cachedName(): string {
  return join("handwriting", `${HANDWRITING_SHA256.slice(0, 16)}.bin`);
}

function named(sets: Sets): Digits {
  return { ...sets, name: "handwriting", sha256: hashSets(sets) };
}

/** Cached pixels → four sets; their names follow from the seed. */
function unpack(cached: Buffer): Sets | undefined {
  if (cached.length !== TOTAL * AREA) return undefined;
  // A plain array: what a Buffer calls slice shares memory.
  const pixels = new Uint8Array(cached);
  let start = 0;
  const take = (names: readonly string[]): DigitSet => {
    const from = start;
    start += names.length * AREA;
    return { count: names.length, pixels: pixels.subarray(from, start), names };
  };
  const part = (each: Part) => {
    const order = deal(each, HANDWRITING_SEED);
    const names = (digit: 3 | 7) =>
      order
        .flatMap((found, index) =>
          found === digit ? [nameOf(each, index)] : [],
        )
        .sort();
    return { threes: take(names(3)), sevens: take(names(7)) };
  };
  return { classes: courseClasses, train: part(TRAIN), valid: part(VALID) };
}

function drawPart(
  part: Part,
  seed: number,
  onDrawn: () => void,
): Sets["train"] {
  const threes: Picture[] = [];
  const sevens: Picture[] = [];
  const people = Array.from({ length: WRITERS }, (_, index) => {
    const random = createRandom(seed, part.first + index);
    return { random, writer: createWriter(random) };
  });
  deal(part, seed).forEach((digit, index) => {
    const person = people[index % WRITERS];
    if (person === undefined) return;
    const pixels = rasterize(write(digit, person.writer, person.random));
    const picture = { name: nameOf(part, index), pixels };
    (digit === 3 ? threes : sevens).push(picture);
    onDrawn();
  });
  return { threes: inOrder(threes), sevens: inOrder(sevens) };
}

function nameOf(part: Part, index: number): string {
  return `${part.first + index}.png`;
}

/** The digits in the order of their numbers: shuffled, as people were asked for them. */
function deal(part: Part, seed: number): (3 | 7)[] {
  const random = createRandom(seed, part.first - 1);
  const order: (3 | 7)[] = [
    ...Array<3>(part.threes).fill(3),
    ...Array<7>(part.sevens).fill(7),
  ];
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random.next() * (index + 1));
    const held = order[index] ?? 3;
    order[index] = order[other] ?? 3;
    order[other] = held;
  }
  return order;
}

// Draws the garments of topic 2: four idx files with Fashion-MNIST's names and labels.
// npx tsx templates/course/draw/garments.ts

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Stream } from "../../../src/learning/random/stream.ts";
import { home } from "../../../src/topic/topic.ts";
import { coverage, isInside, type Point } from "./shape.ts";

const SIDE = 28;
const COUNTS = { train: 160, t10k: 80 };

/** Between two numbers, each as likely. */
type Between = (low: number, high: number) => number;

/** The right half of an outline, from the axis and back to it; the left half is its mirror. */
type Cut = (between: Between) => readonly Point[];

const shirt: Cut = (between) => {
  const waist = between(0.36, 0.56);
  const sleeve = between(0.02, 0.44);
  const hem = between(0.8, 0.97);
  const shoulder = waist + between(-0.04, 0.06);
  return [
    ...([
      [0, between(0.1, 0.18)],
      [0.15, 0.05],
      [shoulder, 0.1],
    ] as const),
    ...([[shoulder + sleeve * 0.85, 0.12 + sleeve * 0.5]] as const),
    ...([[shoulder + sleeve * 0.6, 0.26 + sleeve * 0.5]] as const),
    ...([
      [waist, 0.3],
      [waist + between(-0.03, 0.05), hem],
      [0, hem],
    ] as const),
  ];
};

const trousers: Cut = (between) => {
  const hip = between(0.26, 0.42);
  const hem = between(0.86, 0.98);
  const foot = hip * between(0.75, 1.25);
  const leg = between(0.16, 0.3);
  const waist = hip * between(0.75, 0.95);
  return [
    ...([
      [0, 0.04],
      [waist, 0.04],
      [hip, 0.28],
      [foot, hem],
    ] as const),
    ...([
      [Math.max(0.03, foot - leg), hem],
      [0, between(0.34, 0.5)],
    ] as const),
  ];
};

const pullover: Cut = (between) => {
  const waist = between(0.38, 0.5);
  const hem = between(0.84, 0.95);
  const cuff = between(0.72, 0.88);
  const reach = between(0.3, 0.42);
  return [
    ...([
      [0, between(0.07, 0.12)],
      [0.14, 0.05],
      [waist, 0.1],
    ] as const),
    ...([
      [waist + reach, cuff],
      [waist + reach - 0.16, cuff + 0.03],
    ] as const),
    ...([
      [waist, 0.36],
      [waist, hem],
      [0, hem],
    ] as const),
  ];
};

const dress: Cut = (between) => {
  const waist = between(0.2, 0.3);
  const skirt = between(0.3, 0.6);
  const hem = between(0.88, 0.98);
  const shoulder = between(0.22, 0.34);
  return [
    ...([
      [0, between(0.1, 0.2)],
      [0.12, 0.04],
      [shoulder, 0.07],
    ] as const),
    ...([
      [shoulder, 0.2],
      [waist, 0.42],
      [skirt, hem],
      [0, hem],
    ] as const),
  ];
};

/** By label: Fashion-MNIST's first five. */
const cuts: readonly Cut[] = [shirt, trousers, pullover, dress, pullover];
const COAT = 4;

/** Twelve of 256 grays, so that the files stay small. */
const GRAYS = 12;

/** One garment, [28, 28] bytes: 0 is background. What its cloth is like, its cut does not know. */
function draw(label: number, stream: Stream): Uint8Array {
  const between: Between = (low, high) => {
    const [part = 0] = stream.rand(1);
    return low + (high - low) * part;
  };
  const outline = (cuts[label] ?? shirt)(between);
  const [right, down] = [between(-0.07, 0.07), between(-0.03, 0.02)];
  const cloth = between(0.16, 1);
  const [pattern, every] = [stream.integer(4), 2 + stream.integer(3)];
  const contrast = between(0.25, 0.6);
  const covers = ([x, y]: Point) =>
    isInside(outline, [Math.abs(x - right), y - down]);
  const pixels = new Uint8Array(SIDE * SIDE);
  for (let at = 0; at < pixels.length; at++) {
    const [column, row] = [at % SIDE, Math.floor(at / SIDE)];
    const covered = coverage(SIDE, column, row, covers);
    if (covered === 0) continue;
    const isStriped =
      (pattern === 1 && Math.floor(row / every) % 2 === 0) ||
      (pattern === 2 && Math.floor(column / every) % 2 === 0);
    // A coat is open down the front.
    const isSeam = label === COAT && Math.abs(column - 13.5 - right * 14) < 1;
    const shade = isSeam ? 0.35 : isStriped ? 1 - contrast : 1;
    const level = Math.max(1, Math.round(cloth * shade * covered * GRAYS));
    pixels[at] = Math.round((level / GRAYS) * 255);
  }
  return pixels;
}

/** An idx file of bytes: its magic number, its dimensions, then the values. Source: yann.lecun.org. */
function idx(shape: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x800 + shape.length);
  for (const [at, size] of shape.entries())
    header.writeUInt32BE(size, 4 + 4 * at);
  return Buffer.concat([header, bytes]);
}

/** What the two files of one half hold, unpacked: the kinds in turn. */
export function drawGarments(half: keyof typeof COUNTS): {
  readonly images: Buffer;
  readonly labels: Buffer;
} {
  const stream = new Stream(42).named(half);
  const count = COUNTS[half] * cuts.length;
  const labels = Uint8Array.from(
    { length: count },
    (_, at) => at % cuts.length,
  );
  const pictures = [...labels].map((label) => draw(label, stream));
  return {
    images: idx([count, SIDE, SIDE], Buffer.concat(pictures)),
    labels: idx([count], labels),
  };
}

/** Where the four files lie. */
export const folder = join(
  home,
  "templates/course/topics/02-silhouettes/garments",
);

if (process.argv[1] === import.meta.filename) {
  mkdirSync(folder, { recursive: true });
  for (const half of ["train", "t10k"] as const) {
    const { images, labels } = drawGarments(half);
    const put = (name: string, bytes: Buffer) =>
      writeFileSync(join(folder, name), gzipSync(bytes, { level: 9 }));
    put(`${half}-images-idx3-ubyte.gz`, images);
    put(`${half}-labels-idx1-ubyte.gz`, labels);
  }
}

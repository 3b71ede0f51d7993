// What topic 1 measures: what a picture and a batch hold, and how many numbers come out wrong
// when two readers of the same ones do not agree.

import * as tf from "@tensorflow/tfjs";
import { type Canvas, createCanvas, ImageData } from "canvas";
import {
  AREA,
  type DigitSet,
  exactly,
  item,
  type Lab,
  nth,
  SIDE,
  stack,
} from "lectern";
import * as figures from "./figures.ts";

/** The rows and columns that the chapter prints: where the stroke begins. */
const CORNER = { from: 4, size: 6 };

/** How many numbers of two tensors of one shape differ. */
function differing(one: tf.Tensor, other: tf.Tensor): number {
  return item(one.notEqual(other).sum());
}

/** How many numbers of a piece are not 0. */
function litIn(piece: tf.Tensor): number {
  return differing(piece, tf.zerosLike(piece));
}

const shapeOf = (tensor: tf.Tensor) => `[${tensor.shape.join(", ")}]`;

/** Same numbers, two colour maps; other numbers, same look. */
export function look(lab: Lab, picture: tf.Tensor2D): void {
  const faint = picture.div(4).floor(); // a quarter of the ink
  const changed = differing(faint, picture.toFloat());
  lab.numbers({ "faint-differing": changed, "faint-peak": item(faint.max()) });
  const differ = `of ${picture.size} numbers differ from A`;
  const notes = ["255 drawn as black", `0 ${differ}`, `${changed} ${differ}`];
  lab.figure("looks", figures.looks(picture, faint));
  lab.figure("looks-counted", figures.looks(picture, faint, notes));
}

/** Shape, rank and ink of the picture [28, 28]. */
export function describe(lab: Lab, picture: tf.Tensor2D): void {
  const lit = litIn(picture);
  const ink = item(picture.sum());
  const { from, size } = CORNER;
  lab.text("picture-shape", shapeOf(picture));
  lab.numbers({
    "picture-rank": picture.rank,
    pixels: picture.size,
    "lit-pixels": lit,
    "ink-sum": ink,
    "mean-byte": ink / picture.size,
    "corner-first": from,
    "corner-last": from + size - 1,
  });
  lab.claim("mostly-paper", lit, "<", picture.size / 2);
  const corner = picture.slice([from, from], [size, size]); // → [6, 6]
  lab.figure("corner", figures.numbersOf(corner, from));
}

/** Shape, rank and bytes of all the digits in one tensor. */
export function weigh(lab: Lab, digits: DigitSet): void {
  const batch = stack(digits); // [6131, 28, 28]
  const restored = batch.mul(255).round(); // 0…1 → 0…255
  const lost = differing(restored, tf.tensor(digits.pixels, batch.shape));
  lab.text("batch-shape", shapeOf(batch));
  lab.numbers({
    "batch-rank": batch.rank,
    "batch-count": digits.count,
    "bytes-as-uint8": digits.pixels.byteLength,
    "bytes-as-float32": batch.dataSync().byteLength,
    "lost-in-floats": lost,
  });
  lab.claim("floats-lose-nothing", lost, "=", 0);
}

/** The same picture on a canvas, which knows no grey: four bytes for a pixel. */
export function toCanvas(picture: tf.Tensor2D): Canvas {
  const [height, width] = picture.shape;
  const rgba = [...picture.dataSync()].flatMap((ink) => [ink, ink, ink, 255]);
  const bytes = Uint8ClampedArray.from(rgba); // [28 · 28 · 4]
  const canvas = createCanvas(width, height);
  const data = new ImageData(bytes, width, height);
  canvas.getContext("2d").putImageData(data, 0, 0);
  return canvas;
}

/** The first of a canvas's channels: [height, width]. */
function fromCanvas(canvas: Canvas): tf.Tensor2D {
  const { width, height } = canvas;
  const image = canvas.getContext("2d").getImageData(0, 0, width, height);
  const data = new Uint8Array(image.data);
  return tf.browser.fromPixels({ data, width, height }, 1).squeeze([2]);
}

/** One box, and what lies in it by the library, by the tensor, and with x and y exchanged. */
interface Crop extends figures.Crop {
  readonly drawn: Canvas;
}

/** Do library and tensor cut out the same numbers? */
export function cropBothWays(
  lab: Lab,
  picture: tf.Tensor2D,
  crops: readonly Crop[],
): void {
  const wrong = crops
    .map(({ meant, drawn }) => differing(meant, fromCanvas(drawn)))
    .reduce((sum, each) => sum + each);
  lab.numbers({ "canvas-bytes": picture.size * 4, "crops-differing": wrong });
  lab.claim("both-ways-agree", wrong, "=", 0);
  for (const { name, meant } of crops) {
    const place = figures.inWords(name).replace(" ", "-");
    lab.number(`${place}-sum`, item(meant.sum()));
    lab.number(`${place}-lit`, litIn(meant));
  }
  lab.figure("crops", figures.crops(picture, crops));
}

/** `drawn` is what the library makes of a box that leaves the picture; a slice stops. */
export function leaveEdge(
  lab: Lab,
  picture: tf.Tensor2D,
  [left, upper, right, lower]: figures.Box,
  drawn: Canvas,
): void {
  const rows = picture.arraySync().slice(upper, lower);
  const kept = rows.map((row) => row.slice(left, right));
  const [height, width] = [kept.length, nth(kept, 0).length];
  lab.number("outside-library-side", drawn.height);
  lab.number("outside-slice-side", height);
  lab.output("outside", [
    `library: ${drawn.height} × ${drawn.width}, filled up with nothing`,
    `slice:   ${height} × ${width}, what there was`,
  ]);
}

/** Which crops show that x and y were exchanged? Numbers wrong in the one that does. */
export function swapAxes(lab: Lab, crops: readonly Crop[]): number {
  const apart = crops.map(({ meant, swapped }) => differing(meant, swapped));
  const [topLeft, topRight, centre] = exactly(3, apart);
  lab.numbers({
    "swapped-top-left": topLeft,
    "swapped-top-right": topRight,
    "top-right-size": nth(crops, 1).meant.size,
    "swapped-centre": centre,
  });
  lab.claim("swap-shows", topRight, ">", 0);
  lab.figure("swapped", figures.swapped(crops, apart));
  return topRight;
}

/** Numbers wrong when a strip's shape is taken for a size, corner laid on corner. */
export function compareStrips(
  lab: Lab,
  strip: tf.Tensor2D,
  torn: tf.Tensor,
): number {
  const [rows, columns] = strip.shape;
  const [, width] = exactly(2, torn.shape);
  const beside = tf.zeros<tf.Rank>([rows, columns - width], "int32");
  const seen = torn.slice([0, 0], [rows, width]).concat(beside, 1); // [10, 28]
  const wrong = differing(strip, seen);
  lab.numbers({
    "strip-rows": rows,
    "strip-numbers": strip.size,
    "torn-differing": wrong,
  });
  lab.figure("strip", figures.strip(strip, torn));
  return wrong;
}

/** Numbers of two pictures' sum that `add`, which keeps to bytes, gets wrong. */
export function addInBytes(
  lab: Lab,
  { pixels }: DigitSet,
  add: (one: Uint8Array, other: Uint8Array) => Uint8Array,
): number {
  const [one, other] = [
    pixels.subarray(0, AREA),
    pixels.subarray(AREA, 2 * AREA),
  ];
  const square = (numbers: Uint8Array) => tf.tensor2d(numbers, [SIDE, SIDE]);
  const bytes = square(add(one, other));
  const floats = square(one).add(square(other)).toFloat();
  const wrapped = lab.number("wrapped-pixels", differing(bytes, floats));
  lab.claim("bytes-overflow", wrapped, ">", 0);
  const sums = [floats, floats.minimum(255), bytes]; // 255: as a canvas clamps
  lab.figure("mean-of-two", figures.meansOfTwo(sums.map((sum) => sum.div(2))));
  return wrapped;
}

/** Numbers wrong when `colour` [28, 28, 3] is folded anew where its axes should move. */
export function compareChannels(
  lab: Lab,
  colour: tf.Tensor,
  right: tf.Tensor,
  wrong: tf.Tensor,
): number {
  const mixed = lab.number("channels-differing", differing(right, wrong));
  lab.numbers({ "colour-rank": colour.rank, "colour-numbers": colour.size });
  lab.text("colour-shape", shapeOf(colour));
  const seen = wrong.transpose([1, 2, 0]); // what a channels-first reader sees
  lab.figure("channels", figures.channels(colour, seen));
  return mixed;
}

/** The bill: numbers wrong, agreement by agreement. */
export function addUp(lab: Lab, damage: figures.Damage): void {
  const { channels, ...others } = damage;
  const most = Math.max(...Object.values(others));
  lab.claim("channels-worst", channels, ">", most);
  lab.table("agreements", figures.agreements(damage));
}

/** A batch [3, 28, 28], the same as one picture in colour, and a batch in colour, of rank 4. */
export function climb(
  lab: Lab,
  pictures: readonly tf.Tensor[],
  batches: Record<"batch" | "colour" | "painted", tf.Tensor>,
): void {
  const { batch, colour, painted } = batches;
  lab.text("three-shape", shapeOf(batch));
  lab.text("colour-batch-shape", shapeOf(painted));
  lab.number("colour-batch-rank", painted.rank);
  lab.figure("three-or-one", figures.threeOrOne(pictures, colour));
  lab.figure("ranks", figures.ranks());
}

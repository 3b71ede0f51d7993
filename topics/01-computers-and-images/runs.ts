// What topic 1 measures: what a picture, a crop and a batch hold.

import * as tf from "@tensorflow/tfjs";
import { type Canvas, createCanvas, ImageData } from "canvas";
import { type DigitSet, item, type Lab, nth, stack } from "lectern";
import * as figures from "./figures.ts";

/** The rows and columns that the chapter prints: where the stroke begins. */
const CORNER = { from: 4, size: 6 };

/** How many numbers of two tensors of one shape differ. */
export function differing(one: tf.Tensor, other: tf.Tensor): number {
  return item(one.notEqual(other).sum());
}

/** How many numbers of a piece are not 0. */
function litIn(piece: tf.Tensor): number {
  return differing(piece, tf.zerosLike(piece));
}

export const shapeOf = (tensor: tf.Tensor) => `[${tensor.shape.join(", ")}]`;

/** Same numbers, two colour maps; other numbers, same look. */
export function look(lab: Lab, picture: tf.Tensor2D): void {
  const faint = picture.div(4).floor(); // a quarter of the ink
  const changed = differing(faint, picture.toFloat());
  const peak = item(faint.max());
  // Both drawn from white to black: how far apart are the greys that the eye is given?
  const drawn = picture.div(255).sub(faint.div(Math.max(1, peak)));
  const apart = item(drawn.abs().max());
  lab.numbers({
    "faint-differing": changed,
    "faint-peak": peak,
    "faint-greys-apart": apart,
  });
  lab.claim("greys-look-alike", apart, "<", 0.02);
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
  lab.figure("corner-place", figures.placeOf(picture, corner, from));
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
export interface Crop extends figures.Crop {
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
  const { box } = nth(crops, 1);
  const [left, upper, right, lower] = box;
  lab.output("crop-calls", [
    `PIL:    image.crop((${left}, ${upper}, ${right}, ${lower}))`,
    `tensor: picture[${upper}:${lower}, ${left}:${right}]`,
  ]);
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

/** A batch [3, 28, 28], the same as one picture in colour, and a batch in colour, of rank 4. */
export function climb(
  lab: Lab,
  pictures: readonly tf.Tensor[],
  batches: Record<"batch" | "colour" | "painted", tf.Tensor>,
): void {
  const { batch, colour, painted } = batches;
  lab.text("three-shape", shapeOf(batch));
  lab.text("colour-batch-shape", shapeOf(painted));
  lab.text("torch-batch-shape", shapeOf(painted.transpose([0, 3, 1, 2])));
  lab.number("colour-batch-rank", painted.rank);
  lab.figure("three-or-one", figures.threeOrOne(pictures, colour));
  lab.figure("ranks", figures.ranks());
}

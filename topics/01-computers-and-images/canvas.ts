// Between tensors and the image library: a canvas plays the part that PIL has in the course.

import * as tf from "@tensorflow/tfjs";
import { type Canvas, createCanvas, ImageData } from "canvas";

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
export function fromCanvas(canvas: Canvas): tf.Tensor2D {
  const { width, height } = canvas;
  const image = canvas.getContext("2d").getImageData(0, 0, width, height);
  const data = new Uint8Array(image.data);
  return tf.browser.fromPixels({ data, width, height }, 1).squeeze([2]);
}

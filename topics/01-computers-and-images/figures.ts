// How topic 1's findings are drawn. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Diagram,
  exactly,
  type Images,
  item,
  type Numbers,
  nth,
  type Panel,
  picture,
} from "lectern";

/** Bytes on one scale, whatever a picture holds. */
export const bytes = { min: 0, max: 255 };

/** A corner of the picture, number by number, with the rows and columns it came from. */
export function numbersOf(corner: tf.Tensor2D, from: number): Numbers {
  const rows = corner.arraySync();
  const labels = rows.map((_, at) => String(from + at));
  return {
    kind: "numbers",
    alt: "A grid of six by six whole numbers between 0 and 255, taken from the place where the stroke of a 3 begins.",
    rows,
    rowTitle: "row",
    columnTitle: "column",
    rowLabels: labels,
    columnLabels: labels,
    colors: "heat",
  };
}

/** A grey picture as a panel in colours: `shade` turns a number into a grey, 0…1. */
function shaded(
  image: tf.Tensor,
  shade: (value: number) => number,
  title: string,
  note?: string,
): Panel {
  const plain = picture(image, title, note);
  const pixels = plain.pixels.flatMap((value) => {
    const grey = shade(value);
    return [grey, grey, grey];
  });
  return { ...plain, channels: 3, pixels };
}

/** Three looks, two of the same numbers and one of others: a riddle without `notes`. */
export function looks(
  image: tf.Tensor,
  faint: tf.Tensor,
  notes: readonly string[] = [],
): Images {
  const peak = Math.max(1, item(faint.max()));
  const [first, second, third] = notes;
  return {
    kind: "images",
    alt: "Three pictures of one handwritten 3: A is dark on white, B is white on black, C is dark on white and looks just like A.",
    panels: [
      shaded(image, (value) => 1 - value / 255, "A", first),
      shaded(image, (value) => value / 255, "B", second),
      shaded(faint, (value) => 1 - value / peak, "C", third),
    ],
  };
}

/** Edges of a crop, as PIL orders them: left, upper, right, lower. */
export type Box = readonly [number, number, number, number];

/** One box of a picture, what lies in it, and what does with x and y exchanged. */
export interface Crop {
  readonly name: string;
  readonly box: Box;
  readonly meant: tf.Tensor2D;
  readonly swapped: tf.Tensor2D;
}

/** `topLeft` as people say it: "top left". */
export function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Each box on the picture, and below it what lies inside, framed alike. */
export function crops(image: tf.Tensor, cut: readonly Crop[]): Images {
  const boxed = cut.map(({ name, box: [left, upper, right, lower] }) => ({
    ...picture(image, inWords(name), `(${left}, ${upper}, ${right}, ${lower})`),
    boxes: [{ left, upper, right, lower }],
  }));
  const pieces = cut.map(({ meant }) => {
    const [lower, right] = meant.shape;
    return {
      ...picture(meant, "", `ink ${item(meant.sum()).toLocaleString("en-US")}`),
      boxes: [{ left: 0, upper: 0, right, lower }],
    };
  });
  return {
    kind: "images",
    alt: "A handwritten 3 three times, with a box of 14 by 14 pixels at the top left, the top right and the centre; below each box the piece that it cuts out.",
    columns: 3,
    scale: bytes,
    rowLabels: ["box", "crop"],
    panels: [...boxed, ...pieces],
  };
}

/** Times that a corner is enlarged. */
const LARGER = 4;

/** Where in the picture the corner lies, and the same corner enlarged. */
export function placeOf(
  image: tf.Tensor,
  corner: tf.Tensor2D,
  from: number,
): Images {
  const [height, width] = corner.shape;
  const last = from + height - 1;
  const times = [1, LARGER, 1, LARGER]; // each pixel as a square
  const enlarged = corner
    .reshape([height, 1, width, 1])
    .tile(times)
    .reshape([height * LARGER, width * LARGER]);
  return {
    kind: "images",
    alt: "A handwritten 3 with a small box where its upper stroke begins, and the six by six pixels in the box enlarged.",
    scale: bytes,
    panels: [
      {
        ...picture(image, "the picture"),
        boxes: [
          {
            left: from,
            upper: from,
            right: from + width,
            lower: from + height,
          },
        ],
      },
      picture(enlarged, `rows and columns ${from} to ${last}`),
    ],
  };
}

/** A picture [height, width, 3] of bytes as a panel in its colours. */
export function colourful(
  image: tf.Tensor,
  title: string,
  note: string,
): Panel {
  const [height, width] = exactly(3, image.shape);
  const pixels = Array.from(image.div(255).dataSync());
  return { title, note, height, width, channels: 3, pixels };
}

/** One tensor [3, 28, 28] read twice: as three grey pictures, and as one in colour. */
export function threeOrOne(
  three: readonly tf.Tensor[],
  colour: tf.Tensor,
): Images {
  const light = (value: number) => value / 255;
  const notes = ["red, if a channel", "green, if a channel", "blue, if one"];
  return {
    kind: "images",
    alt: "Three handwritten 3s, white on black, and one picture in which the same three are laid over each other as red, green and blue light.",
    columns: 4,
    panels: [
      ...three.map((each, at) =>
        shaded(each, light, `batch[${at}]`, nth(notes, at)),
      ),
      colourful(colour, "the same, as colour", "one picture, three channels"),
    ],
  };
}

/** A shape that stays on one line. */
const whole = (shape: string) => shape.replaceAll(" ", "\u00a0");

/** The ladder of ranks, from one number to a batch of pictures in colour. */
export function ranks(): Diagram {
  const rungs = [
    { label: "rank 0", detail: `pixel ${whole("[ ]")}` },
    { label: "rank 1", detail: "row [28]" },
    { label: "rank 2", detail: `picture ${whole("[28, 28]")}` },
    { label: "rank 3", detail: `batch ${whole("[n, 28, 28]")}` },
    { label: "rank 4", detail: `both ${whole("[n, 28, 28, 3]")}` },
  ];
  const colour = `in colour ${whole("[28, 28, 3]")}`;
  return {
    kind: "diagram",
    alt: "A ladder of ranks: a pixel, a row, a grey picture, then either a batch of grey pictures or one in colour, then a batch of pictures in colour.",
    direction: "right",
    nodes: [
      ...rungs.map((rung, at) => ({
        id: String(at),
        ...rung,
        role: at === 2 ? ("result" as const) : ("data" as const),
      })),
      { id: "colour", label: "rank 3", detail: colour, role: "data" as const },
    ],
    edges: [
      { from: "0", to: "1" },
      { from: "1", to: "2" },
      { from: "2", to: "3", label: "× n" },
      { from: "2", to: "colour", label: "× 3" },
      { from: "3", to: "4", label: "× 3" },
      { from: "colour", to: "4", label: "× n" },
    ],
  };
}

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
  type Table,
} from "lectern";

/** Bytes on one scale, whatever a picture holds. */
const bytes = { min: 0, max: 255 };

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

/** The picture with its three boxes, and what lies inside them. */
export function crops(image: tf.Tensor, cut: readonly Crop[]): Images {
  const boxes = cut.map(({ box: [left, upper, right, lower] }) => {
    return { left, upper, right, lower };
  });
  return {
    kind: "images",
    alt: "A handwritten 3 with three boxes of 14 by 14 pixels drawn on it, and the three crops beside it: top left, top right and centre.",
    columns: 4,
    scale: bytes,
    panels: [
      { ...picture(image, "the picture, 28 × 28"), boxes },
      ...cut.map(({ name, meant }) =>
        picture(meant, inWords(name), `ink: ${item(meant.sum())}`),
      ),
    ],
  };
}

/** Each crop above the one that comes of x before y; `apart` counts the numbers that differ. */
export function swapped(
  cut: readonly Crop[],
  apart: readonly number[],
): Images {
  return {
    kind: "images",
    alt: "Two rows of crops: as meant, and with x and y exchanged. Top left and centre are the same in both rows, top right is another part of the picture.",
    columns: 3,
    scale: bytes,
    rowLabels: ["as meant", "x, y swapped"],
    panels: [
      ...cut.map(({ name, meant }) => picture(meant, inWords(name))),
      ...cut.map(({ swapped }, at) =>
        picture(swapped, "", `${nth(apart, at)} of ${swapped.size} wrong`),
      ),
    ],
  };
}

/** A strip, and the same numbers under the shape [width, height]. */
export function strip(right: tf.Tensor, torn: tf.Tensor): Images {
  return {
    kind: "images",
    alt: "Ten rows of a handwritten 3, wide and flat, beside the same 280 numbers read as a narrow, tall picture in which nothing can be recognized.",
    scale: bytes,
    panels: [
      picture(right, "[10, 28]: ten rows of 28"),
      picture(torn, "[28, 10]: 28 rows of ten"),
    ],
  };
}

/** The mean of two pictures, by way of three sums: with room, clamped and wrapped. */
export function meansOfTwo(means: readonly tf.Tensor[]): Images {
  const titles = ["with room", "clamped at 255", "in bytes"];
  const notes = ["250 + 250 is 500", "250 + 250 is 255", "250 + 250 is 244"];
  return {
    kind: "images",
    alt: "The mean of two 3s, computed three ways: dark where the sum had room, pale where it was clamped at 255, and pale with holes where bytes wrapped round.",
    scale: bytes,
    valueLabel: "half of the sum",
    panels: means.map((mean, at) =>
      picture(mean, nth(titles, at), nth(notes, at)),
    ),
  };
}

/** A picture [height, width, 3] of bytes as a panel in its colours. */
function colourful(image: tf.Tensor, title: string, note: string): Panel {
  const [height, width] = exactly(3, image.shape);
  const pixels = Array.from(image.div(255).dataSync());
  return { title, note, height, width, channels: 3, pixels };
}

/** Blue ink on cream paper, and the same after axes were folded instead of moved. */
export function channels(right: tf.Tensor, wrong: tf.Tensor): Images {
  return {
    kind: "images",
    alt: "A 3 in blue ink on cream paper, beside the same numbers read with the channels in the wrong place: stripes and checks of pink, yellow and turquoise, and no 3 to be seen.",
    panels: [
      colourful(right, "channels last, read as such", "[28, 28, 3]"),
      colourful(wrong, "reshaped to channels first", "[3, 28, 28]"),
    ],
  };
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

/** Numbers wrong where an agreement was broken. */
export type Damage = {
  readonly [agreement in "box" | "size" | "bytes" | "channels"]: number;
};

/** Each agreement, the two readings of it, and the numbers that the wrong one spoils. */
export function agreements(damage: Damage): Table {
  return {
    columns: [
      { label: "agreement" },
      { label: "one reading" },
      { label: "the other" },
      { label: "numbers wrong", digits: 0 },
      { label: "of", digits: 0 },
    ],
    rows: [
      ["colour map", "255 is ink", "255 is light", 0, 784],
      ["order of a box", "x, y", "row, column", damage.box, 196],
      ["order of a size", "width, height", "height, width", damage.size, 280],
      ["room for a number", "bytes", "floats", damage.bytes, 784],
      ["place of the channels", "last", "first", damage.channels, 2352],
    ],
  };
}

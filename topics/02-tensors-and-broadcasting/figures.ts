// How topic 2's findings are drawn and printed. Nothing is measured here.

import type * as tf from "@tensorflow/tfjs";
import {
  type Diagram,
  type Images,
  type Line,
  nth,
  type Panels,
  picture,
  type Surface,
} from "lectern";

/** Characters that a printed line may have on a narrow page. */
const WIDTH = 60;

/** A shape, or strides, as the texts write it. */
export const bracketed = (shape: readonly number[]) => `[${shape.join(", ")}]`;

/** What each line made of one picture, beside its name and shape. */
export function handled(results: { [name: string]: tf.Tensor }): Images {
  return {
    kind: "images",
    alt: "Six pictures made from one handwritten 3: itself, its upper half, its mirror image, its negative, only its darker pixels, and a coarser copy.",
    columns: 6,
    scale: { min: 0, max: 1 },
    panels: Object.entries(results).map(([name, tensor]) =>
      picture(tensor, name, bracketed(tensor.shape)),
    ),
  };
}

/** Mean over each of the three axes; of the last two, the first 28 of all the rows. */
export function means(each: readonly tf.Tensor[]): Images {
  return {
    kind: "images",
    alt: "Three pictures: the average 3; 28 lines, each the ink of one 3 by columns; 28 lines, each the ink of one 3 by rows.",
    columns: 3,
    panels: each.map((mean, axis) => {
      const shape = bracketed(mean.shape);
      const note = axis === 0 ? shape : `${shape}, the first 28`;
      return picture(mean.slice([0, 0], [28, 28]), `mean(${axis})`, note);
    }),
  };
}

/** Something of the 3s, and the same of the 7s. */
export type Pairing = readonly [tf.Tensor, tf.Tensor];

const curve = (profile: tf.Tensor) =>
  Array.from(profile.dataSync(), (ink, at): [number, number] => [at, ink]);

/** Two profiles [28], of the 3s and of the 7s; `where` names what they run along. */
function profiles(
  [threes, sevens]: Pairing,
  where: string,
  highest?: number,
): Line {
  return {
    kind: "line",
    alt: `Mean ink along each ${where}, as one curve for the 3s and one for the 7s.`,
    x: { label: where, min: 0, max: 27 },
    y: { label: "mean ink", min: 0, ...(highest && { max: highest }) },
    series: [
      { name: "3s", points: curve(threes) },
      { name: "7s", points: curve(sevens) },
    ],
  };
}

/** The same by row and by column, on one scale. */
export function profilesBoth(byRow: Pairing, byColumn: Pairing): Panels {
  const all = [...byRow, ...byColumn].flatMap((each) => [...each.dataSync()]);
  const highest = Math.ceil(20 * Math.max(...all)) / 20;
  return {
    kind: "panels",
    alt: "Mean ink of all 3s and of all 7s: by row on the left, where the two curves differ, and by column on the right, where they overlap.",
    panels: [
      {
        title: "by row, seen from the side",
        figure: profiles(byRow, "row, from the top", highest),
      },
      {
        title: "by column, seen from above",
        figure: profiles(byColumn, "column, from the left", highest),
      },
    ],
  };
}

/** Two shapes to add. */
interface Pair {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** The shape of a sum, or what was said against it. */
export interface Sum {
  readonly shape?: string;
  readonly message?: string;
}

/** What shapes add up to, line by line. */
export function fits(pairs: readonly Pair[], sums: readonly Sum[]): string[] {
  const text = (shape: readonly number[]) => bracketed(shape).padEnd(6);
  return pairs.map(({ left, right }, at) => {
    const { shape = "error" } = nth(sums, at);
    return `${text(left)} + ${text(right)} → ${shape}`;
  });
}

/** A message in lines that fit a narrow page, each but the first indented. */
export function folded(message: string): string[] {
  const [first = "", ...words] = message.split(" ");
  const lines = [first];
  for (const word of words) {
    const longer = `${nth(lines, -1)} ${word}`;
    if (longer.length > WIDTH) lines.push(`   ${word}`);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

/** What the repaired sum and the outer sum print. */
export function printed(sum: tf.Tensor, outer: tf.Tensor): string[] {
  const text = (tensor: tf.Tensor) => JSON.stringify(tensor.arraySync());
  return [`sum:   ${text(sum)}`, `outer: ${text(outer)}`];
}

/** The outer sum: a column and a row, each stretched to 3 × 3, and what comes out. */
export function broadcasting(): Diagram {
  const column = [0, 1, 2].map((row) => [row, row, row]);
  const row = [0, 1, 2].map(() => [0, 1, 2]);
  const sum = [0, 1, 2].map((down) => [down, down + 1, down + 2]);
  return {
    kind: "diagram",
    alt: "A column of three and a row of three, each stretched to three by three with dashed copies, and the table of their sums.",
    nodes: [
      {
        id: "column",
        label: "[3, 1]",
        detail: "stretched to the right",
        grid: { rows: column, held: [3, 1] },
        role: "data",
      },
      {
        id: "row",
        label: "[3]",
        detail: "stretched downwards",
        grid: { rows: row, held: [1, 3] },
        role: "data",
      },
      {
        id: "sum",
        label: "[3, 3]",
        detail: "added, cell by cell",
        grid: { rows: sum },
        role: "result",
      },
    ],
    edges: [
      { from: "column", to: "sum" },
      { from: "row", to: "sum" },
    ],
  };
}

/** The function `z` [n, n] on a grid with the same `x` [n] along both axes. */
export function surface(x: tf.Tensor, z: tf.Tensor): Surface {
  const xs = Array.from(x.dataSync());
  return {
    kind: "surface",
    alt: "A function of two variables as a map of colours: a ridge where x is near one and a half or past four and a half, crossed by curved ripples.",
    x: { label: "x" },
    y: { label: "y" },
    z: { label: "z" },
    xs,
    ys: xs,
    values: z.arraySync() as number[][],
  };
}

/** Every `every`th answer against every `every`th label: meant, and got. */
export function silent(agree: tf.Tensor, every: number): Panels {
  const table = agree.arraySync() as number[][];
  const dots = table.flatMap((row, label) =>
    label % every > 0
      ? []
      : row.flatMap((agrees, answer): [number, number][] =>
          answer % every === 0 && agrees === 1 ? [[answer, label]] : [],
        ),
  );
  const panel = (title: string, points: [number, number][]) => ({
    title,
    figure: {
      kind: "scatter" as const,
      alt: `${title}: a dot where an answer agrees with a label.`,
      x: { label: "answer to digit number", min: 0 },
      y: { label: "label of digit number", min: 0 },
      series: [{ name: "agree", points }],
    },
  });
  return {
    kind: "panels",
    alt: "Two charts of answers against labels. In the left one dots stand on the diagonal only; in the right one they fill two of four quarters and a few columns of the others.",
    panels: [
      panel(
        "meant: each answer, its own label",
        dots.filter(([answer, label]) => answer === label),
      ),
      panel("got: each answer, every label", dots),
    ],
  };
}

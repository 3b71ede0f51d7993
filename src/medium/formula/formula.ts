import { createCanvas, Image } from "canvas";
import { isOpaque } from "../../figure/paint/paper.ts";
import type { Drawn } from "../input.ts";
import { typeset } from "./typeset.ts";

/** Width of the column that a picture is shown in, and pixels for one of its. */
const column = 700;
const scale = 2;
/** Height of the letter size on the page, in its px: a little above the text's 20. */
const size = 22;
const margin = 24;
const ink = "#242424";

/** A formula that was drawn, with its words, or what MathJax says is wrong with it. */
export type Formula =
  | { readonly drawn: Drawn; readonly words: string }
  | { readonly problem: string };

/**
 * Draws LaTeX as a picture of the column's full width, 1400 px, dark on white, the formula in
 * the middle; one that is too wide is made to fit.
 */
export function drawFormula(latex: string): Formula {
  const set = typeset(latex);
  if ("problem" in set) return set;
  const { svg, words } = set;
  const box = /viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"/.exec(svg);
  // MathJax draws with 1000 units to the em.
  const natural = ((Number(box?.[3]) * size) / 1000) * scale;
  const width = Math.min(natural, (column - 2 * margin) * scale);
  const height = (width * Number(box?.[4])) / Number(box?.[3]);
  const image = new Image();
  image.src = Buffer.from(
    svg
      .replace(
        /width="[^"]*" height="[^"]*"/,
        `width="${width}" height="${height}"`,
      )
      .replaceAll("currentColor", ink),
  );
  const canvas = createCanvas(
    column * scale,
    Math.ceil(height) + 2 * margin * scale,
  );
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, (canvas.width - width) / 2, margin * scale);
  return {
    words,
    drawn: {
      bytes: canvas.toBuffer("image/png"),
      width: canvas.width,
      height: canvas.height,
      isOpaque: isOpaque(context),
      // Indices are set at 0.7 of the letters.
      smallestText: (0.7 * size * scale * width) / natural,
    },
  };
}

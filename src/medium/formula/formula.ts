import { createRequire } from "node:module";
import { createCanvas, Image } from "canvas";
import { findFormulaExcess } from "../../article/formula/size.ts";
import type { Drawn } from "../input.ts";
import { formulaInWords, type MathNode } from "./words.ts";

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

/** A control, half a pair or no character at all: MathJax has no place for it, and throws. */
function findStrange(latex: string): string | undefined {
  const sign = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/u.exec(latex)?.[0];
  if (sign === undefined) return undefined;
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `sign that cannot be set: U+${code.padStart(4, "0")}`;
}

/**
 * Draws LaTeX as a picture of the column's full width, 1400 px, dark on white, the formula in
 * the middle; one that is too wide is made to fit.
 */
export function drawFormula(latex: string): Formula {
  const excess = findFormulaExcess(latex);
  if (excess !== undefined) return { problem: `too large: ${excess}` };
  const strange = findStrange(latex);
  if (strange !== undefined) return { problem: strange };
  const { svg, tree } = typeset(latex);
  const problem = /data-mjx-error="([^"]*)"/.exec(svg)?.[1];
  if (problem !== undefined) return { problem: lowerFirst(problem) };
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
    words: formulaInWords(tree),
    drawn: {
      bytes: canvas.toBuffer("image/png"),
      width: canvas.width,
      height: canvas.height,
      // Indices are set at 0.7 of the letters.
      smallestText: (0.7 * size * scale * width) / natural,
    },
  };
}

interface Typeset {
  readonly svg: string;
  readonly tree: MathNode;
}

let convert: ((latex: string) => Typeset) | undefined;

/** MathJax takes a fifth of a second to load: only articles with formulas wait for it. */
function typeset(latex: string): Typeset {
  convert ??= loadMathJax();
  return convert(latex);
}

function loadMathJax(): (latex: string) => Typeset {
  const require = createRequire(import.meta.url);
  const load = <T>(module: string): T =>
    require(`mathjax-full/js/${module}.js`);
  const { mathjax } =
    load<typeof import("mathjax-full/js/mathjax.js")>("mathjax");
  const { TeX } =
    load<typeof import("mathjax-full/js/input/tex.js")>("input/tex");
  const { SVG } =
    load<typeof import("mathjax-full/js/output/svg.js")>("output/svg");
  const { liteAdaptor } = load<
    typeof import("mathjax-full/js/adaptors/liteAdaptor.js")
  >("adaptors/liteAdaptor");
  const { RegisterHTMLHandler } =
    load<typeof import("mathjax-full/js/handlers/html.js")>("handlers/html");
  const { STATE } =
    load<typeof import("mathjax-full/js/core/MathItem.js")>("core/MathItem");
  load("input/tex/ams/AmsConfiguration");
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const document = mathjax.document("", {
    InputJax: new TeX({ packages: ["base", "ams"] }),
    // Paths in place of references: the picture needs nothing beside itself.
    OutputJax: new SVG({ fontCache: "none" }),
  });
  return (latex) => ({
    svg: adaptor.innerHTML(document.convert(latex, { display: true })),
    tree: document.convert(latex, { display: true, end: STATE.CONVERT }),
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

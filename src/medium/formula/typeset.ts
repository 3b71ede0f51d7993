import { createRequire } from "node:module";
import { findFormulaExcess } from "../../article/formula/size.ts";
import { formulaInWords, type MathNode } from "./words.ts";

/** A formula as an SVG element in the colour of the text around it, and in words. */
interface Typeset {
  readonly svg: string;
  readonly words: string;
}

/** A control, half a pair or no character at all: MathJax has no place for it, and throws. */
function findStrange(latex: string): string | undefined {
  const sign = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Cn}\p{Co}]/u.exec(latex)?.[0];
  if (sign === undefined) return undefined;
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `sign that cannot be set: U+${code.padStart(4, "0")}`;
}

/**
 * LaTeX as MathJax sets it, on a line of its own or, where it is `inline`, as part of one; or what
 * MathJax says is wrong with it. Its size is in `ex`.
 */
export function typeset(
  latex: string,
  inline = false,
): Typeset | { readonly problem: string } {
  const excess = findFormulaExcess(latex);
  if (excess !== undefined) return { problem: `too large: ${excess}` };
  const strange = findStrange(latex);
  if (strange !== undefined) return { problem: strange };
  convert ??= loadMathJax();
  const { svg, tree } = convert(latex, !inline);
  const problem = /data-mjx-error="([^"]*)"/.exec(svg)?.[1];
  if (problem !== undefined) return { problem: lowerFirst(problem) };
  return { svg, words: formulaInWords(tree) };
}

interface Converted {
  readonly svg: string;
  readonly tree: MathNode;
}

/** MathJax takes a fifth of a second to load: only articles with formulas wait for it. */
let convert: ((latex: string, display: boolean) => Converted) | undefined;

function loadMathJax(): NonNullable<typeof convert> {
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
  return (latex, display) => ({
    svg: adaptor.innerHTML(document.convert(latex, { display })),
    tree: document.convert(latex, { display, end: STATE.CONVERT }),
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

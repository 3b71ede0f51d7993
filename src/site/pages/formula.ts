import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { h } from "hastscript";
import { typeset } from "../../medium/formula/typeset.ts";

/** How far the formulas of a page reach below their line: in thousandths of `ex`. */
export type Depths = Set<number>;

/**
 * LaTeX as it is set, in the colour of the text, with its words for who hears it; as code where it
 * cannot be set. `depths` takes what `depthRules` must say of it.
 */
export function formulaElement(
  latex: string,
  inline: boolean,
  depths: Depths,
): Element {
  const set = typeset(latex, inline);
  if ("problem" in set) return h("code", latex);
  const tree: Root = fromHtml(set.svg, { fragment: true, space: "svg" });
  const [svg] = tree.children;
  if (svg?.type !== "element") throw new Error(`no formula: ${latex}`);
  const { width, height, viewBox, style } = svg.properties;
  const below = /vertical-align: (-?[\d.]+)ex/.exec(String(style))?.[1];
  const depth = Math.round(Number(below ?? 0) * 1000);
  depths.add(depth);
  const shown: Element = {
    ...svg,
    properties: {
      ...{ width, height, viewBox, role: "img", ariaLabel: set.words },
      className: [nameOf(depth)],
    },
  };
  return inline ? shown : h("div.formula", { tabIndex: 0 }, shown);
}

/** The rules that put formulas on their lines: no element says itself how it looks. */
export function depthRules(depths: Depths): string {
  return [...depths]
    .sort((a, b) => a - b)
    .map(
      (depth) => `.${nameOf(depth)} { vertical-align: ${depth / 1000}ex; }\n`,
    )
    .join("");
}

function nameOf(depth: number): string {
  return `down-${String(-depth).replace("-", "m")}`;
}

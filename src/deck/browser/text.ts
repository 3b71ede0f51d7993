import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../clean.ts";
import type { BodyLine, Line, Run } from "../deck.ts";
import {
  breakLines,
  bulletIndent,
  inch,
  type TextStyle,
} from "../layout/measure.ts";
import type { PlacedText } from "../layout/placed.ts";
import { hexOf, schemeColor } from "../scheme.ts";
import { styleOf, type Theme } from "../theme.ts";
import { originOf, placeAt } from "./place.ts";

/** A box of text: a heading where it is the slide's title, else paragraphs and lists. */
export function textElement(item: PlacedText, theme: Theme): Element {
  const { placeholder, size, bold, ink, anchor, align, gap, box } = item;
  const style = styleOf(theme, size, bold, item.points);
  const heading = size === "claim" || size === "title";
  const properties = {
    ...originOf(item),
    className: ["box", "text", anchor, heading ? "heading" : "body"],
    style: placeAt(
      box,
      `font-size:${style.size}pt`,
      `color:${hexOf(schemeColor(ink), theme)}`,
      ...(bold ? ["font-weight:bold"] : []),
      ...(align === "left" ? [] : [`text-align:${align}`]),
      ...(gap > 0 && item.lines.length > 1 ? [`gap:${gap}pt`] : []),
    ),
  };
  const width = box.w * inch;
  if (placeholder === "title") {
    const words = item.lines.flatMap(({ runs }) =>
      brokenRuns(runs, style, width),
    );
    return h("h2", properties, h("span", words));
  }
  return h("div", properties, blocks(item.lines, style, width));
}

/** Paragraphs, and a list for all items that follow each other. */
function blocks(
  lines: readonly BodyLine[],
  style: TextStyle,
  width: number,
): Element[] {
  const found: Element[] = [];
  const indent = bulletIndent(style.size);
  for (const { runs, bullet } of lines) {
    if (!bullet) {
      found.push(h("p", brokenRuns(runs, style, width)));
      continue;
    }
    const last = found.at(-1);
    const list = last?.tagName === "ul" ? last : h("ul");
    if (list !== last) found.push(list);
    const own = { style: `padding-left:${indent}pt` };
    list.children.push(h("li", own, brokenRuns(runs, style, width - indent)));
  }
  return found;
}

/** The runs of a paragraph, broken where they are measured to: a browser breaks none itself. */
export function brokenRuns(
  line: Line,
  style: TextStyle,
  width: number,
): ElementContent[] {
  return breakLines(line, style, width).flatMap((runs, index) => [
    // The space is not seen, and keeps two words apart where the text is copied or read out.
    ...(index === 0 ? [] : [h("br"), { type: "text", value: " " } as const]),
    ...runs.map(runElement),
  ]);
}

/** A run in the look that it has. */
export function runElement(run: Run): ElementContent {
  const text = { type: "text", value: cleanLine(run.text) } as const;
  let found: ElementContent = text;
  if (run.code === true) found = h("code", [found]);
  if (run.italic === true) found = h("em", [found]);
  if (run.bold === true) found = h("strong", [found]);
  if (typeof run.link === "number")
    return h("a", { href: `#${run.link}` }, found);
  return run.link === undefined ? found : h("a", { href: run.link }, found);
}

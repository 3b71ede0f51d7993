import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { clean } from "../clean.ts";
import type { CodeLine } from "../highlight.ts";
import type { PlacedCode } from "../layout/placed.ts";
import {
  hexOf,
  pointedGround,
  pointedTokenColor,
  tokenColor,
} from "../scheme.ts";
import type { Theme } from "../theme.ts";
import { originOf, placeAt, short } from "./place.ts";

/** A panel of code in the theme's colours; what a run printed stands on the bare slide. */
export function codeElement(item: PlacedCode, theme: Theme): Element {
  const { lines, box, size, leading, output, pointed } = item;
  const ground = hexOf(output ? "bg1" : "bg2", theme);
  const style = placeAt(
    box,
    `font-size:${size}pt`,
    `line-height:${short(theme.fonts.mono.line * leading)}`,
    `background:${ground}`,
    `outline-color:${hexOf("bg2", theme)}`,
  );
  const code = lines.flatMap((line, index): ElementContent[] => [
    ...(index === 0 ? [] : [{ type: "text", value: "\n" } as const]),
    ...(pointed === undefined
      ? codeRuns(line, output, theme)
      : [lineElement(line, pointed.includes(index + 1), item, theme)]),
  ]);
  return h("pre.box.code", { ...originOf(item), style }, h("code", code));
}

/** A line that is pointed at on the accent, or one that steps back. */
function lineElement(
  line: CodeLine,
  isPointed: boolean,
  { output }: PlacedCode,
  theme: Theme,
): Element {
  if (!isPointed)
    return h("span", { style: `color:${hexOf("tx2", theme)}` }, [
      clean(line.map(({ text }) => text).join("")),
    ]);
  const style = `background:${pointedGround(theme, output ? "bg1" : "bg2")}`;
  return h(
    "span.pointed",
    { style },
    codeRuns(line, output, theme, pointedTokenColor),
  );
}

function codeRuns(
  line: CodeLine,
  output: boolean,
  theme: Theme,
  color: typeof pointedTokenColor = tokenColor,
): ElementContent[] {
  return line.map(({ text, token }) => {
    const value = { type: "text", value: clean(text) } as const;
    if (output || token === "plain") return value;
    const style = `color:${hexOf(color(token, theme), theme)}`;
    return h(token === "keyword" ? "b" : "span", { style }, value);
  });
}

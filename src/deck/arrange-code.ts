import type { CodeEvidence, Evidence, Slide } from "./deck.ts";
import type { Box } from "./grid.ts";
import { highlight } from "./highlight.ts";
import { inch, lineHeight } from "./measure.ts";
import { codePadding, type PlacedCode } from "./placed.ts";
import type { Theme } from "./theme.ts";

/** Inches between a listing and what it prints. */
const between = 0.2;

/** A listing, an output, or a listing with its output below: panels as high as their lines. */
export function arrangeCode(
  _slide: Slide,
  evidence: readonly Evidence[],
  box: Box,
  theme: Theme,
): readonly PlacedCode[] {
  const panels: PlacedCode[] = [];
  let { y } = box;
  for (const each of evidence) {
    if (each.kind !== "listing" && each.kind !== "output") continue;
    const panel = panelOf(each, { ...box, y }, box.y + box.h, theme);
    panels.push(panel);
    y += panel.box.h + between;
  }
  return panels;
}

function panelOf(
  evidence: CodeEvidence,
  box: Box,
  bottom: number,
  theme: Theme,
): PlacedCode {
  const output = evidence.kind === "output";
  const lines = highlight(
    evidence.code,
    output ? undefined : evidence.language,
  );
  const height = codeHeight(lines.length, theme);
  return {
    kind: "code",
    bottom,
    box: { ...box, h: height },
    name: `${output ? "Output" : "Listing"} ${evidence.name || evidence.place.line}`,
    place: evidence.place,
    lines,
    output,
  };
}

/** Inches of a panel of so many lines. */
export function codeHeight(lines: number, theme: Theme): number {
  return (lines * theme.sizes.code * lineHeight) / inch + 2 * codePadding;
}

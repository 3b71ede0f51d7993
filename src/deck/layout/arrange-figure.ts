import type { Figure } from "../../figure/figure.ts";
import type { FigureEvidence, Line, PictureEvidence } from "../deck.ts";
import type { Theme } from "../theme.ts";
import { mediumOf, nativeChart } from "./chart.ts";
import { type Box, contain, cutBottom } from "./grid.ts";
import { shapeName } from "./names.ts";
import type { Placed, PlacedText } from "./placed.ts";

/**
 * A figure as a native chart or a picture, or a picture of one's own, with its caption below. Beside other things it
 * stands at the `top`, alone in the `middle`.
 */
export function arrangeFigure(
  evidence: FigureEvidence | PictureEvidence,
  box: Box,
  anchor: "top" | "middle",
  theme: Theme,
): readonly Placed[] {
  const caption: Line = evidence.caption;
  const [upper, lower] =
    caption.length === 0 ? [box, box] : cutBottom(box, 0.65, 0.1);
  const drawn = place(evidence, upper, anchor, theme);
  if (caption.length === 0) return [drawn];
  const below: PlacedText = {
    kind: "text",
    // Below a chart that is narrower than the room, too.
    box: { ...lower, x: drawn.box.x, w: drawn.box.w },
    name: shapeName("caption", evidence.name),
    place: evidence.place,
    lines: [{ runs: caption, bullet: false }],
    size: "caption",
    bold: false,
    ink: "muted",
    gap: 0,
    align: "center",
    anchor: "top",
  };
  return [drawn, below];
}

function place(
  evidence: FigureEvidence | PictureEvidence,
  box: Box,
  anchor: "top" | "middle",
  theme: Theme,
): Placed {
  const { kind, name, place } = evidence;
  const common = { name: shapeName(kind, name), place };
  if (evidence.kind === "picture") {
    const { picture: shown, alt } = evidence;
    return { kind: "picture", shown, anchor, alt, box, ...common };
  }
  const { figure, pointing } = evidence;
  const calmed = { ...common, box: calm(figure, box), alt: figure.alt };
  const medium = mediumOf(calmed.box, theme.sizes.chart);
  const chart = nativeChart(figure, medium, pointing?.highlight);
  if (chart === undefined) {
    const pointed = pointing && { pointing };
    return { kind: "picture", shown: figure, anchor, ...pointed, ...calmed };
  }
  const { callouts = [] } = pointing ?? {};
  const said = callouts.length > 0 && { said: { figure, callouts } };
  return { kind: "chart", chart, ...said, ...calmed };
}

/** Clouds of points and few bars are not stretched over the whole width. */
function calm(figure: Figure, box: Box): Box {
  const few = figure.kind === "bar" && figure.categories.length < 5;
  const widest = figure.kind === "scatter" ? 1.7 : few ? 2 : undefined;
  if (widest === undefined || box.w <= box.h * widest) return box;
  return contain(box, widest);
}

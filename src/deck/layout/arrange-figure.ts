import type { FigureEvidence, Line, PictureEvidence } from "../deck.ts";
import { styleOf, type Theme } from "../theme.ts";
import { mediumOf, nativeChart } from "./chart.ts";
import { type Box, cutBottom } from "./grid.ts";
import { inch, textHeight } from "./measure.ts";
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
  const style = styleOf(theme, "caption");
  const high = textHeight([caption], style, box.w * inch, 0) / inch;
  const [upper, lower] =
    caption.length === 0 ? [box, box] : cutBottom(box, high, 0.1);
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
  const drawn = { ...common, box, alt: figure.alt };
  const medium = mediumOf(box, theme.sizes.chart);
  const chart = nativeChart(figure, medium, pointing?.highlight);
  if (chart === undefined) {
    const pointed = pointing && { pointing };
    return { kind: "picture", shown: figure, anchor, ...pointed, ...drawn };
  }
  const { callouts = [], highlight = [] } = pointing ?? {};
  const said = callouts.length > 0 && {
    said: { figure, callouts, highlight },
  };
  return { kind: "chart", chart, ...said, ...drawn };
}

import { type CodeEvidence, type Column, isCode } from "../deck.ts";
import { arrangeCode, arrangePair } from "./arrange-code.ts";
import { arrangeFigure } from "./arrange-figure.ts";
import { arrangeTable } from "./arrange-table.ts";
import { boxesOf, type Context, words } from "./arrange-text.ts";
import type { Box } from "./grid.ts";
import type { Placed, PlacedText } from "./placed.ts";

/** Two columns, a heading above what each of them shows; code stands in one size in both. */
export function arrangeColumns(context: Context): readonly Placed[] {
  const { columns } = context.slide;
  const [left, right] = columns.map(({ evidence }) => evidence.find(isCode));
  if (left && right) return besideCode(context, [left, right]);
  return columns.flatMap((column, index) => {
    const side = index === 0 ? "left" : "right";
    return [
      ...headOf(context, column, side),
      ...column.evidence.flatMap((each) => sideOf(context, each, side)),
    ];
  });
}

/** Two pieces of code below their headings, each column as wide as its code asks for. */
function besideCode(
  context: Context,
  codes: readonly [CodeEvidence, CodeEvidence],
): readonly Placed[] {
  const { slide, theme } = context;
  const { left, code } = boxesOf(context);
  const room = { ...left, x: code.x, w: code.w };
  const panels = arrangePair(codes, room, theme);
  return panels.flatMap((panel, index) => {
    const side = index === 0 ? "left" : "right";
    const column = slide.columns[index];
    const { x, w } = panel.box;
    const head = column ? headOf(context, column, side, { x, w }) : [];
    return [...head, panel];
  });
}

function headOf(
  context: Context,
  { heading }: Column,
  side: "left" | "right",
  across: Partial<Box> = {},
): readonly PlacedText[] {
  const box = { ...boxesOf(context)[`${side} heading`], ...across };
  return words(
    context,
    `${side} heading`,
    [{ runs: heading, bullet: false }],
    box,
  );
}

function sideOf(
  context: Context,
  evidence: Column["evidence"][number],
  side: "left" | "right",
): readonly Placed[] {
  const { slide, theme } = context;
  const box = boxesOf(context)[side];
  switch (evidence.kind) {
    case "figure":
    case "picture":
      return arrangeFigure(evidence, box, "top", theme);
    case "lines":
      return words(context, side, evidence.lines, box);
    case "table":
      return arrangeTable(slide, [evidence], box, theme);
    case "listing":
    case "output":
      return arrangeCode(slide, [evidence], box, theme);
  }
}

import { range } from "d3-array";
import type { CodeEvidence, Evidence, Slide } from "../deck.ts";
import { columns, highlight } from "../highlight.ts";
import type { Theme } from "../theme.ts";
import type { Box } from "./grid.ts";
import { inch } from "./measure.ts";
import { shapeName } from "./names.ts";
import { codePadding, type PlacedCode } from "./placed.ts";

/** Inches between a listing and what it prints. */
const between = 0.2;

/** Points to which short code grows. */
const largest = 28;

/** Points down to which the code of two columns goes, where one listing would stay larger. */
const leastBeside = 16;

/** Inches between two panels that stand side by side. */
const beside = 0.3;

/** Air between the lines of code that is large already, at most, in heights of a line. */
const airiest = 1.75;

/**
 * A listing, an output, or a listing with its output below: panels as high as their lines, in
 * the largest size at which all of it fits.
 */
export function arrangeCode(
  _slide: Slide,
  evidence: readonly Evidence[],
  box: Box,
  theme: Theme,
): readonly PlacedCode[] {
  const shown = evidence.flatMap((each) =>
    each.kind === "listing" || each.kind === "output" ? [each] : [],
  );
  const least = theme.sizes.code;
  const sizes = range(Math.max(largest, least), least - 1, -1);
  const tries = sizes.map((size) => panels(shown, box, size, theme));
  const best = tries.find((each) => fits(each, box, theme)) ?? tries.at(-1);
  const [first] = best ?? [];
  if (best === undefined || first === undefined) return [];
  const airy = leadings
    .map((leading) => panels(shown, box, first.size, theme, leading))
    .find((each) => fits(each, box, theme));
  return airy ?? best;
}

/** Air to be tried, the most first. */
const leadings = range(airiest, 0.99, -0.05).map(
  (each) => Math.round(each * 100) / 100,
);

/**
 * Two pieces of code side by side in `box`, in one size, the largest at which both fit without a
 * line broken: a wider piece takes of the width that the other leaves. Their panels are equally high.
 */
export function arrangePair(
  codes: readonly [CodeEvidence, CodeEvidence],
  box: Box,
  theme: Theme,
): readonly [PlacedCode, PlacedCode] {
  const bottom = box.y + box.h;
  const at = (size: number, leading: number) => {
    const [w, rest] = halves(codes, box.w - beside, size, theme);
    const look = { size, leading };
    const left = panelOf(codes[0], { ...box, w }, bottom, look, theme);
    const x = box.x + w + beside;
    const room = { ...box, x, w: rest };
    const right = panelOf(codes[1], room, bottom, look, theme);
    const h = Math.max(left.box.h, right.box.h);
    const high = (panel: PlacedCode) => ({
      ...panel,
      box: { ...panel.box, h },
    });
    return [high(left), high(right)] as const;
  };
  const isInside = (pair: readonly PlacedCode[]) =>
    pair.every((each) => fits([each], box, theme));
  const least = Math.min(theme.sizes.code, leastBeside);
  const sizes = range(Math.max(largest, least), least - 1, -1);
  const size = sizes.find((each) => isInside(at(each, 1))) ?? least;
  const airy = leadings.find((leading) => isInside(at(size, leading)));
  return at(size, airy ?? 1);
}

/** The widths of two panels: equal, but where one needs more and the other leaves it. */
function halves(
  codes: readonly [CodeEvidence, CodeEvidence],
  width: number,
  size: number,
  theme: Theme,
): readonly [number, number] {
  const column = theme.fonts.mono.width("0", false) * size;
  const [left, right] = codes.map(
    ({ code }) =>
      (columns(highlight(code, undefined)) * column) / inch +
      2 * codePadding +
      hair,
  ) as [number, number];
  const half = width / 2;
  if (left > half && right <= half)
    return [Math.min(left, width - right), Math.max(right, width - left)];
  if (right > half && left <= half)
    return [Math.max(left, width - right), Math.min(right, width - left)];
  return [half, half];
}

/** Inches by which a sum of widths may be off. */
const hair = 0.001;

function panels(
  evidence: readonly CodeEvidence[],
  box: Box,
  size: number,
  theme: Theme,
  leading = 1,
): readonly PlacedCode[] {
  let { y } = box;
  return evidence.map((each) => {
    const look = { size, leading };
    const panel = panelOf(each, { ...box, y }, box.y + box.h, look, theme);
    y += panel.box.h + between;
    return panel;
  });
}

function fits(panels: readonly PlacedCode[], box: Box, theme: Theme): boolean {
  const last = panels.at(-1);
  if (last === undefined) return true;
  const down = last.box.y + last.box.h <= box.y + box.h;
  return (
    down && panels.every((each) => columns(each.lines) <= room(each, theme))
  );
}

/** Columns that a panel has room for. */
export function room({ box, size }: PlacedCode, theme: Theme): number {
  const width = theme.fonts.mono.width("0", false) * size;
  return Math.floor(((box.w - 2 * codePadding) * inch) / width);
}

function panelOf(
  evidence: CodeEvidence,
  box: Box,
  bottom: number,
  { size, leading }: Pick<PlacedCode, "size" | "leading">,
  theme: Theme,
): PlacedCode {
  const { line } = theme.fonts.mono;
  const output = evidence.kind === "output";
  const lines = highlight(
    evidence.code,
    output ? undefined : evidence.language,
  );
  return {
    kind: "code",
    bottom,
    ...{ size, leading },
    box: {
      ...box,
      h: (lines.length * size * line * leading) / inch + 2 * codePadding,
    },
    name: shapeName(evidence.kind, evidence.name),
    place: evidence.place,
    lines,
    ...(evidence.lines && { pointed: evidence.lines }),
    output,
  };
}

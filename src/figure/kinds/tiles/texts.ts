import { sum } from "d3-array";
import {
  calloutsAt,
  type Pointing,
  type Tone,
  tonesOf,
} from "../../data/pointing.ts";
import type { Images, Panel } from "../../data/shapes.ts";
import type { Frame } from "../../paint/layout.ts";
import type { Paper } from "../../paint/paper.ts";
import { titleColor } from "../../paint/quiet.ts";
import {
  paintText,
  type TextBlock,
  widestWord,
  wrap,
} from "../../paint/text.ts";
import { type Look, seriesStyle, sizes, strokes } from "../../paint/theme.ts";

const titleStyle = { size: sizes.body, bold: true, align: "center" } as const;
const noteStyle = {
  size: sizes.small,
  color: "muted",
  align: "center",
} as const;
const rowStyle = { size: sizes.body, bold: true } as const;

/** The names of the rows of pictures. */
export function rowLabelsOf(
  { rowLabels = [] }: Images,
  { look, pointing }: Frame,
): TextBlock[] {
  const tones = tonesOf(rowLabels, pointing?.highlight);
  return rowLabels.map((text, row) => {
    const style = { ...rowStyle, ...titleColor(tones[row], look) };
    return wrap(text, Math.max(190, widestWord(text, style)), style);
  });
}

/** The tone of each picture: pointed at by its own title, or with its row. */
export function tonesIn(
  { panels, rowLabels = [] }: Images,
  columns: number,
  { pointing }: Frame,
): Tone[] {
  const { highlight = [] } = pointing ?? {};
  const names = panels.map(({ title = "" }, index) => {
    const row = rowLabels[Math.floor(index / columns)];
    const inRow = row !== undefined && highlight.includes(row);
    // Below the first row of a table of pictures, a title heads its whole column.
    const head = rowLabels.length > 0 ? panels[index % columns]?.title : "";
    return inRow ? row : title.trim() || (head ?? "").trim();
  });
  return tonesOf(names, highlight);
}

/** The words at a picture of several. */
interface PanelTexts {
  readonly title?: TextBlock;
  readonly note?: TextBlock;
  /** Callouts. */
  readonly said?: TextBlock;
  readonly width: number;
  /** Height of what stands below the picture. */
  readonly foot: number;
}

/** The words at a picture, each at most `room` units wide. */
export function textsOf(
  { title = "", note }: Panel,
  room: number,
  tone: Tone,
  look: Look,
  pointing: Pointing | undefined,
): PanelTexts {
  const head = { ...titleStyle, ...titleColor(tone, look) };
  const told = { ...titleStyle, color: seriesStyle(look, 0).text };
  const said = calloutsAt(title.trim(), pointing);
  const blocks = {
    ...(title.trim() ? { title: wrap(title, room, head) } : {}),
    ...(note?.trim() ? { note: wrap(note, room, noteStyle) } : {}),
    ...(said !== "" ? { said: wrap(said, room, told) } : {}),
  };
  const below = [blocks.note, blocks.said];
  return {
    ...blocks,
    width: Math.max(0, ...Object.values(blocks).map((block) => block.width)),
    foot: sum(below.map((block) => (block ? block.height + 4 : 0))),
  };
}

/** Paints a title above `upper`, a note and callouts below `lower`. */
export function paintTexts(
  paper: Paper,
  texts: PanelTexts | undefined,
  x: number,
  upper: number,
  lower: number,
): void {
  const { title, note, said } = texts ?? {};
  const under = lower + 6 + (note ? note.height + 4 : 0);
  if (title) paintText(paper, title, x, upper - title.height - 4);
  if (note) paintText(paper, note, x, lower + 6);
  if (said) paintText(paper, said, x, under);
}

/** What is left of a picture that steps back: black ink keeps 3:1 on white. */
const paleness = 0.5;

/** Paints what follows pale, where it steps back. */
export function stepBack({ context }: Paper, tone: Tone): void {
  if (tone === "quiet") context.globalAlpha = paleness;
}

/** A frame in the accent around a picture that is pointed at. */
export function paintFrame(
  { context, look }: Paper,
  { width, height }: { readonly width: number; readonly height: number },
  tone: Tone,
): void {
  if (typeof tone !== "number") return;
  context.strokeStyle = seriesStyle(look, 0).color;
  context.lineWidth = strokes.line;
  const out = strokes.line / 2 + 1;
  context.strokeRect(-out, -out, width + 2 * out, height + 2 * out);
}

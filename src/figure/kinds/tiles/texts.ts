import type { Panel } from "../../data/shapes.ts";
import type { Paper } from "../../paint/paper.ts";
import {
  paintText,
  type TextBlock,
  widestWord,
  wrap,
} from "../../paint/text.ts";
import { sizes } from "../../paint/theme.ts";

const titleStyle = { size: sizes.body, bold: true, align: "center" } as const;
const noteStyle = {
  size: sizes.small,
  color: "muted",
  align: "center",
} as const;
const rowStyle = { size: sizes.body, bold: true } as const;

/** The name of a row of pictures, no word of it broken. */
export function rowLabel(text: string): TextBlock {
  return wrap(text, Math.max(190, widestWord(text, rowStyle)), rowStyle);
}

/** Title and note of a picture, and how wide they are, in units. */
export interface PanelTexts {
  readonly title?: TextBlock;
  readonly note?: TextBlock;
  readonly width: number;
}

/** The words of a picture, broken into lines of at most `room` units. */
export function textsOf({ title, note }: Panel, room: number): PanelTexts {
  const blocks = {
    ...(title?.trim() ? { title: wrap(title, room, titleStyle) } : {}),
    ...(note?.trim() ? { note: wrap(note, room, noteStyle) } : {}),
  };
  const widths = Object.values(blocks).map((block) => block.width);
  return { ...blocks, width: Math.max(0, ...widths) };
}

/** Paints a title above `upper` and a note below `lower`. */
export function paintTexts(
  paper: Paper,
  texts: PanelTexts | undefined,
  x: number,
  upper: number,
  lower: number,
): void {
  const { title, note } = texts ?? {};
  if (title) paintText(paper, title, x, upper - title.height - 4);
  if (note) paintText(paper, note, x, lower + 6);
}

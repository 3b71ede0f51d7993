/** What a hand draws on, as far as the plan of a figure depends on it; lengths in any one unit. */
export interface Medium {
  /** Room of the chart with its axes and names. */
  readonly width: number;
  /** What axes, their names and margins leave of it, nearly. */
  readonly plot: { readonly width: number; readonly height: number };
  /** Size of the text at the axes. */
  readonly text: number;
  /**
   * How the names of lines can stand:
   * - `free`: anywhere, moved apart and led to their lines; references have theirs beside them;
   * - `points`: at a point of their line and nowhere else, those of references, too;
   * - `none`: somebody else names the series.
   */
  readonly names: "free" | "points" | "none";
}

/** Mean width of a character, as a part of the text's size. */
const characterWidth = 0.58;

/** Width of a line of text in the medium's unit, nearly: enough to decide by, not to draw by. */
export function textLength(text: string, { text: size }: Medium): number {
  return text.length * characterWidth * size;
}

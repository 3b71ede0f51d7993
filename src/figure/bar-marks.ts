import type { Context } from "./canvas.ts";
import type { Rect } from "./placing.ts";
import type { Plot } from "./plot.ts";
import { fontOf, textWidth } from "./text.ts";
import { sizes, strokes } from "./theme.ts";

const small = { size: sizes.small };

/** Paints a whisker from its low to its high end, across the bar's middle. */
export function paintWhisker(
  context: Context,
  middle: number,
  [low, high]: readonly [number, number],
  lying: boolean,
): void {
  context.strokeStyle = context.look.colors.ink;
  context.lineWidth = strokes.reference;
  context.beginPath();
  const line = (along: number, across: number) =>
    lying ? ([along, across] as const) : ([across, along] as const);
  context.moveTo(...line(low, middle));
  context.lineTo(...line(high, middle));
  for (const end of [low, high]) {
    context.moveTo(...line(end, middle - 10));
    context.lineTo(...line(end, middle + 10));
  }
  context.stroke();
}

/** Paints a value beyond its bar's end; returns the room that it takes. */
export function paintValue(
  context: Context,
  shown: string,
  middle: number,
  end: number,
  negative: boolean,
  lying: boolean,
): Rect {
  const width = textWidth(shown, small);
  const height = sizes.small;
  const gap = 10;
  context.font = fontOf(small);
  context.fillStyle = context.look.colors.ink;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  const x = lying
    ? negative
      ? end - gap - width
      : end + gap
    : middle - width / 2;
  const y = lying
    ? middle - height / 2
    : negative
      ? end + gap
      : end - gap - height;
  // A rim of paper: a reference line may pass here.
  context.strokeStyle = context.look.colors.paper;
  context.lineWidth = 6;
  context.lineJoin = "round";
  context.strokeText(shown, x, y + height * 0.86);
  context.fillText(shown, x, y + height * 0.86);
  return { x, y, width, height };
}

/** Paints the line from which the bars rise. */
export function paintZero(context: Context, plot: Plot, lying: boolean): void {
  context.strokeStyle = context.look.colors.axis;
  context.lineWidth = strokes.thin;
  context.beginPath();
  if (lying) {
    context.moveTo(plot.x(0), plot.top);
    context.lineTo(plot.x(0), plot.bottom);
  } else {
    context.moveTo(plot.left, plot.y(0));
    context.lineTo(plot.right, plot.y(0));
  }
  context.stroke();
}

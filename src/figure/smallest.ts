import type { SKRSContext2D as Context } from "canvas";

/** Size of the smallest text painted so far, in pixels of the canvas, by context. */
const sizes = new WeakMap<Context, number>();

const watched = new WeakSet<Context>();

/**
 * Notes from here on every text that is painted on `context`, whoever paints it, in the size
 * that it has in pixels: its font's, times the scale that holds when it is painted.
 */
export function watchText(context: Context): void {
  if (watched.has(context)) return;
  watched.add(context);
  const fillText = context.fillText.bind(context);
  context.fillText = (text, ...place) => {
    if (text.trim() !== "") noteText(context, fontSize(context));
    fillText(text, ...place);
  };
}

/** Notes that text of `size` units was painted, at the scale that now holds. */
export function noteText(context: Context, size: number): void {
  const { c, d } = context.getTransform();
  // How high a unit is: for turned text, too.
  const pixels = size * Math.hypot(c, d);
  sizes.set(context, Math.min(pixels, sizes.get(context) ?? pixels));
}

/** Size of the smallest text on a watched context, in pixels; undefined without text. */
export function smallestText(context: Context): number | undefined {
  return sizes.get(context);
}

function fontSize({ font }: Context): number {
  const size = /([\d.]+)px/.exec(font)?.[1];
  if (size === undefined) throw new Error(`font without a size: ${font}`);
  return Number(size);
}

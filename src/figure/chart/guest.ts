import type { ChartConfiguration } from "chart.js";
import { ChartJSNodeCanvas } from "chartjs-node-canvas";
import { noteText, type Paper } from "../paint/paper.ts";
import { sizes } from "../paint/theme.ts";

/**
 * Lets Chart.js draw on the paper at its present origin, over what is there. Chart.js takes a
 * canvas for its own: it sets its size, its scale and clears it. The guest's canvas is a rectangle
 * of `width` × `height` units on ours, which none of this reaches.
 */
export function drawChart(
  paper: Paper,
  width: number,
  height: number,
  config: ChartConfiguration<"scatter" | "bar">,
): void {
  const { context, scale } = paper;
  const canvas = {
    ...{ width, height, style: {} },
    getContext: () => guest,
    // The picture is on the paper already: nothing is encoded.
    toBuffer: () => Buffer.of(),
  };
  const own = new Map<string | symbol, unknown>([
    ["canvas", canvas],
    ["setTransform", nothing],
    ["resetTransform", nothing],
    ["clearRect", nothing],
  ]);
  const guest = new Proxy(
    {},
    {
      get: (_, key) => {
        if (own.has(key)) return own.get(key);
        const value: unknown = Reflect.get(context, key);
        return typeof value === "function" ? value.bind(context) : value;
      },
      set: (_, key, value) => Reflect.set(context, key, value),
    },
  );
  context.save();
  renderer ??= new GuestRenderer({ width: 1, height: 1 });
  renderer.draw(canvas, {
    ...config,
    options: { ...config.options, devicePixelRatio: scale },
  });
  context.restore();
  // Of what Chart.js writes, the numbers at the axes are the smallest.
  noteText(paper, sizes.small);
}

/** Loads Chart.js once a process. */
let renderer: GuestRenderer | undefined;

/** Draws on the canvas that it is given in place of one of its own. */
class GuestRenderer extends ChartJSNodeCanvas {
  draw(canvas: object, config: ChartConfiguration): void {
    // The library types this field as fixed, and reads it at every drawing.
    Object.assign(this, { _createCanvas: () => canvas });
    this.renderToBufferSync(config);
  }
}

function nothing(): void {}

import { Chart, type ChartConfiguration, type ChartItem } from "chart.js/auto";
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
  const canvas = { width, height, getContext: () => guest };
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
  // Chart.js knows the canvas of a browser only; it needs of it what is here.
  const chart = new Chart(canvas as unknown as ChartItem, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: scale },
  });
  chart.destroy();
  context.restore();
  // Of what Chart.js writes, the numbers at the axes are the smallest.
  noteText(paper, sizes.small);
}

function nothing(): void {}

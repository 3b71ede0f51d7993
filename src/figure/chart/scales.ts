import type { ScaleOptions } from "chart.js";
import { familyNow, wrap } from "../paint/text.ts";
import { type Look, sizes, strokes } from "../paint/theme.ts";
import type { AxisPlan } from "../plan/axis.ts";

/** An axis of categories, each label broken into lines. */
export interface Categories {
  readonly title: string;
  readonly names: readonly (readonly string[])[];
  /** Those that step back. */
  readonly quiet: readonly boolean[];
}

/** Small text, as Chart.js wants it told. */
export function smallFont(): { family: string; size: number } {
  return { family: familyNow(), size: sizes.small };
}

/** An axis of the plan as Chart.js draws it; its name takes at most `room` units a line. */
export function scaleOf(
  axis: AxisPlan | Categories,
  side: "x" | "y",
  room: number,
  look: Look,
): ScaleOptions<"category" | "linear" | "logarithmic"> {
  const { colors } = look;
  const title = {
    // The name of the y axis stands above it, where it is read without turning the head.
    display: side === "x",
    text: [...wrap(axis.title, room).lines],
    color: colors.muted,
    font: { family: familyNow(), size: sizes.body },
    padding: { top: 6, bottom: 0 },
  };
  const ticks = { font: smallFont(), autoSkip: false, maxRotation: 0 };
  if ("names" in axis) {
    return {
      type: "category",
      title,
      grid: { display: false, tickLength: 0 },
      border: { color: colors.axis, width: strokes.thin },
      ticks: {
        ...ticks,
        color: ({ index }) =>
          axis.quiet[index] === true ? colors.muted : colors.ink,
        padding: 14,
      },
    };
  }
  const labels = new Map(axis.ticks.map((t, i) => [t, axis.labels[i] ?? ""]));
  return {
    type: axis.log ? "logarithmic" : "linear",
    min: axis.min,
    max: axis.max,
    title,
    grid: {
      color: colors.grid,
      lineWidth: strokes.thin,
      drawTicks: false,
      tickLength: 0,
    },
    border: { display: side === "x", color: colors.axis, width: strokes.thin },
    afterBuildTicks: (scale) => {
      scale.ticks = axis.ticks.map((value) => ({ value }));
    },
    ticks: {
      ...ticks,
      color: colors.muted,
      padding: 12,
      callback: (value: string | number) => labels.get(Number(value)) ?? "",
    },
  };
}

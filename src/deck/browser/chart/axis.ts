import { range } from "d3-array";
import { type AxisPlan, placeOn } from "../../../figure/plan/axis.ts";
import {
  decimals,
  formatAs,
  type NumberFormat,
} from "../../../figure/plan/format.ts";
import { axisLabels } from "../../layout/number-format.ts";

/** Where a tick lies on its axis, 0 at its start and 1 at its end, and what is written there. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** The ticks as PowerPoint has them: it counts them from the lower end of the axis. */
export function ticksOf(axis: AxisPlan): readonly Tick[] {
  const { min, max, step, ticks, log, format } = axis;
  const counted = !log && step !== undefined && ticks[0] !== min;
  if (!counted) {
    return axisLabels(axis).map((label, index) => ({
      at: placeOn(axis, ticks[index] ?? min),
      label,
    }));
  }
  const count = Math.floor((max - min) / step + 1e-9);
  const values = range(count + 1).map((index) => min + index * step);
  const own: NumberFormat =
    format.kind === "fixed"
      ? { kind: "fixed", digits: Math.max(format.digits, decimals([min])) }
      : format;
  return values.map((value) => ({
    at: placeOn(axis, value),
    label: formatAs(value, own),
  }));
}

/** The value at each bar, as its format writes it. */
export function valueLabels(
  values: readonly number[],
  format: NumberFormat,
): readonly string[] {
  return values.map((value) => formatAs(value, format));
}

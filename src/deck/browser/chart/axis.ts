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
    const written = inFile(format, [min, ...ticks]);
    return axisLabels(axis).map((label, index) => ({
      at: placeOn(axis, ticks[index] ?? min),
      label: written(label),
    }));
  }
  const count = Math.floor((max - min) / step + 1e-9);
  const values = range(count + 1).map((index) => min + index * step);
  const own: NumberFormat =
    format.kind === "fixed"
      ? { kind: "fixed", digits: Math.max(format.digits, decimals([min])) }
      : format;
  const written = inFile(own, values);
  return values.map((value) => ({
    at: placeOn(axis, value),
    label: written(formatAs(value, own)),
  }));
}

/** The value at each bar, as its format writes it. */
export function valueLabels(
  values: readonly number[],
  format: NumberFormat,
): readonly string[] {
  const written = inFile(format, values);
  return values.map((value) => written(formatAs(value, format)));
}

/**
 * Thousands apart as a format code of the file has them: with a space that the fonts of a deck have,
 * and in smaller numbers, too, where one of the values has five digits.
 */
function inFile(
  { kind }: NumberFormat,
  values: readonly number[],
): (label: string) => string {
  const all = kind === "fixed" && Math.max(...values.map(Math.abs)) >= 1e4;
  return (label) => {
    const spaced = label.replaceAll("\u202f", "\u00a0");
    return all ? spaced.replace(/^(\D?\d)(\d{3})(?!\d)/, "$1\u00a0$2") : spaced;
  };
}

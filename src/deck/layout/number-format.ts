import type { AxisPlan } from "../../figure/plan/axis.ts";
import {
  decimals,
  formatAs,
  formatNumber,
  type NumberFormat,
} from "../../figure/plan/format.ts";

/** With thousands apart, as the reader's own language has them. */
const grouped = "#,##0";

/** Smaller than this, zeros would have to be counted. */
const tiny = 0.001;

/**
 * A plan's number format as Excel writes it: the same decimals, a real minus, and thousands
 * apart. Excel has no powers of ten: it writes them out.
 */
export function numberFormat(
  format: NumberFormat,
  values: readonly number[],
): string {
  const largest = Math.max(...values.map(Math.abs));
  if (format.kind !== "fixed") {
    if (Math.min(...values) >= 0)
      return `[>=1000]${grouped};[<${tiny}]0E+0;General`;
    // A condition on small numbers would take the negative ones, without their sign.
    const code =
      largest >= 1000 ? grouped : largest < tiny ? "0E+0" : "General";
    return `${code};"−"${code};0`;
  }
  const fraction = format.digits === 0 ? "" : `.${"0".repeat(format.digits)}`;
  const code = `${largest < 1000 ? "0" : grouped}${fraction}`;
  return Math.min(...values) < 0 ? `${code};"−"${code};0${fraction}` : code;
}

/** The format of an axis. PowerPoint counts ticks from the lower end: its decimals show, too. */
export function axisFormat({ format, min, ticks }: AxisPlan): string {
  if (format.kind !== "fixed") return numberFormat(format, ticks);
  const digits = Math.max(
    format.digits,
    ticks[0] === min ? 0 : decimals([min]),
  );
  return numberFormat({ kind: "fixed", digits }, [min, ...ticks]);
}

/** The numbers at an axis, as that format writes them. */
export function axisLabels({ format, ticks }: AxisPlan): readonly string[] {
  if (format.kind === "fixed")
    return ticks.map((tick) => formatAs(tick, format));
  const isTiny = Math.max(...ticks.map(Math.abs)) < tiny;
  return ticks.map((tick) =>
    tick !== 0 && (isTiny || (tick > 0 && tick < tiny))
      ? tick.toExponential(0).toUpperCase().replace(/^-/, "−")
      : formatNumber(tick, decimals([tick])),
  );
}

import type { AxisPlan } from "../figure/plan/axis.ts";
import { decimals, type NumberFormat } from "../figure/plan/format.ts";

/** A no-break space between thousands, as a format code writes it. */
const thousand = '"\u00A0"';

/**
 * A plan's number format as Excel writes it: the same decimals, a real minus, and spaces between
 * thousands where a value has five digits.
 */
export function numberFormat(
  format: NumberFormat,
  values: readonly number[],
): string {
  if (format.kind === "shortest") return "General";
  const fraction = format.digits === 0 ? "" : `.${"0".repeat(format.digits)}`;
  if (format.kind === "power") return `0${fraction}E+0`;
  const largest = Math.max(...values.map(Math.abs));
  const whole =
    largest < 1e4
      ? "0"
      : `${largest < 1e6 ? "" : `#${thousand}##`}#${thousand}##0`;
  const code = `${whole}${fraction}`;
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

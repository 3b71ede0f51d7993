import type { Axis } from "../figure/figure.ts";

/** The ends, steps and number format of an axis. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Between two ticks; undefined on a logarithmic axis. */
  readonly step: number | undefined;
  readonly log: boolean;
  /** As Excel writes it, such as `0.00`. */
  readonly format: string;
}

/** Ticks that an axis of a slide has room for. */
const ticks = 6;

/**
 * The scale that shows `values`: round ends unless the axis says others, zero included where
 * `zero` asks for it (bars start there).
 */
export function scaleOf(
  axis: Pick<Axis, "min" | "max" | "digits" | "scale">,
  values: readonly number[],
  zero = false,
): Scale {
  const all = zero ? [0, ...values] : values;
  const low = axis.min ?? Math.min(...all);
  const high = axis.max ?? Math.max(...all);
  if (axis.scale === "log") return logScale(axis, low, high);
  const step = niceStep((high - low || Math.abs(high) || 1) / (ticks - 1));
  const min = axis.min ?? tidy(Math.floor(low / step + 1e-9) * step);
  const max = axis.max ?? tidy(Math.ceil(high / step - 1e-9) * step);
  // The ticks are counted from the lower end, so they need its decimals, too.
  const digits = axis.digits ?? Math.max(decimals(step), decimalsOf(min));
  return {
    min,
    max: max > min ? max : tidy(min + step),
    step,
    log: false,
    format: numberFormat(digits),
  };
}

function logScale(
  axis: Pick<Axis, "min" | "max">,
  low: number,
  high: number,
): Scale {
  const min = axis.min ?? Number(`1e${Math.floor(Math.log10(low) + 1e-9)}`);
  const max = axis.max ?? Number(`1e${Math.ceil(Math.log10(high) - 1e-9)}`);
  return {
    min,
    max: max > min ? max : min * 10,
    step: undefined,
    log: true,
    format: logFormat,
  };
}

/** Powers of ten: `0.01`, `1,000`, and `1E-7` where zeros would have to be counted. */
const logFormat = "[>=1000]#,##0;[<0.001]0E+0;General";

/** A power of ten as that format writes it. */
export function logLabel(value: number): string {
  if (value < 0.001) return value.toExponential(0).toUpperCase();
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}

/** 1, 2 or 5 times a power of ten, at least `raw`. */
function niceStep(raw: number): number {
  const power = Number(`1e${Math.floor(Math.log10(raw))}`);
  const factor = [1, 2, 5, 10].find((each) => each * power >= raw * (1 - 1e-9));
  return tidy((factor ?? 10) * power);
}

/** Without the last digits that adding fractions leaves behind. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

function decimals(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** Decimals that the number is written with: 1 for 2.5. */
function decimalsOf(value: number): number {
  return String(tidy(value)).split(".")[1]?.length ?? 0;
}

/** As Excel writes it: `0.00`, or `#,##0` for whole numbers. */
export function numberFormat(digits: number): string {
  return digits === 0 ? "#,##0" : `0.${"0".repeat(digits)}`;
}

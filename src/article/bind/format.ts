import type { Spread } from "../../record/record.ts";

/**
 * Numbers as a reader sees them. Rounding is exact: it works on the decimal expansion of the
 * double, not on a product of doubles; a tie (only a double that is exactly halfway, such as
 * 0.125 to two decimals) goes away from zero, as in `toFixed`. Never "-0.00".
 *
 * What is shown has a real minus, U+2212: as wide as a plus, never a hyphen at which a line
 * breaks. Code, and what code printed, is not written here and keeps its own.
 */

/** Most decimals that a directive may ask for. */
export const maxDigits = 10;

/** `toFixed` gives an exact expansion up to here, and an exponent from here on. */
const largest = 1e21;

/**
 * `value` times ten to the power `shift`, rounded to `digits` decimals (0…50), as `Number`
 * reads it back: with a hyphen for a minus.
 * Source: ECMA-262, Number.prototype.toFixed, which expands the double without error.
 */
export function roundDecimal(value: number, digits: number, shift = 0): string {
  const size = Math.abs(value);
  if (!(size < largest)) throw new RangeError(`cannot be rounded: ${value}`);
  const expansion = BigInt(size.toFixed(100).replace(".", ""));
  const unit = 10n ** BigInt(100 - digits - shift);
  const rounded = (expansion + unit / 2n) / unit;
  const text = rounded.toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const sign = value < 0 && rounded > 0n ? "-" : "";
  return sign + (digits > 0 ? `${whole}.${text.slice(-digits)}` : whole);
}

export interface NumberFormat {
  /** Decimals, 0…10. Default: see `formatNumber`. */
  readonly digits?: number | undefined;
  /** A comma between groups of three digits. Default: false. */
  readonly thousands?: boolean | undefined;
}

/**
 * A finite number in plain digits. Without `digits`: whole numbers as they are; others
 * rounded to four significant digits, but never in front of the point (12345.678 → 12346);
 * below 0.0001 and from 1e21 on, in powers of ten (3.2 × 10⁻⁷).
 */
export function formatNumber(value: number, format: NumberFormat = {}): string {
  const size = Math.abs(value);
  const isTiny = format.digits === undefined && size > 0 && size < 1e-4;
  // Two significant digits and a power of ten.
  if (size >= largest || isTiny) return asPower(value.toExponential(1));
  const digits = format.digits ?? defaultDigits(value);
  const text = withMinus(roundDecimal(value, digits));
  return format.thousands ? groupThousands(text) : text;
}

/**
 * What repeated runs gave, in one phrase: `0.967 (0.951–0.981, n = 20)`. Digits as for
 * `formatNumber`; "to" in place of the dash where a number begins with a minus. No line
 * breaks inside of `n = 20`.
 */
export function formatSpread(
  { mean, least, most, n }: Spread,
  format: NumberFormat = {},
): string {
  const [middle, low, high] = [mean, least, most].map((value) =>
    formatNumber(value, format),
  );
  const dash = least < 0 ? " to " : "–";
  return `${middle} (${low}${dash}${high}, n\u00A0=\u00A0${formatNumber(n)})`;
}

/** A fraction as a percentage: 0.91678 → "91.68%". Default: two decimals. */
export function formatPercent(value: number, digits = 2): string {
  return withMinus(`${roundDecimal(value, digits, 2)}%`);
}

/** A number that begins with a hyphen, with a real minus in its place. */
export function withMinus(text: string): string {
  return text.replace(/^-/, "−");
}

function defaultDigits(value: number): number {
  if (Number.isInteger(value)) return 0;
  // The exponent after rounding: 9.99996 has four significant digits as 10.00.
  const exponent = Number(value.toExponential(3).split("e")[1]);
  return Math.max(0, 3 - exponent);
}

function groupThousands(text: string): string {
  const [whole = "", decimals] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `3.2e-7` as `3.2 × 10⁻⁷`. */
function asPower(exponential: string): string {
  const [mantissa = "", exponent = ""] = exponential.split("e");
  const raised = exponent
    .replace("+", "")
    .replace("-", "⁻")
    .replace(/\d/g, (digit) => superscripts[Number(digit)] ?? digit);
  return `${withMinus(mantissa)} × 10${raised}`;
}

/** A number in a table: rounded and grouped as its column says, else as few digits as show it. */
export function formatCell(
  value: number,
  column: NumberFormat & { readonly percent?: boolean | undefined },
): string {
  if (column.percent) return formatPercent(value, column.digits);
  if (column.digits === undefined) {
    const text = String(value === 0 ? 0 : value);
    if (text.includes("e")) return asPower(text);
    return column.thousands ? groupThousands(withMinus(text)) : withMinus(text);
  }
  return formatNumber(value, column);
}

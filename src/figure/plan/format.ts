import type { Language } from "../../language.ts";

/** What stands before the decimals of a number, and between its thousands. */
export type Signs = Pick<Language, "decimal" | "thousands">;

/** What numbers are written with at the moment. English, unless somebody asks for others. */
let signs: Signs = { decimal: ".", thousands: "," };

/** What `write` returns; all numbers that it writes have these signs. It must not pause. */
export function withSigns<T>(own: Signs | undefined, write: () => T): T {
  const before = signs;
  signs = own ?? before;
  try {
    return write();
  } finally {
    signs = before;
  }
}

/** How the numbers at an axis are written: the same on paper, on a slide and in a browser. */
export type NumberFormat =
  /** All with the same number of decimals. */
  | { readonly kind: "fixed"; readonly digits: number }
  /** Each with as many decimals as it needs: 0.01, 0.1, 1, 10. */
  | { readonly kind: "shortest" }
  /** As a power of ten, `digits` decimals before it. */
  | { readonly kind: "power"; readonly digits: number };

/** The format of the ticks of one axis; `digits` where the figure says how many decimals. */
export function formatOf(
  ticks: readonly number[],
  digits?: number,
): NumberFormat {
  if (digits !== undefined) return { kind: "fixed", digits };
  const sizes = ticks.map(Math.abs).filter((size) => size > 0);
  const largest = Math.max(...sizes);
  const smallest = Math.min(...sizes);
  const powers = sizes.every((size) => Number.isInteger(Math.log10(size)));
  const wide = powers && sizes.length > 2 && largest / smallest >= 100;
  const scientific =
    sizes.length > 0 &&
    (largest >= 1e7 ||
      largest < 1e-3 ||
      (wide && (smallest < 0.001 || largest > 99_999)));
  if (scientific) {
    const leads = ticks.map((tick) => leadOf(tick)[0]);
    return { kind: "power", digits: Math.max(...leads.map(decimalsOf)) };
  }
  return wide
    ? { kind: "shortest" }
    : { kind: "fixed", digits: decimals(ticks) };
}

/** The number as the format writes it. */
export function formatAs(value: number, format: NumberFormat): string {
  switch (format.kind) {
    case "fixed":
      return formatNumber(value, format.digits);
    case "shortest":
      return formatNumber(value, decimals([value]));
    case "power":
      return formatPower(value);
  }
}

/** As few decimals as show every one of the rising values and tell each from the next: at most twelve. */
export function decimals(values: readonly number[]): number {
  const steps = values.map((value, at) => value - (values[at - 1] ?? 0));
  const slack = 1e-3 * Math.min(...steps.map(Math.abs).filter((s) => s > 0));
  for (let digits = 0; digits < 12; digits += 1) {
    const fits = (value: number) =>
      Math.abs(Number(value.toFixed(digits)) - value) <= slack;
    if (values.every(fits)) return digits;
  }
  return 12;
}

function decimalsOf(value: string): number {
  return value.split(".")[1]?.length ?? 0;
}

/** The number with a real minus and with thousands apart, as prose has it: 1,000. */
export function formatNumber(value: number, digits: number): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, signs.thousands);
  const shown =
    fraction === undefined ? grouped : `${grouped}${signs.decimal}${fraction}`;
  return value < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 0.00002 as "2 × 10⁻⁵", 1000 as "10³". */
export function formatPower(value: number): string {
  if (value === 0) return "0";
  const [lead, power] = leadOf(value);
  const raised = [...power]
    .map((sign) => (sign === "-" ? "⁻" : superscripts[Number(sign)]))
    .join("");
  const minus = value < 0 ? "−" : "";
  return lead === "1"
    ? `${minus}10${raised}`
    : `${minus}${lead.replace(".", signs.decimal)}\u202F×\u202F10${raised}`;
}

/** What stands before the power of ten, without its sign, and the power: 0.00002 is 2 and -5. */
function leadOf(value: number): readonly [lead: string, power: string] {
  const [lead = "1", power = "0"] = Number(Math.abs(value).toPrecision(6))
    .toExponential()
    .split("e");
  return [lead, power.replace("+", "")];
}

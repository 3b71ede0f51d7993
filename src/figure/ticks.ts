import type { Axis } from "./shapes.ts";

/** An axis with its ends and its ticks decided. */
export interface AxisPlan {
  readonly title: string;
  readonly log: boolean;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** One label a tick. */
  readonly labels: readonly string[];
}

/** What a plan rests on. */
export interface PlanOptions {
  /** About how many ticks there is room for. Default: 6. */
  readonly count?: number;
  /** Ends move out to a tick. Default: true. */
  readonly nice?: boolean;
  /** Zero is on the axis. Default: only where the values come near it. */
  readonly zero?: boolean;
}

/** The name of an axis with its unit in brackets. */
export function axisTitle({ label, unit }: Axis): string {
  return unit === undefined ? label : `${label} (${unit})`;
}

/** Decides ends and ticks of an axis over the values that it must show. */
export function planAxis(
  axis: Axis,
  values: Iterable<number>,
  options: PlanOptions = {},
): AxisPlan {
  const log = axis.scale === "log";
  const shown = [...values];
  const whole = shown.length > 0 && shown.every(Number.isInteger);
  const [low, high] = extent(axis, shown, log, options.zero);
  const count = options.count ?? 6;
  const { min, max, ticks } = log
    ? planLog(axis, low, high, count)
    : planLinear(axis, low, high, count, {
        nice: options.nice ?? true,
        // There is no epoch 2.5.
        least: whole && high - low >= 2 ? 1 : 0,
      });
  const labels = formatTicks(ticks, axis.digits);
  return { title: axisTitle(axis), log, min, max, ticks, labels };
}

/** Values whose difference is below this part of their size count as equal. */
const equal = 1e-9;

function extent(
  axis: Axis,
  values: Iterable<number>,
  log: boolean,
  zero: boolean | undefined,
): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  low = axis.min ?? low;
  high = axis.max ?? high;
  const near = low > 0 && low < high * 0.3;
  if (!log && axis.min === undefined && (zero ?? near)) low = Math.min(low, 0);
  if (zero === true && axis.max === undefined) high = Math.max(high, 0);
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Closer than this, no label could tell the ends apart.
  if (high - low > Math.max(equal * size, Number.MIN_VALUE / Number.EPSILON)) {
    return [low, high];
  }
  if (zero === true && low === 0) return [axis.min ?? 0, axis.max ?? 1];
  // All values are equal: room on both sides, so that the point is not on the frame.
  if (log) return [low / 10, low * 10];
  const room = size < 1e-300 ? 1 : size / 2;
  return [axis.min ?? low - room, axis.max ?? low + room];
}

function planLinear(
  axis: Axis,
  low: number,
  high: number,
  count: number,
  { nice, least }: { readonly nice: boolean; readonly least: number },
) {
  const step = Math.max(least, niceStep((high - low) / Math.max(1, count)));
  const min = axis.min ?? (nice ? Math.floor(low / step + 1e-9) * step : low);
  const max = axis.max ?? (nice ? Math.ceil(high / step - 1e-9) * step : high);
  const ticks: number[] = [];
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  for (let index = first; index <= last; index += 1) {
    ticks.push(multiple(index, step));
  }
  return {
    min: multiple(min / step, step),
    max: multiple(max / step, step),
    ticks,
  };
}

/** `index · step` without the noise of binary fractions: 3 × 0.1 is 0.3. */
function multiple(index: number, step: number): number {
  return Number((index * step).toPrecision(12)) + 0;
}

/** The number among 1, 2, 5 × 10ⁿ that is nearest to `rough`, as a ratio. */
export function niceStep(rough: number): number {
  const power = Number(`1e${Math.floor(Math.log10(rough))}`);
  const part = rough / power;
  const lead = part < 1.415 ? 1 : part < 3.163 ? 2 : part < 7.072 ? 5 : 10;
  return Number((lead * power).toPrecision(12));
}

function planLog(axis: Axis, low: number, high: number, count: number) {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  if (last - first >= 2) {
    const every = Math.ceil((last - first) / Math.max(2, count));
    const ticks: number[] = [];
    for (let power = first; power <= last; power += every) {
      ticks.push(Number(`1e${power}`));
    }
    const min = axis.min ?? Number(`1e${first}`);
    const max = axis.max ?? Number(`1e${last}`);
    return { min, max, ticks: ticks.filter((t) => t >= min && t <= max) };
  }
  const candidates: number[] = [];
  for (let power = first; power <= last; power += 1) {
    for (const lead of [1, 2, 5]) candidates.push(Number(`${lead}e${power}`));
  }
  const below = candidates.filter((tick) => tick <= low * (1 + 1e-9)).at(-1);
  const above = candidates.find((tick) => tick >= high * (1 - 1e-9));
  const min = axis.min ?? below ?? low;
  const max = axis.max ?? above ?? high;
  const inside = candidates.filter((tick) => tick >= min && tick <= max);
  // 1, 2, 5, 10 …: every third is a power of ten.
  const every = inside.length > count + 2 ? 3 : 1;
  if (inside.length >= 3) {
    return { min, max, ticks: inside.filter((_, at) => at % every === 0) };
  }
  const { ticks: fine } = planLinear(
    { ...axis, min, max },
    min,
    max,
    Math.min(4, count),
    {
      nice: false,
      least: 0,
    },
  );
  return { min, max, ticks: fine.filter((tick) => tick > 0) };
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Labels for the ticks of one axis: all with the same decimals, or all as powers of ten. */
export function formatTicks(
  ticks: readonly number[],
  digits?: number,
): string[] {
  if (digits !== undefined) return ticks.map((t) => formatNumber(t, digits));
  const sizes = ticks.map(Math.abs).filter((size) => size > 0);
  const largest = Math.max(...sizes);
  const smallest = Math.min(...sizes);
  const powers = sizes.every((size) => Number.isInteger(Math.log10(size)));
  const wide = powers && sizes.length > 2 && largest / smallest > 100;
  const scientific =
    sizes.length > 0 &&
    (largest >= 1e7 ||
      largest < 1e-3 ||
      (wide && (smallest < 0.001 || largest > 99_999)));
  if (scientific) return ticks.map(formatPower);
  if (wide) return ticks.map((tick) => formatNumber(tick, decimals([tick])));
  const needed = decimals(ticks);
  return ticks.map((tick) => formatNumber(tick, needed));
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

/** The number with a real minus and, from five digits on, thin spaces between thousands. */
export function formatNumber(value: number, digits: number): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const grouped =
    whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202F") : whole;
  const shown = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown;
}

/** 0.00002 as "2 × 10⁻⁵", 1000 as "10³". */
export function formatPower(value: number): string {
  if (value === 0) return "0";
  const [lead = "1", power = "0"] = Number(value.toPrecision(6))
    .toExponential()
    .split("e");
  const raised = [...String(Number(power))]
    .map((sign) => (sign === "-" ? "⁻" : superscripts[Number(sign)]))
    .join("");
  const minus = value < 0 ? "−" : "";
  const factor = lead.replace("-", "");
  return factor === "1"
    ? `${minus}10${raised}`
    : `${minus}${factor}\u202F×\u202F10${raised}`;
}

import { nice, range, tickStep } from "d3-array";
import type { Axis } from "../data/shapes.ts";
import { formatAs, formatOf, type NumberFormat } from "./format.ts";

/** An axis with its ends, its ticks and how they are written. */
export interface AxisPlan {
  /** With its unit in brackets. */
  readonly title: string;
  readonly log: boolean;
  readonly min: number;
  readonly max: number;
  /** Between two ticks; none on a logarithmic axis. */
  readonly step?: number;
  readonly ticks: readonly number[];
  readonly format: NumberFormat;
  /** One label a tick. */
  readonly labels: readonly string[];
}

/** What a plan rests on, besides the values. */
export interface AxisOptions {
  /** About how many steps there are. Default: 5. */
  readonly count?: number;
  /**
   * - `ticks` (default): both ends move out to a tick;
   * - `close`: the upper end only to one that is near, so that a line still ends at the right;
   * - `exact`: the ends are those of the values.
   */
  readonly ends?: "ticks" | "close" | "exact";
  /** Zero is on the axis. Default: only where the values come near it. */
  readonly zero?: boolean;
  /** What is left free beyond the values for words there, as a part of their extent. Default: 0. */
  readonly room?: number;
}

/** A line ends at the right within this part of an axis' length. */
export const nearEnd = 0.07;

/** A tick is near the last value within this part: closer than anybody sees. */
const nearTick = 0.03;

/** The name of an axis with its unit in brackets. */
export function axisTitle({ label, unit }: Axis): string {
  return unit === undefined ? label : `${label} (${unit})`;
}

/**
 * Decides ends and ticks of an axis over the values that it must show. They are the figure's own,
 * whatever it is drawn on: `thinAxis` leaves out what a medium has no room for.
 */
export function planAxis(
  axis: Axis,
  values: readonly number[],
  options: AxisOptions = {},
): AxisPlan {
  const log = axis.scale === "log";
  const [least, most] = extent(axis, values, log, options.zero);
  const room = (most - least) * (options.room ?? 0);
  const low = least < 0 ? (axis.min ?? least - room) : least;
  const high = most > 0 ? (axis.max ?? most + room) : most;
  const count = options.count ?? 5;
  const whole = values.length > 0 && values.every(Number.isInteger);
  const found = log
    ? planLog(axis, low, high)
    : planLinear(
        axis,
        low,
        high,
        // There is no epoch 2.5.
        whole && high - low >= 2 ? Math.min(count, high - low) : count,
        options.ends ?? "ticks",
      );
  return {
    title: axisTitle(axis),
    log,
    ...found,
    ...labelsOf(found.ticks, axis.digits),
  };
}

function labelsOf(ticks: readonly number[], digits?: number) {
  const format = formatOf(ticks, digits);
  return { format, labels: ticks.map((tick) => formatAs(tick, format)) };
}

/** Every how many ticks one may stay; between powers of ten lie twice and five times. */
const sparser = {
  linear: [1, 2, 5, 10, 20, 50],
  log: [1, 2, 3, 6, 12, 24, 48],
};

/**
 * The axis with as many of its ticks as have room along `length`, where a label takes
 * `sizeOf(label)` of it. The lower end stays, and so does zero unless two ticks are not to be had
 * with it.
 */
export function thinAxis(
  plan: AxisPlan,
  length: number,
  sizeOf: (label: string) => number,
): AxisPlan {
  const zero = Math.max(0, plan.ticks.indexOf(0));
  const choices = [...(plan.log ? sparser.log : sparser.linear), zero]
    .filter((every) => every > 0)
    .sort((a, b) => a - b);
  const fitting = choices
    .map((every) => ({ every, axis: everyNth(plan, every) }))
    .filter(({ axis }) => fits(axis, length, sizeOf));
  const withZero = fitting.find(({ every }) => zero % every === 0);
  const best = withZero ?? fitting.find(({ axis }) => axis.ticks.length > 1);
  if (best !== undefined) return best.axis;
  return { ...plan, ticks: [plan.min], ...labelsOf([plan.min]) };
}

/** The axis with its first tick and every so many after it. */
function everyNth(plan: AxisPlan, every: number): AxisPlan {
  if (every === 1) return plan;
  const digits = plan.format.kind === "fixed" ? plan.format.digits : undefined;
  const ticks = plan.ticks.filter((_, index) => index % every === 0);
  const { step } = plan;
  return {
    ...plan,
    ...(step !== undefined && { step: tidy(step * every) }),
    ticks,
    ...labelsOf(ticks, digits),
  };
}

function fits(
  plan: AxisPlan,
  length: number,
  sizeOf: (label: string) => number,
): boolean {
  const { ticks, labels } = plan;
  if (ticks.length > finest + 1) return false;
  return ticks.every((tick, index) => {
    const next = ticks[index + 1];
    if (next === undefined) return true;
    const half = (at: number) => sizeOf(labels[at] ?? "") / 2;
    const apart = (placeOn(plan, next) - placeOn(plan, tick)) * length;
    return apart >= half(index) + half(index + 1);
  });
}

/** Where a value lies on an axis: 0 at its start, 1 at its end. */
export function placeOn(
  { min, max, log }: Pick<AxisPlan, "min" | "max" | "log">,
  value: number,
): number {
  return log
    ? Math.log(value / min) / Math.log(max / min)
    : (value - min) / (max - min);
}

/** Values whose difference is below this part of their size count as equal. */
const equal = 1e-9;

function extent(
  axis: Axis,
  values: readonly number[],
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

/** What differs between a linear and a logarithmic axis. */
type Ends = Pick<AxisPlan, "min" | "max" | "step" | "ticks">;

function planLinear(
  axis: Axis,
  low: number,
  high: number,
  count: number,
  ends: "ticks" | "close" | "exact",
): Ends {
  if (ends === "exact") {
    const step = tickStep(low, high, count);
    return { min: low, max: high, step, ticks: ticksBetween(low, high, step) };
  }
  const isTick = (value: number, steps: number) => {
    const step = tickStep(low, high, steps);
    return tidy(Math.round(value / step) * step) === tidy(value);
  };
  // A lower end that stays is a tick, even if it takes more of them.
  const stays = ends === "close" || axis.min !== undefined;
  const finer = stays && !isTick(low, count) && isTick(low, finest);
  const [niceLow, niceHigh] = nice(low, high, finer ? finest : count);
  const step = tickStep(niceLow, niceHigh, finer ? finest : count);
  const min = axis.min ?? tidy(niceLow);
  const far = (niceHigh - high) / (niceHigh - niceLow) > nearTick;
  const top =
    ends === "close" && far ? upTo(high, tickStep(low, high, 100)) : niceHigh;
  const max = axis.max ?? tidy(top);
  return { min, max, step, ticks: ticksBetween(min, max, step) };
}

/** Steps at most. */
const finest = 10;

function upTo(value: number, step: number): number {
  return Math.ceil(value / step - 1e-9) * step;
}

/** The multiples of the step between the ends: from the lower one on, unless the figure asks for another. */
function ticksBetween(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step - 1e-9);
  return range(first, Math.floor(max / step + 1e-9) + 1).map((index) =>
    tidy(index * step),
  );
}

/** The number without the noise of binary fractions: 3 × 0.1 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

/** Ends and ticks at powers of ten; where they are fewer than three, at twice and five times as much, too. */
function planLog(axis: Axis, low: number, high: number): Ends {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const leads = last - first < 2 ? [1, 2, 5] : [1];
  const marks = range(first, last + 1).flatMap((power) =>
    leads.map((lead) => Number(`${lead}e${power}`)),
  );
  const below = marks.findLast((mark) => mark <= low * (1 + 1e-9));
  const above = marks.find((mark) => mark >= high * (1 - 1e-9));
  const min = axis.min ?? below ?? low;
  const max = axis.max ?? above ?? high;
  const inside = marks.filter((mark) => mark >= min && mark <= max);
  if (inside.length >= 3) return { min, max, ticks: inside };
  const between = ticksBetween(min, max, tickStep(min, max, 4));
  return { min, max, ticks: between.filter((tick) => tick > 0) };
}

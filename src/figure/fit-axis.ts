import type { Axis } from "./shapes.ts";
import { textWidth } from "./text.ts";
import { sizes } from "./theme.ts";
import { type AxisPlan, type PlanOptions, planAxis } from "./ticks.ts";

/** Between two labels, at least, in units. */
const gapX = 26;
const gapY = 14;

/** What margins, names and labels take of a figure, in units. */
const marginsX = 150;
const marginsY = 190;

/** Plans an axis that lies: as many ticks as have room for their labels, at most about eight. */
export function planLying(
  axis: Axis,
  values: readonly number[],
  width: number,
  options: PlanOptions = {},
): AxisPlan {
  const room = Math.max(100, width - Math.min(marginsX, width * 0.25));
  const label = (text: string) => textWidth(text, small) + gapX;
  return planFitting(
    axis,
    values,
    options,
    room,
    Math.min(7, room / 80),
    label,
  );
}

/** Plans an axis that stands: as many ticks as have room for their labels, at most about seven. */
export function planStanding(
  axis: Axis,
  values: readonly number[],
  height: number,
  options: PlanOptions = {},
): AxisPlan {
  const room = Math.max(80, height - marginsY);
  const label = () => sizes.small + gapY;
  return planFitting(
    axis,
    values,
    options,
    room,
    Math.min(6, room / 60),
    label,
  );
}

const small = { size: sizes.small };

function planFitting(
  axis: Axis,
  values: readonly number[],
  options: PlanOptions,
  room: number,
  most: number,
  sizeOf: (label: string) => number,
): AxisPlan {
  let count = Math.max(1, most);
  let plan = planAxis(axis, values, { ...options, count });
  while (count > 1 && !fits(plan, room, sizeOf)) {
    count -= 1;
    plan = planAxis(axis, values, { ...options, count });
  }
  return plan;
}

function fits(
  { ticks, labels, min, max, log }: AxisPlan,
  room: number,
  sizeOf: (label: string) => number,
): boolean {
  const place = (value: number) =>
    log
      ? (Math.log(value / min) / Math.log(max / min)) * room
      : ((value - min) / (max - min)) * room;
  return ticks.every((tick, index) => {
    const next = ticks[index + 1];
    if (next === undefined) return true;
    const half = (at: number) => sizeOf(labels[at] ?? "") / 2;
    return place(next) - place(tick) >= half(index) + half(index + 1);
  });
}

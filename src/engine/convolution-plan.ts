import type { Axis } from "./convolution-info.ts";

/**
 * How a convolution is cut into products of matrices that multiply no zero: pure arithmetic on shapes.
 *
 * Padding is never read. Along each axis the positions of the result fall into a few classes of
 * those that see the same taps of the filter: at the left edge, in the middle, at the right edge.
 * Each class of an image is one product, of exactly its taps. Taps that nobody sees, such as all but
 * the centre of a 3×3 filter on a 1×1 map, cost nothing.
 */

/** Neighbouring positions of the result that see the same taps. */
interface AxisClass {
  /** The first position of the result, how many there are, and the distance between two. */
  readonly target: number;
  readonly count: number;
  readonly targetStep: number;
  /** The first source position that the first one sees, and how far the next one is shifted. */
  readonly source: number;
  readonly sourceStep: number;
  /** Taps seen, on source positions side by side, and the place of the first among `places`. */
  readonly taps: number;
  readonly place: number;
}

export interface AxisPlan {
  /** The taps that anybody sees, in the order in which their weights are packed. */
  readonly places: readonly number[];
  readonly classes: readonly AxisClass[];
}

/** The output from the input: output o sees input `o * stride - before + tap`. */
export function forwardAxis(axis: Axis): AxisPlan {
  const { input, output, filter, stride, before } = axis;
  const seen = range(output).map((target) => {
    const start = target * stride - before;
    const first = Math.max(0, -start);
    const end = Math.max(first, Math.min(filter, input - start));
    return { target, first, end, source: start + first };
  });
  const used = seen.filter((each) => each.end > each.first);
  const low = Math.min(filter, ...used.map((each) => each.first));
  const high = Math.max(low, ...used.map((each) => each.end));
  const classes = seen.map(({ target, first, end, source }) => ({
    target,
    source,
    taps: end - first,
    place: end > first ? first - low : 0,
  }));
  return {
    places: range(high - low).map((each) => low + each),
    classes: group(classes, 1, stride),
  };
}

/**
 * The input's gradient from the output's: input i sees output `(i + before - tap) / stride`
 * for the taps that leave no remainder. Taps of one remainder are packed together, the last
 * first, so that they lie as the outputs that they meet do.
 */
export function gradientAxis(axis: Axis): AxisPlan {
  const { input, output, filter, stride, before } = axis;
  const remainders = range(Math.min(stride, filter));
  const orders = remainders.map((remainder) =>
    range(Math.ceil((filter - remainder) / stride))
      .map((each) => remainder + each * stride)
      .reverse()
      .filter((tap) => touches(axis, tap)),
  );
  const places = orders.flat();
  const classes = range(input).map((target) => {
    const remainder = (target + before) % stride;
    const nearest = Math.floor((target + before) / stride);
    const taps = (orders[remainder] ?? []).filter((tap) => {
      const source = nearest - (tap - remainder) / stride;
      return source >= 0 && source < output;
    });
    const first = taps[0];
    if (first === undefined) return { target, source: 0, taps: 0, place: 0 };
    const source = nearest - (first - remainder) / stride;
    return { target, source, taps: taps.length, place: places.indexOf(first) };
  });
  const steps = range(stride).flatMap((phase) =>
    group(
      classes.filter((each) => each.target % stride === phase),
      stride,
      1,
    ),
  );
  return { places, classes: steps };
}

/** For each tap of the filter, the outputs that see an input through it. */
export function filterAxis(axis: Axis): readonly AxisClass[] {
  const { input, output, filter, stride, before } = axis;
  return range(filter).map((tap) => {
    const first = Math.max(0, Math.ceil((before - tap) / stride));
    const last = Math.floor((input - 1 + before - tap) / stride);
    const count = Math.max(0, Math.min(output - 1, last) - first + 1);
    return {
      target: first,
      count,
      targetStep: 1,
      source: count > 0 ? first * stride + tap - before : 0,
      sourceStep: stride,
      taps: 1,
      place: tap,
    };
  });
}

/** Whether any output sees an input through this tap. */
function touches(axis: Axis, tap: number): boolean {
  return (filterAxis(axis)[tap]?.count ?? 0) > 0;
}

type Position = Pick<AxisClass, "target" | "source" | "taps" | "place">;

/** Joins neighbours that see the same taps. */
function group(
  positions: readonly Position[],
  targetStep: number,
  sourceStep: number,
): AxisClass[] {
  const classes: AxisClass[] = [];
  for (const each of positions) {
    const last = classes.at(-1);
    if (last && last.taps === each.taps && last.place === each.place) {
      classes[classes.length - 1] = { ...last, count: last.count + 1 };
    } else {
      classes.push({ ...each, count: 1, targetStep, sourceStep });
    }
  }
  return classes;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

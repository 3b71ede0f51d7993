import type { Random } from "./random.ts";
import {
  type Point,
  type SevenStyle,
  type Stroke,
  sevenStrokes,
  type ThreeStyle,
  threeStrokes,
} from "./strokes.ts";

/** A point of the pen's path: position, and the ink's half width in pixels. */
export type Ink = readonly [x: number, y: number, radius: number];

/** What stays the same when one person writes many digits. */
export interface Writer {
  readonly three: ThreeStyle;
  readonly seven: SevenStyle;
  /** Shear to the right, in widths a height. */
  readonly slant: number;
  /** Small turn of the paper, counter-clockwise, as a tangent. */
  readonly turn: number;
  /** Width over height before slanting. */
  readonly aspect: number;
  /** Half width of the pen, in pixels of the finished picture. */
  readonly pen: number;
  /** 0: straight from point to point, 1: round. */
  readonly roundness: number;
  /** How much stronger the pen presses downwards than sideways. */
  readonly pressure: number;
  /** How far points wander from one digit to the next, in boxes. */
  readonly unrest: number;
  /** The person's own deformation of the skeletons. */
  readonly habit: Field;
}

/** Smooth displacements over the box, on a grid of 3 by 3 corners: x and y of each. */
type Field = readonly number[];

const CORNERS = 3;

export function createWriter(random: Random): Writer {
  return {
    three: createThree(random),
    seven: createSeven(random),
    slant: random.around(0.14, 0.18),
    turn: random.around(0, 0.07),
    aspect: Math.min(0.95, Math.max(0.5, random.around(0.76, 0.15))),
    pen: Math.max(0.75, random.around(1.36, 0.4)),
    roundness: random.between(0.7, 1.2),
    pressure: random.between(0, 0.3),
    // Most write evenly; one in six is in a hurry.
    unrest: random.between(0.01, random.chance(0.17) ? 0.07 : 0.04),
    habit: createField(random, 0.038),
  };
}

function createThree(random: Random): ThreeStyle {
  const tops = ["round", "flat", "pointed"] as const;
  const middles = ["cusp", "soft", "loop"] as const;
  return {
    top: tops[random.weighted([0.72, 0.1, 0.18])] ?? "round",
    middle: middles[random.weighted([0.5, 0.27, 0.23])] ?? "cusp",
    waist: [random.around(0.41, 0.08), random.around(0.46, 0.045)],
    upper: random.around(0.84, 0.1),
    lower: random.around(0.94, 0.1),
    hook: Math.max(0.05, random.around(0.17, 0.07)),
    tail: Math.max(0.03, random.around(0.15, 0.08)),
  };
}

function createSeven(random: Random): SevenStyle {
  return {
    serif: random.chance(0.4) ? random.between(0.06, 0.26) : 0,
    sag: random.around(0.01, 0.05),
    tilt: random.around(0.07, 0.12),
    corner: random.chance(0.6) ? "sharp" : "round",
    foot: random.around(0.48, 0.21),
    bow: random.chance(0.3)
      ? random.between(0.04, 0.2)
      : random.around(0.01, 0.045),
    curl: random.chance(0.15) ? random.between(0.05, 0.3) : 0,
    crossbar: random.chance(0.22) ? random.between(0.2, 0.36) : 0,
    crossTilt: random.around(0.02, 0.035),
    crossHeight: random.around(0.5, 0.07),
  };
}

/** One digit of this writer's: the pen's paths, in pixels of unknown origin. */
export function write(digit: 3 | 7, writer: Writer, random: Random): Ink[][] {
  const strokes =
    digit === 3 ? threeStrokes(writer.three) : sevenStrokes(writer.seven);
  // Now and then a digit is dashed off: those are the ones that models get wrong.
  const haste = random.chance(0.07) ? 0.08 : 0;
  const chance = createField(random, writer.unrest * 1.6 + haste);
  const slant = writer.slant + random.around(0, 0.08);
  const aspect = Math.max(0.4, writer.aspect + random.around(0, 0.07));
  const pen = Math.max(0.65, writer.pen + random.around(0, 0.12));
  const turn = writer.turn + random.around(0, 0.07);
  return strokes.map((stroke) => {
    const path = trace(
      wander(stroke, writer.unrest, random),
      writer.roundness,
    ).map(([x, y]): Point => {
      const [dx, dy] = displace(writer.habit, x, y);
      const [ex, ey] = displace(chance, x, y);
      const height = y + dy + ey;
      const across = (x + dx + ex) * aspect + slant * (1 - height);
      return [across + turn * height, height - turn * across];
    });
    return press(path, pen, writer.pressure, random);
  });
}

/** Moves every point a little; the ends, where the pen lands and leaves, a little more. */
function wander(stroke: Stroke, unrest: number, random: Random): Stroke {
  let end: Point | undefined;
  return stroke.map((curve) =>
    curve.map((point, index) => {
      // A curve begins where the one before it ended.
      if (index === 0 && end !== undefined) return end;
      const last = index === 0 || index === curve.length - 1;
      const spread = unrest * (last ? 1.3 : 0.65);
      end = [random.around(point[0], spread), random.around(point[1], spread)];
      return end;
    }),
  );
}

/** Steps between two points of a curve. */
const STEPS = 6;

/**
 * The curves as one dense path: cubic Hermite pieces whose tangents are the neighbours'
 * difference (Catmull-Rom), scaled by roundness.
 */
function trace(stroke: Stroke, roundness: number): Point[] {
  const path: Point[] = [];
  for (const curve of stroke) {
    for (let index = 0; index + 1 < curve.length; index++) {
      const from = curve[index] ?? [0, 0];
      const to = curve[index + 1] ?? from;
      const before = curve[index - 1] ?? from;
      const after = curve[index + 2] ?? to;
      for (let step = path.length === 0 ? 0 : 1; step <= STEPS; step++) {
        const t = step / STEPS;
        path.push([
          along(t, before[0], from[0], to[0], after[0], roundness),
          along(t, before[1], from[1], to[1], after[1], roundness),
        ]);
      }
    }
  }
  return path;
}

/** One coordinate, `t` of the way between `from` and `to`. */
function along(
  t: number,
  before: number,
  from: number,
  to: number,
  after: number,
  roundness: number,
): number {
  const u = 1 - t;
  const leaving = ((to - before) / 2) * roundness;
  const arriving = ((after - from) / 2) * roundness;
  return (
    from * (1 + 2 * t) * u * u +
    to * t * t * (3 - 2 * t) +
    leaving * t * u * u -
    arriving * t * t * u
  );
}

/** Gives the path its width: more downwards, less at the ends, never quite even. */
function press(
  path: readonly Point[],
  pen: number,
  pressure: number,
  random: Random,
): Ink[] {
  const waves = Array.from({ length: 5 }, () => random.around(1, 0.09));
  const thin = [random.between(0.7, 1), random.between(0.55, 1)] as const;
  const last = path.length - 1;
  return path.map(([x, y], index) => {
    const t = index / last;
    const wave = between(waves, t);
    const next = path[Math.min(last, index + 1)] ?? [x, y];
    const previous = path[Math.max(0, index - 1)] ?? [x, y];
    const across = Math.abs(next[0] - previous[0]);
    const down = Math.abs(next[1] - previous[1]);
    const share = down / (across + down + 1e-9);
    const ends = Math.min(
      mix(thin[0], 1, Math.min(1, t * 6)),
      mix(thin[1], 1, Math.min(1, (1 - t) * 6)),
    );
    return [x, y, pen * wave * ends * (1 + pressure * (share - 0.6))];
  });
}

/** The values' polyline, `t` of the way along. */
function between(values: readonly number[], t: number): number {
  const place = t * (values.length - 1);
  const near = Math.min(values.length - 2, Math.floor(place));
  return mix(values[near] ?? 1, values[near + 1] ?? 1, place - near);
}

function createField(random: Random, spread: number): Field {
  return Array.from({ length: 2 * CORNERS * CORNERS }, () =>
    random.around(0, spread),
  );
}

/** The field's displacement at a point: its corners, blended with smooth weights. */
function displace(field: Field, x: number, y: number): Point {
  const across = place(x);
  const down = place(y);
  const column = Math.min(CORNERS - 2, Math.floor(across));
  const row = Math.min(CORNERS - 2, Math.floor(down));
  const u = smooth(across - column);
  const v = smooth(down - row);
  const above = 2 * (row * CORNERS + column);
  return [blend(field, above, u, v), blend(field, above + 1, u, v)];
}

/** One coordinate of the four corners whose upper left one lies at `above`. */
function blend(field: Field, above: number, u: number, v: number): number {
  const below = above + 2 * CORNERS;
  return mix(
    mix(field[above] ?? 0, field[above + 2] ?? 0, u),
    mix(field[below] ?? 0, field[below + 2] ?? 0, u),
    v,
  );
}

/** A coordinate of the box, counted in corners. */
function place(value: number): number {
  return Math.max(0, Math.min(1, value)) * (CORNERS - 1);
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

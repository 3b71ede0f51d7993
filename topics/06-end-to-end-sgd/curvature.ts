// How steep a valley with three parameters is, direction by direction. Plain numbers: the
// flattest direction is lost in the rounding of float32.

import { exactly, nth, power } from "lectern";

/** Three parameters, or as many slopes. */
export type Params = readonly [a: number, b: number, c: number];

/** The ride, moment by moment. */
export type Points = readonly (readonly [time: number, speed: number])[];

/** From parameters to the slope of the loss for each. */
export type Gradient = (params: Params) => Params;

type Matrix = readonly (readonly number[])[];

/** Loss that lies in a direction: it falls by (1 − lr · steepness)² a step. */
export interface Part {
  /** Curvature of the loss along the direction: how fast the gradient grows. */
  readonly steepness: number;
  readonly loss: number;
}

/** The speed of the parabola at a time. */
export function speedAt(t: number, [a, b, c]: Params): number {
  return a * t * t + b * t + c;
}

/** How the gradient changes when each parameter is moved by 1. */
function hessian(gradient: Gradient, at: Params): Matrix {
  const here = gradient(at);
  const moved = (by: Params) => plus(gradient(plus(at, by)), here, -1);
  return [moved([1, 0, 0]), moved([0, 1, 0]), moved([0, 0, 1])];
}

/**
 * The bottom of the valley, and how the loss at `from` above the bottom's is split among
 * its directions, the steepest first. Exact for a loss that is quadratic in its parameters.
 */
export function split(gradient: Gradient, from: Params) {
  const slope = gradient(from);
  let best = from;
  const parts: Part[] = [];
  for (const { steepness, vector } of directions(hessian(gradient, from))) {
    const along = dot(vector, slope) / steepness; // from the bottom to here
    best = plus(best, vector, -along);
    parts.push({ steepness, loss: (steepness * (along * along)) / 2 });
  }
  return { best, parts };
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix [3, 3], the steepest first: plane rotations
 * until nothing is left beside the diagonal. Source: Jacobi 1846.
 */
function directions(matrix: Matrix) {
  let m = matrix;
  let v = matrix.map((row, i) => row.map((_, j) => Number(i === j)));
  const cell = (i: number, j: number) => nth(nth(m, i), j);
  for (let sweep = 0; sweep < 30; sweep++) {
    for (const axis of [2, 1, 0]) {
      const others = [0, 1, 2].filter((each) => each !== axis);
      const [i, j] = exactly(2, others);
      if (cell(i, j) === 0) continue;
      const turn = turnAway(cell(i, i), cell(i, j), cell(j, j));
      v = turned(v, i, j, turn);
      m = transposed(turned(transposed(turned(m, i, j, turn)), i, j, turn));
    }
  }
  return transposed(v)
    .map((vector, k) => ({ steepness: cell(k, k), vector }))
    .sort((a, b) => b.steepness - a.steepness);
}

/**
 * Cosine and sine of the turn after which nothing is left of `beside`. Out of square roots, which
 * every engine rounds alike: of its own sine and cosine no two promise the same last digit.
 */
function turnAway(first: number, beside: number, second: number) {
  const ratio = (second - first) / (2 * beside);
  const tangent =
    (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const cos = 1 / Math.sqrt(tangent * tangent + 1);
  return { cos, sin: tangent * cos };
}

/** Each row, with its places i and j turned. */
function turned(
  rows: Matrix,
  i: number,
  j: number,
  { cos, sin }: { readonly cos: number; readonly sin: number },
) {
  return rows.map((row) => {
    const [x, y] = [nth(row, i), nth(row, j)];
    return row.with(i, cos * x - sin * y).with(j, sin * x + cos * y);
  });
}

function transposed(rows: Matrix) {
  return rows.map((_, k) => rows.map((row) => nth(row, k)));
}

/** The largest stable rate: above it the steepest direction grows at every step. */
export function largestRate(parts: readonly Part[]): number {
  return 2 / nth(parts, 0).steepness;
}

/** How many times steeper the steepest direction is than the flattest. */
export function steepnessRatio(parts: readonly Part[]): number {
  return nth(parts, 0).steepness / nth(parts, -1).steepness;
}

/** What is left of the loss in a direction after so many steps. */
export function left(part: Part, lr: number, steps: number): number {
  return part.loss * power(1 - lr * part.steepness, 2 * steps);
}

/** Loss above the best possible after so many steps. */
export function excess(parts: readonly Part[], lr: number, steps: number) {
  return parts.reduce((sum, part) => sum + left(part, lr, steps), 0);
}

/**
 * The first step after which the excess is at most this. Throws RangeError where it never is: at a
 * rate at which a direction grows.
 */
export function stepsTo(most: number, parts: readonly Part[], lr: number) {
  if (!(lr > 0 && lr < largestRate(parts))) {
    throw new RangeError(`at a learning rate of ${lr} the loss does not fall`);
  }
  let [low, high] = [0, 1];
  while (excess(parts, lr, high) > most) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (excess(parts, lr, middle) > most) low = middle;
    else high = middle;
  }
  return high;
}

function dot(p: readonly number[], q: readonly number[]): number {
  return p.reduce((sum, each, k) => sum + each * nth(q, k), 0);
}

/** p + factor · q */
function plus(p: Params, q: readonly number[], factor = 1): Params {
  return exactly(
    3,
    p.map((each, k) => each + factor * nth(q, k)),
  );
}

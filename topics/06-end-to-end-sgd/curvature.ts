// How steep a valley with three parameters is, direction by direction. Plain numbers: the
// flattest direction is lost in the rounding of float32.

import { nth, power } from "lectern";

/** Three parameters, or as many slopes. */
export type Params = readonly [a: number, b: number, c: number];

/** The ride, moment by moment. */
export type Points = readonly (readonly [time: number, speed: number])[];

type Matrix = readonly [Params, Params, Params];

/** A direction in which the valley is a parabola of its own. */
interface Direction {
  /** Curvature of the loss along it: how fast the gradient grows. */
  readonly steepness: number;
  /** Of length 1. */
  readonly vector: Params;
}

/** Loss that lies in a direction: it falls by (1 − lr · steepness)² a step. */
export interface Part {
  readonly steepness: number;
  readonly loss: number;
}

/** The speed of the parabola at a time. */
export function speedAt(t: number, [a, b, c]: Params): number {
  return a * t * t + b * t + c;
}

/** Mean of the squared errors of the parabola. */
export function meanSquare(points: Points, params: Params): number {
  const errors = points.map(([t, speed]) => speedAt(t, params) - speed);
  return errors.reduce((sum, error) => sum + error * error, 0) / points.length;
}

// #region hessian
/** How the gradient changes when each parameter is moved by 1. */
function hessian(gradient: (p: Params) => Params, at: Params): Matrix {
  const here = gradient(at);
  const moved = (by: Params) => minus(gradient(plus(at, by)), here);
  return [moved([1, 0, 0]), moved([0, 1, 0]), moved([0, 0, 1])];
}
// #endregion

/**
 * The bottom of the valley, and how the loss at `from` above the bottom's is split among
 * its directions, the steepest first. Exact for a loss that is quadratic in its parameters.
 */
export function split(
  gradient: (p: Params) => Params,
  from: Params,
): { best: Params; parts: Part[] } {
  const slope = gradient(from);
  let best = from;
  const parts: Part[] = [];
  for (const { steepness, vector } of directions(hessian(gradient, from))) {
    const along = dot(vector, slope) / steepness; // from the bottom to here
    best = minus(best, times(vector, along));
    parts.push({ steepness, loss: (steepness * (along * along)) / 2 });
  }
  return { best, parts };
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, the steepest first: plane rotations
 * until nothing is left beside the diagonal. Source: Jacobi 1846.
 */
function directions(matrix: Matrix): Direction[] {
  const m = matrix.map((row) => [...row]);
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const;
  for (let sweep = 0; sweep < 30; sweep++) {
    for (const [i, j] of pairs) rotate(m, v, i, j);
  }
  return [0, 1, 2]
    .map((k) => ({ steepness: cell(m, k, k), vector: column(v, k) }))
    .sort((a, b) => b.steepness - a.steepness);
}

/** Turns axes i and j so that the matrix has 0 where they cross. */
function rotate(m: number[][], v: number[][], i: number, j: number): void {
  const off = cell(m, i, j);
  if (off === 0) return;
  const angle = Math.atan2(2 * off, cell(m, j, j) - cell(m, i, i)) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turn = (x: number, y: number) => [cos * x - sin * y, sin * x + cos * y];
  for (const matrix of [m, v]) {
    for (const row of matrix) {
      [row[i] = 0, row[j] = 0] = turn(row[i] ?? 0, row[j] ?? 0);
    }
  }
  for (const k of [0, 1, 2]) {
    const [x = 0, y = 0] = turn(cell(m, i, k), cell(m, j, k));
    (m[i] ?? [])[k] = x;
    (m[j] ?? [])[k] = y;
  }
}

/** The largest stable rate: above it the steepest direction grows at every step. */
export function largestRate(parts: readonly Part[]): number {
  return 2 / nth(parts, 0).steepness;
}

/** How many times steeper the steepest direction is than the flattest. */
export function steepnessRatio(parts: readonly Part[]): number {
  return nth(parts, 0).steepness / nth(parts, -1).steepness;
}

/** Loss above the best possible after so many steps. */
export function excess(
  parts: readonly Part[],
  lr: number,
  steps: number,
): number {
  return parts.reduce(
    (sum, { steepness, loss }) =>
      sum + loss * power(1 - lr * steepness, 2 * steps),
    0,
  );
}

/**
 * The first step after which the excess is at most this. Throws RangeError where it never is: at a
 * rate at which a direction grows.
 */
export function stepsTo(
  most: number,
  parts: readonly Part[],
  lr: number,
): number {
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

function cell(m: readonly (readonly number[])[], i: number, j: number): number {
  return m[i]?.[j] ?? 0;
}

function column(m: readonly (readonly number[])[], k: number): Params {
  return [cell(m, 0, k), cell(m, 1, k), cell(m, 2, k)];
}

function dot(p: Params, q: Params): number {
  return p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
}

function plus(p: Params, q: Params): Params {
  return [p[0] + q[0], p[1] + q[1], p[2] + q[2]];
}

function minus(p: Params, q: Params): Params {
  return plus(p, times(q, -1));
}

function times(p: Params, factor: number): Params {
  return [factor * p[0], factor * p[1], factor * p[2]];
}

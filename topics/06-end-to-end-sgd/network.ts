// What carries over from a parabola to a network: ten ReLUs in its place, the same ride, the same loss
// and the same step, by both clocks. In plain numbers, with its own way back.

import { exactly, type Lab, nth, TorchRandom } from "lectern";
import type { Points } from "./curvature.ts";

/** ReLUs between time and speed: few, and enough to bend twice. */
const UNITS = 10;
/** Draws of the first weights: seeds 1, 2, 3, … */
const DRAWS = 20;
/** Each clock takes the best of these: one rate for both would be the choice of a winner. */
const RATES = [3e-4, 1e-3, 3e-3, 1e-2];
/** Enough to tell the clocks apart by far. */
const STEPS = 500;

type Unit = { into: number; bias: number; out: number };
type Net = { units: Unit[]; bias: number };

/** As PyTorch draws nn.Linear(1, 10) and nn.Linear(10, 1). */
function draw(seed: number): Net {
  const random = new TorchRandom(seed);
  const first = random.linearInit(1, UNITS);
  const second = random.linearInit(UNITS, 1);
  const units = Array.from({ length: UNITS }, (_, at) => ({
    into: nth(first.weight, at),
    bias: nth(first.bias, at),
    out: nth(second.weight, at),
  }));
  return { units, bias: nth(second.bias, 0) };
}

/** One turn of the loop, in place; returns the loss of before the step. */
function turn(net: Net, ride: Points, lr: number): number {
  const slopes = net.units.map(() => ({ into: 0, bias: 0, out: 0 }));
  let [sum, slope] = [0, 0];
  for (const [t, speed] of ride) {
    let predicted = net.bias; // forward
    for (const { into, bias, out } of net.units) {
      predicted += out * Math.max(0, into * t + bias);
    }
    const error = predicted - speed;
    const vote = (2 * error) / ride.length; // back: mean, square
    sum += error * error;
    slope += vote;
    for (const [at, { into, bias, out }] of net.units.entries()) {
      const lit = into * t + bias;
      if (lit <= 0) continue; // a dark ReLU passes nothing back
      const to = nth(slopes, at);
      to.out += vote * lit;
      to.bias += vote * out;
      to.into += vote * out * t;
    }
  }
  for (const [at, unit] of net.units.entries()) {
    const { into, bias, out } = nth(slopes, at);
    unit.into -= lr * into;
    unit.bias -= lr * bias;
    unit.out -= lr * out;
  }
  net.bias -= lr * slope;
  return sum / ride.length;
}

/** The losses after so many steps, a draw each, at the rate at which their mean is the least. */
function best(ride: Points): number[] {
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b) / DRAWS;
  const tried = RATES.map((lr) =>
    Array.from({ length: DRAWS }, (_, seed) => {
      const net = draw(seed + 1);
      for (let step = 0; step < STEPS; step++) turn(net, ride, lr);
      return turn(net, ride, 0);
    }),
  ).filter((losses) => Number.isFinite(mean(losses)));
  return nth(
    tried.sort((a, b) => mean(a) - mean(b)),
    0,
  );
}

/** A network in the parabola's place: does the clock matter to it, too? */
export function tryNetwork(lab: Lab, clocks: readonly Points[]): void {
  const [raw, , , standard] = exactly(4, clocks);
  const [far, near] = [best(raw), best(standard)];
  lab.spread("network-raw", far);
  lab.spread("network-standard", near);
  lab.numbers({
    "network-units": UNITS,
    "network-rates": RATES.length,
    "network-parameters": 3 * UNITS + 1,
    "network-steps": STEPS,
  });
  const gap = Math.min(...far) / Math.max(...near);
  lab.claim("network-needs-the-clock", gap, ">", 1);
}

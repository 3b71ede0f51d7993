// What carries over from a parabola to a network: ten ReLUs in its place, the same ride, the same loss
// and the same step, by all four clocks, and Adam. In plain numbers, with its own way back.

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

/** What Adam takes the best of, by the clock as it is: its steps are as long as its rate. */
const ADAM_RATES = [0.01, 0.03, 0.1, 0.3];

/** [31]: of each ReLU what it takes in, its bias and what it gives out; then the last bias. */
type Net = Float64Array;
/** Changes a network by its slopes, which are as many. */
type Step = (net: Net, slopes: Net) => void;

/** As PyTorch draws nn.Linear(1, 10) and nn.Linear(10, 1). */
function draw(seed: number): Net {
  const random = new TorchRandom(seed);
  const first = random.linearInit(1, UNITS);
  const second = random.linearInit(UNITS, 1);
  const parts = [first.weight, first.bias, second.weight, second.bias];
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** The loss of a network on the ride, and its slopes. */
function backward(net: Net, ride: Points) {
  const value = (at: number) => net[at] ?? Number.NaN;
  const slopes = new Float64Array(net.length);
  const add = (at: number, by: number) => {
    slopes[at] = (slopes[at] ?? 0) + by;
  };
  const [bias, out] = [UNITS, 2 * UNITS];
  let sum = 0;
  for (const [t, speed] of ride) {
    let predicted = value(3 * UNITS); // forward
    for (let unit = 0; unit < UNITS; unit++) {
      const lit = value(unit) * t + value(bias + unit);
      predicted += value(out + unit) * Math.max(0, lit);
    }
    const error = predicted - speed;
    const vote = (2 * error) / ride.length; // back: mean, square
    sum += error * error;
    add(3 * UNITS, vote);
    for (let unit = 0; unit < UNITS; unit++) {
      const lit = value(unit) * t + value(bias + unit);
      if (lit <= 0) continue; // a dark ReLU passes nothing back
      add(out + unit, vote * lit);
      add(bias + unit, vote * value(out + unit));
      add(unit, vote * value(out + unit) * t);
    }
  }
  return { loss: sum / ride.length, slopes };
}

function plain(lr: number): Step {
  return (net, slopes) => {
    for (const [at, slope] of slopes.entries()) {
      net[at] = nth(net, at) - lr * slope;
    }
  };
}

/** Source: Kingma and Ba 2015, algorithm 1, with PyTorch's defaults. */
function adam(lr: number): Step {
  const size = 3 * UNITS + 1;
  const [means, squares] = [new Float64Array(size), new Float64Array(size)];
  let [first, second] = [1, 1];
  return (net, slopes) => {
    first *= 0.9;
    second *= 0.999;
    for (const [at, slope] of slopes.entries()) {
      const mean = 0.9 * nth(means, at) + 0.1 * slope;
      const square = 0.999 * nth(squares, at) + 0.001 * slope * slope;
      means[at] = mean;
      squares[at] = square;
      const length = Math.sqrt(square / (1 - second)) + 1e-8;
      net[at] = nth(net, at) - (lr * mean) / (1 - first) / length;
    }
  };
}

/** The losses after so many steps, a draw each, at the rate at which their mean is the least. */
function best(ride: Points, rates = RATES, optimizer = plain): number[] {
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b) / DRAWS;
  const tried = rates
    .map((lr) =>
      Array.from({ length: DRAWS }, (_, seed) => {
        const net = draw(seed + 1);
        const step = optimizer(lr);
        let { loss, slopes } = backward(net, ride);
        for (let turn = 0; turn < STEPS && Number.isFinite(loss); turn++) {
          step(net, slopes);
          ({ loss, slopes } = backward(net, ride));
        }
        return loss;
      }),
    )
    .filter((losses) => Number.isFinite(mean(losses)));
  return nth(
    tried.sort((a, b) => mean(a) - mean(b)),
    0,
  );
}

/** A network in the parabola's place: does the clock matter to it, which half of it, and to Adam? */
export function tryNetwork(lab: Lab, clocks: readonly Points[]): void {
  const [raw, divided, moved, standard] = exactly(4, clocks);
  const [far, near] = [best(raw), best(standard)];
  const halves = [best(divided), best(moved)];
  const cleverer = best(raw, ADAM_RATES, adam);
  lab.spread("network-raw", far);
  lab.spread("network-standard", near);
  lab.spread("network-divided", nth(halves, 0));
  lab.spread("network-moved", nth(halves, 1));
  lab.spread("network-adam", cleverer);
  lab.numbers({
    "network-units": UNITS,
    "network-rates": RATES.length,
    "network-parameters": 3 * UNITS + 1,
    "network-steps": STEPS,
  });
  const gap = Math.min(...far) / Math.max(...near);
  lab.claim("network-needs-the-clock", gap, ">", 1);
  const half = Math.min(...far) / Math.max(...halves.flat());
  lab.claim("network-half-helps", half, ">", 1);
  const cured = Math.min(...far) / Math.max(...cleverer);
  lab.claim("network-adam-cures", cured, ">", 1);
}

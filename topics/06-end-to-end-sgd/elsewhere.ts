// Topic 6 from elsewhere: the four clocks raced from other starts, from the same parabolas, and on a
// ride that is faster throughout; and the chapter's loop with all the patience that 32 bits allow.

import { exactly, type Lab, nth, TorchRandom } from "lectern";
import {
  type Gradient,
  largestRate,
  type Params,
  type Points,
  speedAt,
  split,
} from "./curvature.ts";

/** Starts that the clocks race from: seeds 1, 2, 3, … */
const STARTS = 20;
/** Added to every speed, so that the top of the hill is far from 0, where `randn` begins. */
const LIFT = 50;

type Clocks = Readonly<
  Record<"raw" | "divided" | "moved" | "standard", Points>
>;
type GradientOf = (points: Points, params: Params) => Params;

interface Race {
  readonly steps: number;
  /** A loss that counts as the best. */
  readonly enough: number;
}

/** The losses of one clock, a start each, before the first step and after each. */
type Losses = readonly (readonly number[])[];

/** The races of the clocks in which something else is other than the first time. */
export function raceFromElsewhere(
  lab: Lab,
  clocks: Clocks,
  gradient: GradientOf,
  race: Race,
): void {
  const starts = Array.from(
    { length: STARTS },
    (_, at): Params => exactly(3, new TorchRandom(at + 1).randn(3)),
  );
  const run = (points: Points, from: readonly Params[]): Losses =>
    from.map((start) => fall(points, gradient, start, race.steps));
  const runAll = (of: Clocks, as = (_: Points, start: Params) => start) =>
    Object.values(of).map((points) =>
      run(
        points,
        starts.map((start) => as(points, start)),
      ),
    );
  const same = (points: Points, start: Params) =>
    reread(clocks.raw, points, start);
  lab.numbers({ "other-starts": STARTS, lift: LIFT });
  const numbers = judge(lab, "elsewhere", runAll(clocks), race);
  lab.claim("moving-wins-always", numbers, "=", STARTS);
  const curves = judge(lab, "same-curve", runAll(clocks, same), race);
  lab.claim("start-decides", curves, "<", STARTS / 2);
  const higher = judge(lab, "lifted", runAll(lifted(clocks)), race);
  lab.claim("hill-decides", higher, "=", 0);
}

/** Spreads of the clocks' last losses; returns from how many starts moving beats dividing. */
function judge(lab: Lab, name: string, all: readonly Losses[], race: Race) {
  const [, divided, moved, standard] = exactly(4, all);
  const ends = (of: Losses) => of.map((losses) => nth(losses, -1));
  const arrived = standard.map((losses) =>
    losses.findIndex((loss) => loss < race.enough),
  );
  lab.spread(`divided-loss-${name}`, ends(divided));
  lab.spread(`moved-loss-${name}`, ends(moved));
  lab.spread(`standard-steps-${name}`, arrived);
  lab.claim(`standard-arrives-${name}`, Math.min(...arrived), ">", 0);
  const wins = ends(moved).filter((loss, at) => loss < nth(ends(divided), at));
  lab.number(`dividing-wins-${name}`, STARTS - wins.length);
  return lab.number(`moving-wins-${name}`, wins.length);
}

/** The parameters by another clock of the parabola that `params` are by the first: u = (t − m) / s. */
function reread(first: Points, other: Points, [a, b, c]: Params): Params {
  const [t0, t1] = [nth(first, 0)[0], nth(first, 1)[0]];
  const [u0, u1] = [nth(other, 0)[0], nth(other, 1)[0]];
  const s = (t1 - t0) / (u1 - u0);
  const m = t0 - s * u0;
  return [a * s * s, s * (2 * a * m + b), a * m * m + b * m + c];
}

function lifted(clocks: Clocks): Clocks {
  const lift = (points: Points): Points =>
    points.map(([t, speed]) => [t, speed + LIFT]);
  const { raw, divided, moved, standard } = clocks;
  return {
    ...{ raw: lift(raw), divided: lift(divided) },
    ...{ moved: lift(moved), standard: lift(standard) },
  };
}

/** At half the largest stable rate: losses before the first step and after each. */
function fall(
  points: Points,
  gradient: GradientOf,
  start: Params,
  steps: number,
) {
  const slope: Gradient = (params) => gradient(points, params);
  const lr = largestRate(split(slope, start).parts) / 2;
  let params = start;
  return Array.from({ length: steps + 1 }, () => {
    const errors = points.map(([t, speed]) => speedAt(t, params) - speed);
    const [da, db, dc] = slope(params);
    const [a, b, c] = params;
    params = [a - lr * da, b - lr * db, c - lr * dc];
    return errors.reduce((sum, each) => sum + each * each, 0) / points.length;
  });
}

/** Where the loop is left alone, it stops here at the latest. */
const LAST = 3_000_000;

/** The chapter's loop in 32 bits, until a step is too short to change any of the three parameters. */
export function waitForever(
  lab: Lab,
  points: Points,
  [a0, b0, c0]: Params,
  { lr, enough }: { lr: number; enough: number },
): void {
  const f = Math.fround;
  const rate = f(lr);
  const ride = points.map(([t, speed]) => [t, f(t * t), f(speed)] as const);
  let [a, b, c] = [f(a0), f(b0), f(c0)];
  let step = 0;
  for (; step < LAST; step++) {
    let [da, db, dc] = [0, 0, 0];
    for (const [t, square, speed] of ride) {
      const fit = f(f(f(a * square) + f(b * t)) + c);
      const vote = f(f(fit - speed) / 10); // two errors of twenty
      da = f(da + f(vote * square));
      db = f(db + f(vote * t));
      dc = f(dc + vote);
    }
    const [na, nb, nc] = [
      f(a - f(rate * da)),
      f(b - f(rate * db)),
      f(c - f(rate * dc)),
    ];
    if (na === a && nb === b && nc === c) break;
    [a, b, c] = [na, nb, nc];
  }
  const errors = points.map(([t, speed]) => speedAt(t, [a, b, c]) - speed);
  const sum = errors.reduce((sum, each) => sum + each * each, 0);
  lab.numbers({ "frozen-after-millions": step / 1e6, "frozen-c": c });
  const loss = lab.number("frozen-loss", sum / points.length);
  lab.claim("freezes", step, "<", LAST);
  lab.claim("freezes-before-it-arrives", loss, ">", enough);
}

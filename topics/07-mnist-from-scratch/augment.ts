// Topic 7's augmentation: the same starts, trained on digits as they are, moved, and mirrored,
// and then asked about digits that are pushed, in four directions, 3s and 7s apart.

import * as tf from "@tensorflow/tfjs";
import {
  AREA,
  type Dataset,
  exactly,
  type Lab,
  nth,
  PythonRandom,
  SIDE,
  threesAndSevens,
} from "lectern";
import * as draws from "./draws.ts";
import * as figures from "./figures.ts";
import { LONG, spread } from "./runs.ts";
import * as tables from "./tables.ts";

/** How far a digit is moved, at most: its box of 20 × 20 leaves 4 on each side. */
const REACH = 4;
/** The four directions, in pixels down and to the right. */
const WAYS = [
  { way: "down", down: 1, right: 0 },
  { way: "up", down: -1, right: 0 },
  { way: "right", down: 0, right: 1 },
  { way: "left", down: 0, right: -1 },
];

type Pictures = (pictures: Float32Array) => Float32Array;

/** Trained on digits as they are, on digits that move, and on mirrored ones. */
export function augment(lab: Lab, batchSize: number): void {
  const random = new PythonRandom(lab.seed);
  const changes: readonly Pictures[] = [
    (pictures) => pictures,
    jitter(random),
    flip(random),
  ];
  const starts = draws.smallStarts(lab);
  const nets = changes.map((change, done) => {
    lab.progress("moving pictures", { done, total: changes.length });
    const { net } = draws.trainAll(lab, starts, {
      ...{ batchSize, epochs: lab.pick(LONG), shuffle: draws.shuffleOf(lab) },
      change: (xb) =>
        tf.tensor(change(xb.dataSync() as Float32Array), xb.shape),
    });
    return net;
  });
  const [clean, moved, mirrored] = exactly(3, nets);
  lab.number("reach", REACH);
  const straight = nets.map((net) => draws.judge(net, validOf(lab)));
  const [cleanScores, movedScores, mirroredScores] = exactly(3, straight);
  spread(lab, "clean-straight", cleanScores);
  spread(lab, "moved-straight", movedScores);
  spread(lab, "mirrored-straight", mirroredScores);
  lab.claim(
    "moving-costs",
    Math.max(...movedScores),
    "<",
    Math.min(...cleanScores),
  );
  lab.claim(
    "mirroring-costs",
    Math.max(...mirroredScores),
    "<",
    Math.min(...cleanScores),
  );
  const flipped = { ...validOf(lab), inputs: flipAll(validOf(lab).inputs) };
  spread(lab, "clean-on-mirrored", draws.judge(clean, flipped));
  spread(lab, "mirrored-on-mirrored", draws.judge(mirrored, flipped));
  push(lab, clean, moved);
}

const validOf = (lab: Lab) => threesAndSevens(lab.digits.valid);

type Net = (x: tf.Tensor) => tf.Tensor;

/** Both models on validation digits that are pushed, way by way, pixel by pixel. */
function push(lab: Lab, clean: Net, moved: Net): void {
  const { count } = lab.digits.valid.threes;
  const [threes, sevens] = [part(lab, 0, count), part(lab, count)];
  const steps = Array.from({ length: REACH + 1 }, (_, step) => step);
  const ways = WAYS.map(({ way, down, right }) => {
    const at = (net: Net, data: Dataset, step: number) =>
      draws.judge(net, pushed(data, down * step, right * step));
    const curve = (net: Net) =>
      steps.map((step) => draws.mean(at(net, validOf(lab), step)));
    const last = [clean, moved].map((net) => at(net, validOf(lab), REACH));
    const cells = [clean, moved].flatMap((net) =>
      [threes, sevens].map((data) => draws.mean(at(net, data, REACH))),
    );
    return { way, clean: curve(clean), moved: curve(moved), last, cells };
  });
  const perDraw = (which: number, among: typeof ways) =>
    nth(nth(among, 0).last, which).map((_, draw) =>
      draws.mean(among.map(({ last }) => nth(nth(last, which), draw))),
    );
  const upright = ways.slice(0, 2);
  const sideways = ways.slice(2);
  const found = {
    clean: spread(lab, "clean-pushed", perDraw(0, ways)),
    moved: spread(lab, "moved-pushed", perDraw(1, ways)),
    upright: spread(lab, "clean-vertical", perDraw(0, upright)),
    sideways: spread(lab, "clean-sideways", perDraw(0, sideways)),
  };
  lab.claim("moving-helps", found.moved.least, ">", found.clean.most);
  lab.claim("below-a-coin", found.clean.most, "<", 50);
  lab.claim("vertical-is-worse", found.upright.most, "<", found.sideways.least);
  const bothWrong = ways.slice(0, 2).flatMap(({ cells }) => cells.slice(0, 2));
  lab.claim("both-below-a-coin", Math.max(...bothWrong), "<", 0.5);
  for (const { way, cells } of ways) {
    const [threes, sevens] = exactly(4, cells);
    lab.numbers({ [`clean-3s-${way}`]: threes, [`clean-7s-${way}`]: sevens });
  }
  lab.table("ways", tables.ways(ways));
  lab.figure("augmented", figures.augmented(ways));
}

/** A slice of the validation set: the 3s come first. */
function part(lab: Lab, from: number, to?: number): Dataset {
  const { inputs, targets, ...rest } = validOf(lab);
  const cut = targets.slice(from, to);
  const pixels = inputs.subarray(from * AREA, to && to * AREA);
  return { ...rest, count: cut.length, inputs: pixels, targets: cut };
}

function pushed(data: Dataset, down: number, right: number): Dataset {
  return { ...data, inputs: shifted(data.inputs, () => [down, right]) };
}

/** Moves pictures [count, 784], each by a random step of its own, of at most REACH pixels. */
export function jitter(random: PythonRandom): Pictures {
  const step = () => random.randint(-REACH, REACH);
  return (pictures) => shifted(pictures, () => [step(), step()]);
}

/** Mirrors each picture left to right, or not, as a coin falls. */
function flip(random: PythonRandom): Pictures {
  return (pictures) => flipAll(pictures, () => random.randint(0, 1) === 1);
}

function flipAll(pictures: Float32Array, chosen = () => true): Float32Array {
  const flipped = pictures.slice();
  for (let first = 0; first < pictures.length; first += AREA) {
    if (!chosen()) continue;
    for (let row = first; row < first + AREA; row += SIDE) {
      flipped.subarray(row, row + SIDE).reverse();
    }
  }
  return flipped;
}

/** All pictures, each moved as `move` says, in pixels. What leaves the frame is lost. */
function shifted(
  pictures: Float32Array,
  move: () => readonly [down: number, right: number],
): Float32Array {
  const moved = new Float32Array(pictures.length);
  for (let first = 0; first < pictures.length; first += AREA) {
    const [down, right] = move();
    const from = Math.max(0, -right);
    const width = SIDE - Math.abs(right);
    for (let row = Math.max(0, -down); row < SIDE - Math.max(0, down); row++) {
      const start = first + row * SIDE + from;
      const target = first + (row + down) * SIDE + from + right;
      moved.set(pictures.subarray(start, start + width), target);
    }
  }
  return moved;
}

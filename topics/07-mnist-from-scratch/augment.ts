// Topic 7's augmentation: the same starts, trained on digits as they are, moved, and mirrored,
// and then asked about digits that are pushed, in four directions, 3s and 7s apart.

import * as tf from "@tensorflow/tfjs";
import { AREA, type Dataset, exactly, nth, PythonRandom, SIDE } from "lectern";
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
export function augment(course: draws.Course, batchSize: number): void {
  const { lab, valid } = course;
  const random = new PythonRandom(lab.seed);
  const changes = [undefined, jitter(random), flip(random)];
  const starts = draws.smallStarts(lab);
  const nets = changes.map((change, done) => {
    lab.progress("moving pictures", { done, total: changes.length });
    const { net } = draws.trainAll(course, starts, {
      ...{ batchSize, epochs: lab.pick(LONG), shuffle: draws.shuffleOf(lab) },
      ...(change && {
        change: (xb: tf.Tensor) =>
          tf.tensor(change(xb.dataSync() as Float32Array), xb.shape),
      }),
    });
    return net;
  });
  const [clean, moved, mirrored] = exactly(3, nets);
  lab.number("reach", REACH);
  const judge = (net: Net, data: Dataset) =>
    tf.tidy(() => draws.judge(net, draws.examOf(data)));
  const straight = nets.map((net) => judge(net, valid));
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
  const flipped = { ...valid, inputs: flipAll(valid.inputs) };
  spread(lab, "clean-on-mirrored", judge(clean, flipped));
  spread(lab, "mirrored-on-mirrored", judge(mirrored, flipped));
  push(course, clean, moved);
}

type Net = (x: tf.Tensor) => tf.Tensor;

/** Both models on validation digits that are pushed, way by way, pixel by pixel. */
function push({ lab, valid }: draws.Course, clean: Net, moved: Net): void {
  const { count } = lab.digits.valid.threes;
  const steps = Array.from({ length: REACH + 1 }, (_, step) => step);
  const ways = WAYS.map(({ way, down, right }) => {
    const looks = steps.map((step) =>
      lookAt([clean, moved], pushed(valid, down * step, right * step), count),
    );
    const curve = (which: number) =>
      looks.map((look) => draws.mean(nth(look, which).all));
    const far = nth(looks, REACH);
    const last = far.map(({ all }) => all);
    const cells = far.flatMap(({ threes, sevens }) =>
      [threes, sevens].map(draws.mean),
    );
    return { way, clean: curve(0), moved: curve(1), last, cells };
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

/** What each draw of each net names rightly, of all digits, of the 3s, which come first, and of the 7s. */
function lookAt(nets: readonly Net[], data: Dataset, threes: number) {
  return tf.tidy(() => {
    const exam = draws.examOf(data);
    return nets.map((net) => {
      const right = draws.answersOf(net, exam); // [2038, draws]
      const share = (of: tf.Tensor) => [...of.mean(0).dataSync()];
      return {
        all: share(right),
        threes: share(right.slice([0, 0], [threes, -1])),
        sevens: share(right.slice([threes, 0], [-1, -1])),
      };
    });
  });
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

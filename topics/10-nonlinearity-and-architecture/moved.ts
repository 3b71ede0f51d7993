// The validation digits pushed in four directions, and what is left of each model of topic 10.

import {
  AREA,
  accuracy,
  type correctClass,
  DataLoader,
  type Dataset,
  type Forward,
  type Lab,
  type Model,
  nth,
  SIDE,
} from "lectern";
import * as draws from "./draws.ts";
import * as figures from "./figures.ts";

/** Pixels by which validation digits are pushed; further, strokes leave the frame. */
const STEPS = { full: [0, 2, 4], quick: [0, 4] };
/** One of so many validation digits is pushed: ResNet looks at each for a millisecond and more. */
const EVERY = { full: 4, quick: 1 };
const WAYS = [
  { way: "down", down: 1, right: 0 },
  { way: "up", down: -1, right: 0 },
  { way: "right", down: 0, right: 1 },
  { way: "left", down: 0, right: -1 },
];

/** The digits pushed one way by so many pixels. */
export interface Push {
  readonly way: string;
  readonly step: number;
  readonly data: Dataset;
}

export function pushes(lab: Lab, all: Dataset): readonly Push[] {
  const valid = everyNth(all, lab.pick(EVERY));
  return WAYS.flatMap(({ way, down, right }, at) =>
    // Not pushed is the same in every direction: asked once.
    lab.pick(STEPS).flatMap((step) => {
      if (step === 0 && at > 0) return [];
      const inputs = shifted(valid.inputs, down * step, right * step);
      return { way, step, data: { ...valid, inputs } };
    }),
  );
}

/** What each draw of a model gets right, 0…1, push by push: `[push][draw]`. */
export type Scores = readonly (readonly number[])[];

export function askDraws(all: readonly Push[], models: Model): Scores {
  return all.map(({ data }) =>
    draws.errorsOf(models, data).map((left) => 1 - left / data.count),
  );
}

/** The same for one model, whatever its outputs. */
export function askOne(
  all: readonly Push[],
  forward: Forward,
  correct?: typeof correctClass,
): number[] {
  return all.map(({ data }) => {
    const loader = new DataLoader(data, { batchSize: 256 });
    const share = accuracy(forward, loader, correct);
    loader.dispose();
    return share;
  });
}

/** Records, for each model, what is left at the farthest push, over its draws. */
export function compare(
  lab: Lab,
  all: readonly Push[],
  models: Readonly<Record<string, Scores>>,
): void {
  const farthest = Math.max(...all.map(({ step }) => step));
  lab.numbers({ farthest, "pushed-digits": nth(all, 0).data.count });
  const overWays = (scores: Scores, step: number) => {
    const rows = scores.filter((_, at) => all[at]?.step === step);
    const [first = []] = rows;
    return first.map((_, draw) =>
      draws.mean(rows.map((row) => row[draw] ?? Number.NaN)),
    );
  };
  const left = Object.entries(models).map(([name, scores]) => {
    const percent = (step: number) =>
      overWays(scores, step).map((share) => 100 * share);
    const far = lab.spread(`pushed-${name}`, percent(farthest));
    for (const { way } of WAYS) {
      const at = all.findIndex(
        (push) => push.way === way && push.step === farthest,
      );
      lab.number(`pushed-${way}-${name}`, draws.mean(scores[at] ?? []));
    }
    return [name, far] as const;
  });
  const of = Object.fromEntries(left);
  const { linear, "two-linear": two, net, wide, resnet } = of;
  if (!linear || !two || !net || !wide || !resnet) {
    throw new RangeError("a model is missing among those that are pushed");
  }
  const straight = Math.max(linear.mean, two.mean);
  lab.claim("net-stands-more", net.mean, ">", straight + 1);
  lab.claim("width-stands-no-more", wide.mean, "<", resnet.mean - 10);
  lab.claim("resnet-stands-most", resnet.least, ">", Math.max(net.most, 60));
  lab.figure("moved", figures.moved(all, models));
}

/** One item of so many, from the first on. */
function everyNth(data: Dataset, step: number): Dataset {
  const count = Math.ceil(data.count / step);
  const inputs = new Float32Array(count * AREA);
  for (let at = 0; at < count; at++) {
    const first = at * step * AREA;
    inputs.set(data.inputs.subarray(first, first + AREA), at * AREA);
  }
  const targets = data.targets.filter((_, at) => at % step === 0);
  return { ...data, count, inputs, targets };
}

/** All pictures pushed; what leaves the frame is lost. */
function shifted(
  pictures: Float32Array,
  down: number,
  right: number,
): Float32Array {
  const moved = new Float32Array(pictures.length);
  const from = Math.max(0, -right);
  const width = SIDE - Math.abs(right);
  for (let first = 0; first < pictures.length; first += AREA) {
    for (let row = Math.max(0, -down); row < SIDE - Math.max(0, down); row++) {
      const start = first + row * SIDE + from;
      const target = first + (row + down) * SIDE + from + right;
      moved.set(pictures.subarray(start, start + width), target);
    }
  }
  return moved;
}

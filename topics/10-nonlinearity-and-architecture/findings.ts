// What topic 10 records of its trained models: curves, errors left, the price, the push.

import {
  accuracy,
  correctClass,
  DataLoader,
  type EpochRow,
  type Forward,
  type Lab,
  type Model,
  nth,
  parameterCount,
} from "lectern";
import * as curves from "./curves.ts";
import * as figures from "./figures.ts";
import * as probes from "./probes.ts";
import {
  accuracies,
  type Course,
  type Kind,
  type Run,
  type Runs,
} from "./runs.ts";
import * as tables from "./tables.ts";

/** All that was trained, side by side. */
export interface Trained {
  readonly pixel: Forward;
  readonly chapter: Runs;
  readonly improved: Runs;
  /** The rows of one epoch alone, and of several; the model as the several left it. */
  readonly resnet: {
    readonly one: readonly EpochRow[];
    readonly more: readonly EpochRow[];
    readonly model: Model;
  };
}

/** Rows by which validation digits are moved; further down, strokes leave the frame. */
const SHIFTS = { full: [0, 1, 2, 3, 4], quick: [0, 2, 4] };

/** Errors that every model leaves, with their spread over the runs. */
export function compareErrors(lab: Lab, course: Course, all: Trained): void {
  const { pixel, chapter, improved, resnet } = all;
  const { count } = course.valid.dataset;
  const inErrors = (share: number) => probes.errors(share, count);
  const spread = (name: string, runs: readonly Run[]): tables.Spread => {
    const left = accuracies(runs, -1).map(inErrors);
    return {
      mean: lab.number(`${name}-errors-mean`, probes.mean(left)),
      fewest: lab.number(`${name}-errors-fewest`, Math.min(...left)),
      most: lab.number(`${name}-errors-most`, Math.max(...left)),
    };
  };
  const spreads = (prefix: string, runs: Runs) => ({
    linear: spread(`${prefix}linear`, runs.linear),
    "two-linear": spread(`${prefix}two-linear`, runs["two-linear"]),
    net: spread(`${prefix}net`, runs.net),
  });
  const single = (name: string, share: number) =>
    lab.number(
      `${name}-errors`,
      inErrors(lab.number(`${name}-accuracy`, share)),
    );
  const left = {
    pixel: single("pixel", accuracy(pixel, course.valid)),
    chapter: spreads("", chapter),
    improved: spreads("better-", improved),
    one: single("resnet-one", nth(resnet.one, -1).accuracy),
    more: single("resnet-more", nth(resnet.more, -1).accuracy),
  };
  const { net, "two-linear": two } = left.chapter;
  lab.claim("relu-adds-little", two.mean - net.mean, "between", [-5, 5]);
  const { net: best, linear, "two-linear": control } = left.improved;
  lab.claim("better-relu-shows", best.most, "<", linear.fewest);
  lab.claim("control-stays-behind", best.most, "<", control.fewest);
  lab.claim("resnet-leaves-fewest", left.more, "<", best.fewest);
  lab.figure("errors-left", figures.errorsLeft(left));
  lab.table("errors", tables.errorsTable(left));
}

/** What each model is made of. */
export function describeModels(lab: Lab, { chapter, resnet }: Trained): void {
  const count = (name: string, { model }: Run) =>
    lab.number(`${name}-parameters`, parameterCount(model));
  const linear = count("linear", nth(chapter.linear, 0));
  const net = count("net", nth(chapter.net, 0));
  const large = lab.number("resnet-parameters", parameterCount(resnet.model));
  lab.number("resnet-size", large / net);
  lab.table("changes", tables.changes({ linear, net }));
}

function validCount({ digits }: Lab): number {
  return digits.valid.threes.count + digits.valid.sevens.count;
}

/** The chapter's own runs: what twice the epochs buy, and what the ReLU buys. */
export function followChapter(lab: Lab, chapter: Runs, improved: Runs): void {
  const count = lab.number("valid-count", validCount(lab));
  const own = (kind: Kind) => {
    const { rows } = nth(chapter[kind], 0);
    const half = nth(rows, rows.length / 2 - 1).accuracy;
    const last = nth(rows, -1).accuracy;
    lab.number(`${kind}-halfway`, half);
    lab.number(`${kind}-accuracy`, last);
    return {
      share: last,
      half: lab.number(`${kind}-errors-halfway`, probes.errors(half, count)),
      last: lab.number(`${kind}-errors`, probes.errors(last, count)),
    };
  };
  const linear = own("linear");
  own("two-linear");
  const net = own("net");
  const apart = Math.abs(net.share - linear.share);
  lab.claim("percents-hide-it", apart, "<", 0.01);
  const byEpochs = lab.number("saved-by-epochs", linear.half - linear.last);
  const byNet = lab.number("saved-by-net", linear.last - net.last);
  lab.claim("epochs-save-more", byEpochs, ">", byNet);
  const ends = curves.commonEnds(chapter, improved);
  lab.figure(
    "curves-chapter",
    curves.curves(chapter, "the chapter's recipe", ends),
  );
  lab.figure(
    "curves-better",
    curves.curves(improved, "the better recipe", ends),
  );
}

/** ResNet epoch by epoch, and the price of it. */
export function followResNet(
  lab: Lab,
  { chapter, improved, resnet }: Trained,
): void {
  const { one, more, model } = resnet;
  const [first, early] = [nth(one, 0), nth(more, 0)];
  const [net, best] = [nth(chapter.net, 0), nth(improved.net, 0)];
  const epochs = lab.number("resnet-epochs", more.length);
  lab.number("resnet-one-train-loss", first.trainLoss);
  lab.number("resnet-one-valid-loss", first.validLoss);
  lab.number("resnet-early-accuracy", early.accuracy);
  lab.claim(
    "one-epoch-beats-net",
    first.accuracy,
    ">",
    nth(net.rows, -1).accuracy,
  );
  recordDip(lab, more);
  const small = lab.number(
    "net-multiplications",
    probes.multiplications(net.model),
  );
  const large = lab.number(
    "resnet-multiplications",
    probes.multiplications(model),
  );
  lab.number("price-of-a-digit", large / small);
  lab.number("price-of-training", (large * epochs) / (small * net.rows.length));
  lab.table("resnet", tables.resnetTable(one, more, validCount(lab)));
  lab.figure("epochs", curves.epochs(net, best, more));
  lab.figure("kernels", figures.kernels(probes.firstKernels(model)));
}

/** The first epoch of a run that is worse than the one before it, as its cycle goes on. */
function recordDip(lab: Lab, rows: readonly EpochRow[]): void {
  const count = validCount(lab);
  const left = rows.map(({ accuracy }) => probes.errors(accuracy, count));
  const at = left.findIndex((each, epoch) => each > (left[epoch - 1] ?? each));
  const dip = at < 0 ? left.length - 1 : at;
  if (dip < 1)
    throw new RangeError("one epoch cannot dip: give it two or more");
  lab.number("dip-epoch", dip + 1);
  const before = lab.number("errors-before-dip", nth(left, dip - 1));
  const errors = lab.number("errors-at-dip", nth(left, dip));
  lab.claim("one-cycle-dips", errors, ">", before);
}

/** The validation digits moved down, and what is left of each model. */
export function moveDigits(lab: Lab, course: Course, all: Trained): void {
  const { pixel, improved, resnet } = all;
  const shifts = lab.pick(SHIFTS);
  const linear = nth(improved.linear, 0);
  const net = nth(improved.net, 0);
  const shares = shifts.map((rows) => {
    const moved = probes.moveDown(course.valid.dataset, rows);
    const loader = new DataLoader(moved, { batchSize: 256 });
    const right = {
      rows,
      pixel: accuracy(pixel, loader),
      linear: accuracy(linear.model, loader),
      net: accuracy(net.model, loader),
      resnet: accuracy(resnet.model, loader, correctClass),
    };
    loader.dispose();
    lab.progress("moving digits", { done: rows + 1, total: 5 });
    return right;
  });
  const movedBy = (wanted: number) =>
    nth(
      shares.filter(({ rows }) => rows === wanted),
      0,
    );
  const [two, four] = [movedBy(2), movedBy(4)];
  for (const name of ["pixel", "linear", "net", "resnet"] as const) {
    lab.number(`moved-2-${name}`, two[name]);
    lab.number(`moved-4-${name}`, four[name]);
  }
  // A model that has given up, and calls all digits the same, keeps a half.
  const half = 0.6;
  const more = Math.max(four.linear + 0.1, half);
  lab.claim("net-stands-more", four.net, ">", more);
  const most = Math.max(four.net, half);
  lab.claim("resnet-stands-most", four.resnet, ">", most);
  lab.figure("moved", curves.moved(shares));
}

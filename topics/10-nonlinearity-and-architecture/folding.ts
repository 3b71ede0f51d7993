// Two layers folded into one, where that may be done and where it may not. How they are folded,
// the experiment says.

import { accuracy, type Lab, type Model, nth, parameterCount } from "lectern";
import * as probes from "./probes.ts";
import type { Course, Runs } from "./runs.ts";

/** Folds the first runs: two linear layers, the chapter's net, and the better recipe's. */
export function foldLayers(
  lab: Lab,
  course: Course,
  [chapter, improved]: readonly [Runs, Runs],
  collapse: (net: Model) => Model,
): void {
  const two = nth(chapter["two-linear"], 0);
  const net = nth(chapter.net, 0);
  const best = nth(improved.net, 0);
  const x = probes.rowsOf(course.valid.dataset, 0); // [2038, 784]
  const folded = collapse(two.model);
  const torn = collapse(net.model);
  const gap = lab.number("folded-gap", probes.largestGap(two.model, folded, x));
  const tear = probes.largestGap(net.model, torn, x);
  lab.number("folded-net-gap", tear);
  lab.number("folded-parameters", parameterCount(folded));
  lab.claim("relu-cannot-be-folded", tear, ">", 0.1);
  lab.output("folded", [
    `two linear layers, folded into one: predictions move by at most ${gap.toExponential(1)}`,
    `with a ReLU between them:           predictions move by at most ${tear.toFixed(2)}`,
  ]);
  const errors = (model: Model) =>
    probes.errors(accuracy(model, course.valid), course.valid.dataset.count);
  const after = lab.number("folded-net-errors", errors(torn));
  const before = lab.number("better-net-errors", errors(best.model));
  const spoilt = lab.number(
    "better-folded-errors",
    errors(collapse(best.model)),
  );
  lab.claim("folding-is-harmless", after, "<=", errors(net.model) + 2);
  lab.claim("folding-hurts-better", spoilt, ">", before + 4);
}

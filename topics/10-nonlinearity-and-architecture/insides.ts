// What the hidden layers of topic 10's nets are like after training.

import type * as tf from "@tensorflow/tfjs";
import { item, type Lab, type Model, nth } from "lectern";
import * as curves from "./curves.ts";
import * as figures from "./figures.ts";
import * as probes from "./probes.ts";
import type { Course, Runs } from "./runs.ts";

/** Pairs of a 7 and a 3 on whose straight way a net may bend. */
const PAIRS = 200;

/**
 * How nonlinear did the nets become, and what did their first layers learn? `starts` are the
 * nets as they were before the first runs, under the chapter's recipe and under the better one.
 */
export function lookInside(
  lab: Lab,
  course: Course,
  [chapter, improved]: readonly [Runs, Runs],
  [start, betterStart]: readonly [Model, Model],
): void {
  const two = nth(chapter["two-linear"], 0);
  const net = nth(chapter.net, 0);
  const best = nth(improved.net, 0);
  const x = probes.rowsOf(course.valid.dataset, 0); // [2038, 784]
  const ways = [two, net, best].map(({ model }) => walk(lab, x, model));
  const bends = ways.map(probes.bend);
  lab.number("bend-two-linear", nth(bends, 0));
  const bent = lab.number("bend-net", nth(bends, 1));
  const better = lab.number("bend-better-net", nth(bends, 2));
  lab.claim("net-hardly-bends", bent, "<", 0.05);
  lab.claim("better-net-bends-more", better, ">", bent);
  lab.figure("paths", curves.paths(ways));
  const gates = probes.gates(net.model, x); // [2038, 30]
  lab.number("gates-open", item(gates.mean()));
  lab.number("patterns", probes.patterns(gates));
  const learned = probes.learned(start, net.model);
  const betterLearned = probes.learned(betterStart, best.model);
  lab.number("first-layer-moved", learned.moved);
  lab.number("better-first-layer-moved", betterLearned.moved);
  lab.number("units-alike", learned.alike);
  lab.number("better-units-alike", betterLearned.alike);
  lab.claim("variety-does-not-rise", betterLearned.alike, ">", learned.alike);
  lab.claim("better-moves-more", betterLearned.moved, ">", learned.moved);
  lab.figure("features", figures.features(learned, betterLearned));
}

/** Predictions on the way from the first validation 7s to the first 3s. */
function walk({ digits }: Lab, x: tf.Tensor, model: Model): tf.Tensor {
  const { count } = digits.valid.threes;
  const pairs = Math.min(PAIRS, count);
  const threes = x.slice([0, 0], [pairs, -1]); // [200, 784]
  const sevens = x.slice([count, 0], [pairs, -1]); // [200, 784]
  return probes.path(model, sevens, threes); // [200, 21]
}

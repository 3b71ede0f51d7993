// What the models of topic 10 cost, in multiplications, and ResNet's first kernels.

import { type Model, nth } from "lectern";
import * as figures from "./figures.ts";
import type { Trained } from "./runs.ts";

/** What ResNet costs beside the chapter's net, and what its first layer looks for. */
export function countWork({ lab, chapter, resnet }: Trained): void {
  const { net } = chapter;
  const small = multiplications(net.model);
  const large = multiplications(resnet.model);
  const training = large * resnet.more.length;
  lab.numbers({
    "net-multiplications": small,
    "resnet-multiplications": large,
    "price-of-a-digit": large / small,
    "price-of-training": training / (small * net.rows.length),
  });
  // 64 kernels for gray pictures: [7, 7, 3, 64] → 64 × [7, 7].
  const gray = resnet.kernels.sum(2); // [7, 7, 64]
  lab.figure("kernels", figures.kernels(gray.unstack(2)));
}

/** How often a weight of ResNet's stage works: once at each place of the stage's output. */
const PLACES = new Map([
  ["conv1", 14 * 14],
  ["layer1", 7 * 7],
  ["layer2", 4 * 4],
  ["layer3", 2 * 2],
]);

/** Multiplications that one digit costs; outside of these stages, each weight works once. */
function multiplications({ state }: Model): number {
  let sum = 0;
  for (const [name, { size, rank }] of state) {
    const stage = nth(name.split("."), 0);
    if (rank > 1) sum += size * (PLACES.get(stage) ?? 1);
  }
  return sum;
}

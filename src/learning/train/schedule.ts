/** Settings of an optimizer at one moment of training. */
export interface Setting {
  readonly lr: number;
  readonly momentum: number;
}

/** Share of the training during which the learning rate rises. */
const RISE = 0.25;

/**
 * The one-cycle policy at progress 0…1: the learning rate rises from lrMax/25 to lrMax over the
 * first quarter and falls to lrMax/100,000; momentum goes 0.95, 0.85, 0.95.
 * Source: Smith 2018, with the shape and defaults of fastai's `fit_one_cycle`.
 */
// #region one-cycle
export function oneCycle(progress: number, lrMax: number): Setting {
  const rising = progress < RISE;
  const at = rising ? progress / RISE : (progress - RISE) / (1 - RISE);
  return rising
    ? { lr: cosine(lrMax / 25, lrMax, at), momentum: cosine(0.95, 0.85, at) }
    : { lr: cosine(lrMax, lrMax / 1e5, at), momentum: cosine(0.85, 0.95, at) };
}

/** From start to end along half a cosine, at 0…1. */
function cosine(start: number, end: number, at: number): number {
  return start + ((1 - Math.cos(Math.PI * at)) * (end - start)) / 2;
}
// #endregion

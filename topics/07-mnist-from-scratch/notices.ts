// Which weights does the accuracy notice when each alone is nudged? In the chapter's draw, and in twenty
// others of either size: and where it notices one, does it point the way that the loss does?

import * as tf from "@tensorflow/tfjs";
import { AREA, exactly, item, type Lab, type Model, nth } from "lectern";
import * as draws from "./draws.ts";
import {
  chapterStart,
  gradientOf,
  NUDGE,
  type Setting,
  smallStart,
} from "./signals.ts";

/** Each of the 784 weights alone, up and down: how many does the accuracy notice, or the loss? */
export function nudgeEveryWeight(lab: Lab, setting: Setting): void {
  const { x, y, predictions } = setting;
  const pictures = read(x, y);
  const [up, down] = exactly(
    2,
    [NUDGE, -NUDGE].map((nudge) => gained(predictions, nudge, pictures)),
  );
  const noticed = up.filter((by, at) => by !== 0 || nth(down, at) !== 0).length;
  const felt = (net: Model) =>
    gradientOf(net, setting.loss, [x, y]).filter((slope) => slope !== 0).length;
  const [far, near] = [felt(chapterStart(lab)), felt(smallStart(lab))];
  const lit = AREA - item(x.max(0).equal(0).sum());
  lab.numbers({
    "weights-in-accuracy": noticed,
    "weights-in-loss": far,
    "weights-in-loss-small": near,
    "weights-lit": lit,
  });
  lab.claim("loss-feels-all-lit", near, "=", lit);
  lab.claim("far-feels-fewer", far, "<", near);
  lab.claim("accuracy-feels-few", noticed, "<", far / 4);
  nudgeOtherDraws(lab, setting);
}

/** Pixels `[count, 784]` and answers `[count]`, as plain numbers. */
interface Pictures {
  readonly pixels: ArrayLike<number>;
  readonly answers: ArrayLike<number>;
}

const read = (x: tf.Tensor, y: tf.Tensor): Pictures => ({
  pixels: x.dataSync(),
  answers: y.dataSync(),
});

/**
 * Pictures that are right after a nudge and were not before, less those that no longer are: [784]. In
 * float32, as the model adds; where no nudge reaches 0, nothing changes, and that is nearly everywhere.
 */
function gained(
  predictions: tf.Tensor,
  nudge: number,
  { pixels, answers }: Pictures,
): number[] {
  const changes = new Array<number>(AREA).fill(0);
  const by = Math.fround(nudge);
  for (const [picture, prediction] of predictions.dataSync().entries()) {
    if (Math.abs(prediction) > Math.abs(by)) continue;
    const before = prediction > 0;
    const gain = before === (nth(answers, picture) === 1) ? -1 : 1;
    for (let at = 0; at < AREA; at++) {
      const moved = Math.fround(by * nth(pixels, picture * AREA + at));
      if (prediction + moved > 0 !== before)
        changes[at] = nth(changes, at) + gain;
    }
  }
  return changes;
}

/** The same nudge upwards in other draws: is it luck that the accuracy notices so little? */
function nudgeOtherDraws(lab: Lab, { x, y, loss }: Setting): void {
  const pictures = read(x, y);
  const ask = (start: draws.Start) => {
    const net = draws.sideBySide([start]);
    const change = tf.tidy(() => gained(net(x), NUDGE, pictures));
    const slopes = gradientOf(net, loss, [x, y]);
    const seen = change.flatMap((by, at) => (by === 0 ? [] : [at]));
    const agree = seen.filter(
      (at) => Math.sign(change[at] ?? 0) === -Math.sign(slopes[at] ?? 0),
    );
    return { seen: seen.length, agree: agree.length };
  };
  const [large, small] = [draws.largeStarts(lab), draws.smallStarts(lab)].map(
    (starts) => starts.map(ask),
  );
  const all = [...(large ?? []), ...(small ?? [])];
  const spread = (name: string, of: typeof all) =>
    lab.spread(
      name,
      of.map(({ seen }) => seen),
    );
  const few = spread("noticed-large", large ?? []);
  const many = spread("noticed-small", small ?? []);
  const sum = (of: "seen" | "agree") =>
    all.reduce((total, each) => total + each[of], 0);
  const share = lab.number("noticed-agree", sum("agree") / sum("seen"));
  lab.claim("near-is-noticed-more", many.mean, ">", 2 * few.mean);
  lab.claim("noticed-misleads", share, "<", 0.9);
}

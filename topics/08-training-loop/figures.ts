// How topic 8's findings are drawn. Nothing is measured here.

import * as tf from "@tensorflow/tfjs";
import {
  type Batch,
  type Diagram,
  type Images,
  picture,
  SIDE,
  type Table,
} from "lectern";

/** The seven steps: the course's line for each, and what comes of it. */
const STEPS = [
  ["1 initialize", "init_params((28*28,1))", "785 random numbers"],
  ["2 predict", "model(xb)", "a score for each digit"],
  ["3 loss", "mnist_loss(preds,yb)", "one number for the batch"],
  ["4 gradient", "loss.backward()", "a slope for each parameter"],
  ["5 step", "p.data -= p.grad*lr", "other parameters"],
  ["6 repeat", "for xb,yb in dl", "the next batch"],
  ["7 stop", "for i in range(20)", "the last epoch"],
] as const;

/** Which line does which step. */
export function steps(): Table {
  return {
    columns: [
      { label: "step" },
      { label: "the chapter" },
      { label: "what comes of it" },
    ],
    rows: STEPS.map((row) => [...row]),
  };
}

/** The loop, each step with what it makes. */
export function loop(): Diagram {
  return {
    kind: "diagram",
    alt: "The seven steps as boxes: initialize, predict, loss, gradient, step and stop in a row, with an arrow from step back to predict for the next batch.",
    direction: "right",
    nodes: [
      { id: "init", label: "1 initialize", detail: "random", role: "data" },
      { id: "predict", label: "2 predict", detail: "x · w + b" },
      { id: "loss", label: "3 loss", detail: "forward" },
      { id: "gradient", label: "4 gradient", detail: "backward" },
      { id: "step", label: "5 step", detail: "w −= slope" },
      { id: "stop", label: "7 stop", detail: "enough", role: "result" },
    ],
    edges: [
      { from: "init", to: "predict" },
      { from: "predict", to: "loss" },
      { from: "loss", to: "gradient" },
      { from: "gradient", to: "step" },
      { from: "step", to: "predict", label: "6 repeat" },
      { from: "step", to: "stop" },
    ],
  };
}

/** What three calls without zeroing print. */
export function printedCalls(
  calls: readonly { weights: number; bias: number }[],
): string[] {
  return calls.map(
    ({ weights, bias }, call) =>
      `call ${call + 1}: mean slope of the weights ${weights.toFixed(4)}, of the bias ${bias.toFixed(4)}`,
  );
}

/** Accuracy after each epoch, seven to a line. */
export function printedEpochs(rows: readonly number[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < rows.length; at += 7) {
    const line = rows.slice(at, at + 7).map((row) => row.toFixed(4));
    lines.push(line.join("  "));
  }
  return lines;
}

/** One number a pixel, laid out as the picture that it belongs to: [784, 1] → [28, 28]. */
const square = (each: tf.Tensor, title: string) =>
  picture(each.reshape([SIDE, SIDE]), title);

/**
 * What a batch adds to the weights in one step of lr 1: its 3s, added up by their pull, its 7s,
 * taken away, and both, on one scale. Predictions: `[n, 1]`.
 */
export function gradient([xb, yb]: Batch, predictions: tf.Tensor): Images {
  const p = predictions.sigmoid();
  const pull = p.mul(tf.sub(1, p)).div(predictions.size);
  const sum = (side: tf.Tensor) => xb.mul(side.mul(pull)).sum(0); // → [784]
  const [threes, sevens] = [sum(yb), sum(yb.sub(1))];
  return {
    kind: "images",
    alt: "Three pictures of 784 cells: the 3s of a batch added up in red, its 7s taken away in blue, and the sum of the two, which is what a step adds to the weights.",
    colors: "diverging",
    columns: 3,
    valueLabel: "added to the weight",
    panels: [
      square(threes, "the 3s, added up"),
      square(sevens, "the 7s, taken away"),
      square(threes.add(sevens), "the step: both"),
    ],
  };
}

/** Weights as pictures, on one scale: red speaks for a 3, blue for a 7. */
export function weights(
  of: Readonly<Record<"start" | "end" | "learned", tf.Tensor>>,
): Images {
  return {
    kind: "images",
    alt: "Three sets of 784 weights as pictures in red and blue: the random start, the end of training, and the difference between the two.",
    colors: "diverging",
    columns: 3,
    valueLabel: "weight: red for a 3, blue for a 7",
    panels: [
      square(of.start, "random start"),
      square(of.end, "after training"),
      square(of.learned, "what was learned"),
    ],
  };
}

import * as tf from "@tensorflow/tfjs";
import { disposeModel } from "../src/learning/layers/layers.ts";
import { resnet18 } from "../src/learning/layers/resnet.ts";
import { TorchRandom } from "../src/learning/random/torch-random.ts";
import { crossEntropy } from "../src/learning/train/loss.ts";
import { SGD } from "../src/learning/train/sgd.ts";
import { trainBatch } from "../src/learning/train/training.ts";

/** Something to be timed on the engine that is open. */
export interface Row {
  readonly name: string;
  /** Runs it once and waits for its result. */
  step(): void;
  /** Frees its tensors. */
  dispose(): void;
}

const BATCH = 64;

/**
 * One training step of ResNet-18 on 64 pictures of 28 × 28, as a topic runs it: forward, gradients,
 * SGD, loss read, planned from the third step on. In PyTorch: resnet.py.
 */
export function resnetRow(): Row {
  const random = new TorchRandom(1);
  const model = resnet18(random);
  const shape: [number, number, number, number] = [BATCH, 28, 28, 3];
  const pictures = tf.tensor4d(random.rand(BATCH * 28 * 28 * 3), shape);
  const targets = tf.tensor2d(
    Array.from({ length: BATCH }, (_, index) => index % 2),
    [BATCH, 1],
  );
  const optimizer = new SGD(model.parameters, 0.01);
  return {
    name: "ResNet-18",
    step() {
      trainBatch(model, [pictures, targets], crossEntropy, optimizer);
    },
    dispose() {
      optimizer.dispose();
      tf.dispose([pictures, targets]);
      disposeModel(model);
    },
  };
}

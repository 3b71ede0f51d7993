import { AREA } from "../src/digits/digits.ts";
import { DataLoader } from "../src/learning/data/data-loader.ts";
import { disposeModel, type Model } from "../src/learning/layers/layers.ts";
import { linearModel, simpleNet } from "../src/learning/layers/models.ts";
import { Stream } from "../src/learning/random/stream.ts";
import { mnistLoss } from "../src/learning/train/loss.ts";
import { BasicOptim } from "../src/learning/train/optimizer.ts";
import { trainEpoch } from "../src/learning/train/training.ts";
import type { Row } from "./resnet.ts";

/** The chapter's training set and batch: 49 batches an epoch. The values don't matter here. */
const COUNT = 12_396;
const BATCH = 256;
/** As many as the chapter trains its net for. */
const EPOCHS = 40;

/**
 * Forty epochs of training of the chapter's two models, on the engine that is open. In PyTorch:
 * small-models.py, with the same names.
 */
export function smallModelRows(): Row[] {
  const random = new Stream(1);
  return [
    trainingOf("784-1", linearModel(random), 1),
    trainingOf("784-30-1", simpleNet(random), 0.1),
  ];
}

function trainingOf(name: string, model: Model, lr: number): Row {
  const random = new Stream(2);
  const inputs = random.rand(COUNT * AREA);
  const targets = random.rand(COUNT).map((u) => (u < 0.5 ? 1 : 0));
  const data = { count: COUNT, inputShape: [AREA], inputs, targets };
  const loader = new DataLoader(data, { batchSize: BATCH });
  const optimizer = new BasicOptim(model.parameters, lr);
  return {
    name,
    step() {
      for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
        trainEpoch(model, loader, mnistLoss, optimizer);
      }
    },
    dispose() {
      loader.dispose();
      disposeModel(model);
    },
  };
}

// One draw of topic 10's ResNet-18, from a seed, so that each core trains one.

import {
  correctClass,
  DataLoader,
  type Dataset,
  type EpochRow,
  Learner,
  layers,
  losses,
  onDigits,
  resnet18,
  SGD,
  Stream,
  trial,
} from "lectern";
import { askOne, type Push } from "./moved.ts";

/** What every draw is given. */
interface Course {
  readonly data: Dataset;
  readonly valid: Dataset;
  readonly pushes: readonly Push[];
  /** The draw that goes on, and how many epochs it has in all; the others have the chapter's one. */
  readonly patient: { readonly seed: number; readonly epochs: number };
}

/** A draw's epochs, what pushed digits leave of its first, and its first kernels in the end. */
interface Draw {
  readonly rows: readonly EpochRow[];
  /** Accuracies, push by push. */
  readonly pushed: readonly number[];
  /** `[7, 7, 3, 64]`. */
  readonly kernels: Float32Array;
}

export default trial(
  import.meta.url,
  (seed: number, course: Course, report): Draw => {
    const { pushes, patient } = course;
    const epochs = seed === patient.seed ? patient.epochs : 1;
    // #region resnet
    const random = new Stream(seed);
    const model = onDigits(resnet18(random.named("resnet")));
    const shuffle = random.named("order");
    const train = new DataLoader(course.data, { batchSize: 64, shuffle });
    const valid = new DataLoader(course.valid, { batchSize: 256 });
    const optimizer = new SGD(model.parameters, 0.1, 0.9);
    const loss = losses.crossEntropy; // of two logits: for 7, for 3
    const learn = (epoch: number) => {
      const onBatch = ({ done, total }: { done: number; total: number }) =>
        report({ done: epoch * total + done, total: epochs * total });
      const parts = { train, valid, model, loss, optimizer, onBatch };
      const learner = new Learner({ ...parts, correct: correctClass });
      return learner.fitOneCycle(1, 0.1).map((row) => ({ ...row, epoch }));
    };
    // #endregion
    const first = learn(0);
    const pushed = askOne(pushes, model, correctClass);
    const more = Array.from({ length: epochs - 1 }, (_, at) => learn(at + 1));
    const kernels = model.state.get("conv1.weight")?.dataSync();
    const rows = [...first, ...more.flat()];
    layers.disposeModel(model);
    return { rows, pushed, kernels: Float32Array.from(kernels ?? []) };
  },
);

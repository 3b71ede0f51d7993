import { threadId } from "node:worker_threads";
import * as tf from "@tensorflow/tfjs";
import {
  Adam,
  DataLoader,
  type Dataset,
  Learner,
  layers,
  losses,
  Stream,
  trial,
} from "lectern";

interface Input {
  readonly data: Dataset;
  /** The seed that diverges, if any. */
  readonly bad?: number;
  /** What this one returns is no plain data. */
  readonly returnsTensor?: boolean;
}

/** A small net from this seed: its weights to the last bit, and the thread that it trained on. */
export default trial(import.meta.url, (seed: number, input: Input, report) => {
  const random = new Stream(seed);
  const net = layers.sequential(
    layers.linear(4, 8, random),
    layers.relu,
    layers.linear(8, 1, random),
  );
  const optimizer = new Adam(net.parameters, seed === input.bad ? 1e38 : 1e-2);
  const shuffle = random.named("order");
  const train = new DataLoader(input.data, { batchSize: 16, shuffle });
  const valid = new DataLoader(input.data, { batchSize: 16 });
  const loss = losses.meanSquare;
  const parts = { train, valid, model: net, loss, optimizer };
  const learner = new Learner({ ...parts, onBatch: report });
  learner.fit(3, optimizer.lr);
  const weights = net.parameters.flatMap((each) => [...each.dataSync()]);
  return {
    weights: Float32Array.from(weights),
    thread: threadId,
    ...(input.returnsTensor && { best: tf.scalar(1) }),
  };
});

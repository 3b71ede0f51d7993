import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "./dataset.ts";

/** Inputs `[size, …inputShape]` and targets `[size, 1]`. */
export type Batch = readonly [xb: tf.Tensor, yb: tf.Tensor];

/** Orders to pass over the data in: a `Stream`, or a `FastaiShuffle`. */
export interface Shuffle {
  /** 0…count−1 in the order of the next pass. */
  permutation(count: number): Uint32Array;
}

export interface DataLoaderOptions {
  readonly batchSize: number;
  /** Default: the data's own order. */
  readonly shuffle?: Shuffle;
  /** Leave out a last batch that is not full. Default: false. */
  readonly dropLast?: boolean;
}

/**
 * The data in mini-batches: `for (const [xb, yb] of loader)`. A batch belongs to the loader: it is
 * disposed when the loop asks for the next one, or ends. Without a shuffle the batches of every
 * pass are the same, so they are made once and kept until `dispose`.
 */
export class DataLoader implements Iterable<Batch> {
  readonly dataset: Dataset;
  readonly batchSize: number;
  /** Batches in one pass. */
  readonly length: number;
  private readonly shuffle: Shuffle | undefined;
  private readonly kept: Batch[] = [];

  /** Throws RangeError for a batch size that is no integer from 1 on. */
  constructor(dataset: Dataset, options: DataLoaderOptions) {
    const { batchSize, dropLast = false } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(
        `batch size is not an integer from 1 on: ${batchSize}`,
      );
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = options.shuffle;
    const batches = dataset.count / batchSize;
    this.length = dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  // #region one-pass
  /** One pass over the data. */
  *[Symbol.iterator](): Generator<Batch, void> {
    const order = this.shuffle?.permutation(this.dataset.count);
    for (let index = 0; index < this.length; index++) {
      const batch = order ? this.batch(index, order) : this.keptBatch(index);
      try {
        yield batch;
      } finally {
        if (order) tf.dispose([...batch]);
      }
    }
  }
  // #endregion

  /** Frees the batches that were kept. The next pass makes them again. */
  dispose(): void {
    for (const batch of this.kept.splice(0)) tf.dispose([...batch]);
  }

  private keptBatch(index: number): Batch {
    const batch = this.kept[index] ?? this.batch(index);
    this.kept[index] = batch;
    return batch;
  }

  // #region one-batch
  private batch(index: number, order?: Uint32Array): Batch {
    const { count, inputShape, inputs, targets } = this.dataset;
    const first = index * this.batchSize;
    const last = Math.min(first + this.batchSize, count);
    const cut = (values: Float32Array) =>
      rows(values, count, first, last, order);
    return [
      tf.keep(tf.tensor(cut(inputs), [last - first, ...inputShape])),
      tf.keep(tf.tensor(cut(targets), [last - first, 1])),
    ];
  }
  // #endregion
}

/** Rows first…last−1 of the `count` rows that `values` holds, in this order. */
function rows(
  values: Float32Array,
  count: number,
  first: number,
  last: number,
  order?: Uint32Array,
): Float32Array {
  const width = values.length / count;
  const row = (at: number) => values.subarray(at * width, (at + 1) * width);
  if (!order) return values.slice(first * width, last * width);
  const cut = new Float32Array((last - first) * width);
  for (const [place, at] of order.subarray(first, last).entries()) {
    cut.set(row(at), place * width);
  }
  return cut;
}

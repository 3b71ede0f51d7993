import * as tf from "@tensorflow/tfjs";

/**
 * Operations that TensorFlow.js composes of many small ones, as one. Where the open engine has
 * a kernel for them (see `BATCH_NORM`), it does the work; elsewhere the same is composed.
 */

/** What a batch norm layer remembers of the batches it was trained on. */
interface RunningStatistics {
  /** `[channels]`, 0 before training. */
  readonly mean: tf.Variable<tf.Rank.R1>;
  /** `[channels]`, 1 before training; unbiased, as in PyTorch. */
  readonly variance: tf.Variable<tf.Rank.R1>;
}

interface BatchNormOptions {
  /**
   * True: normalise by the batch's own statistics and move the running ones a tenth of the way
   * towards them. False: normalise by the running statistics, which stay.
   */
  readonly training: boolean;
  /** Cut off below 0 at the end. Default: false. */
  readonly relu?: boolean;
  /** Added before the cut-off: `[batch, height, width, channels]`, the shape of x. */
  readonly residual?: tf.Tensor4D;
}

/** Added to the variance before its root. Source: torch.nn.BatchNorm2d, default of `eps`. */
const EPSILON = 1e-5;
/** How far a batch moves the running statistics. Source: BatchNorm2d, default of `momentum`. */
const MOMENTUM = 0.1;

/**
 * Names under which an engine registers its kernels with `tf.registerKernel`.
 *
 * `BATCH_NORM`: inputs `{x, gamma, beta, mean, variance, residual?}` (mean and variance: the
 * running ones), attributes `{epsilon, momentum, relu, residual}`; outputs `[y, mean', variance', …saved]`,
 * where mean' and variance' are the running statistics after this batch and `saved` whatever the
 * gradient needs.
 * `BATCH_NORM_GRAD`: inputs `{dy, x, y, gamma, saved0, saved1, …}`, attributes `{epsilon, relu,
 * residual}`; outputs `[dx, dgamma, dbeta]` and, where `residual` is true, `dresidual`.
 */
export const BATCH_NORM = "LecternBatchNorm";
export const BATCH_NORM_GRAD = "LecternBatchNormGrad";

/**
 * Batch norm over batch, height and width; then, where asked for, plus a residual and ReLU.
 * Returns the shape of x, `[batch, height, width, channels]`; gamma and beta are `[channels]`.
 * Differentiable in x, gamma, beta and the residual.
 * Throws RangeError for training on a single value a channel (its variance is 0).
 * Source: Ioffe & Szegedy 2015, with PyTorch's conventions for the running statistics.
 */
export function batchNorm(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  running: RunningStatistics,
  options: BatchNormOptions,
): tf.Tensor4D {
  if (!options.training) return inference(x, gamma, beta, running, options);
  if (x.size < 2 * gamma.size) {
    throw new RangeError(
      `batchNorm cannot train on one value a channel: x is [${x.shape.join(", ")}]`,
    );
  }
  const known = tf.getKernel(BATCH_NORM, tf.getBackend()) !== undefined;
  // The kernels take channels by fours.
  const run = known && gamma.size % 4 === 0 ? oneKernel : composed;
  return run(x, gamma, beta, running, options);
}

type Arguments = Parameters<typeof batchNorm>;

function inference(
  ...[x, gamma, beta, running, options]: Arguments
): tf.Tensor4D {
  const { mean, variance } = running;
  return finish(
    tf.batchNorm4d(x, mean, variance, beta, gamma, EPSILON),
    options,
  );
}

function finish(y: tf.Tensor4D, options: BatchNormOptions): tf.Tensor4D {
  const sum = options.residual ? tf.add<tf.Tensor4D>(y, options.residual) : y;
  return options.relu ? tf.relu(sum) : sum;
}

/** The same in TensorFlow.js' own operations: what the kernels are tested against. */
function composed(
  ...[x, gamma, beta, running, options]: Arguments
): tf.Tensor4D {
  const mean = tf.mean<tf.Tensor1D>(x, [0, 1, 2]);
  const centred = tf.sub<tf.Tensor4D>(x, mean);
  const variance = tf.mean<tf.Tensor1D>(tf.square(centred), [0, 1, 2]);
  const rows = x.size / (x.shape[3] ?? 1);
  move(running.mean, mean);
  move(running.variance, tf.mul(variance, rows / (rows - 1)));
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, EPSILON)));
  return finish(tf.add(tf.mul(centred, scale), beta), options);
}

function move(running: tf.Variable<tf.Rank.R1>, batch: tf.Tensor1D): void {
  running.assign(
    tf.add(tf.mul(running, 1 - MOMENTUM), tf.mul(batch, MOMENTUM)),
  );
}

function oneKernel(
  ...[x, gamma, beta, running, options]: Arguments
): tf.Tensor4D {
  const { mean, variance } = running;
  const { residual, relu = false } = options;
  const outputs = runKernel(
    BATCH_NORM,
    { x, gamma, beta, mean, variance, ...(residual && { residual }) },
    {
      ...{ epsilon: EPSILON, momentum: MOMENTUM, relu },
      residual: residual !== undefined,
    },
  );
  const [y, newMean, newVariance] = outputs as [
    tf.Tensor4D,
    tf.Tensor1D,
    tf.Tensor1D,
    ...tf.Tensor[],
  ];
  mean.assign(newMean);
  variance.assign(newVariance);
  return y;
}

/** More than any engine's kernel saves, behind y and the two running statistics. */
const MOST_SAVED = 8;

tf.registerGradient({
  kernelName: BATCH_NORM,
  inputsToSave: ["x", "gamma"],
  outputsToSave: [true, false, false, ...Array(MOST_SAVED).fill(true)],
  gradFunc(dys, kept, { epsilon, relu, residual }) {
    const [dy] = dys as tf.Tensor[] as [tf.Tensor];
    const [x, gamma, y, ...saved] = kept as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      ...tf.Tensor[],
    ];
    const named = Object.fromEntries(
      saved.map((each, index) => [`saved${index}`, each]),
    );
    const gradients = runKernel(
      BATCH_NORM_GRAD,
      { dy, x, y, gamma, ...named },
      { epsilon, relu, residual } as tf.NamedAttrMap,
    );
    const names = ["x", "gamma", "beta", "residual"];
    return Object.fromEntries(
      gradients.map((each, index) => [names[index], () => each]),
    );
  },
});

function runKernel(
  name: string,
  inputs: tf.NamedTensorMap,
  attributes: tf.NamedAttrMap,
): tf.Tensor[] {
  return tf.engine().runKernel(name, inputs, attributes) as tf.Tensor[];
}

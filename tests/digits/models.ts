import type { DigitSet, Sets } from "../../src/digits/digits.ts";

/** Mean of all pixels, 0…1. */
export function meanPixel({ pixels }: DigitSet): number {
  return pixels.reduce((sum, byte) => sum + byte, 0) / pixels.length / 255;
}

/** Mean of both classes' accuracy when the nearer mean picture (L1) decides. */
export function similarityAccuracy({ train, valid }: Sets): number {
  const three = meanPicture(train.threes);
  const seven = meanPicture(train.sevens);
  const share = (set: DigitSet, own: Float64Array, other: Float64Array) =>
    count(set, (start) => {
      let nearer = 0;
      for (let pixel = 0; pixel < 784; pixel++) {
        const value = (set.pixels[start + pixel] ?? 0) / 255;
        nearer += Math.abs(value - (other[pixel] ?? 0));
        nearer -= Math.abs(value - (own[pixel] ?? 0));
      }
      return nearer > 0;
    }) / set.count;
  return (
    (share(valid.threes, three, seven) + share(valid.sevens, seven, three)) / 2
  );
}

function meanPicture(set: DigitSet): Float64Array {
  const mean = new Float64Array(784);
  set.pixels.forEach((byte, index) => {
    mean[index % 784] = (mean[index % 784] ?? 0) + byte / 255 / set.count;
  });
  return mean;
}

const EPOCHS = 20;
const BATCH = 256;
const LEARNING_RATE = 0.3;

/** Validation accuracy of logistic regression, trained by plain SGD on mixed batches. */
export function linearAccuracy({ train, valid }: Sets): number {
  const rows = train.threes.count + train.sevens.count;
  const weights = new Float64Array(784);
  let bias = 0;
  const output = (set: DigitSet, start: number) => {
    let sum = bias;
    for (let pixel = 0; pixel < 784; pixel++) {
      sum += ((weights[pixel] ?? 0) * (set.pixels[start + pixel] ?? 0)) / 255;
    }
    return sum;
  };
  for (let step = 0; step < EPOCHS * Math.ceil(rows / BATCH); step++) {
    const gradient = new Float64Array(784);
    let biasGradient = 0;
    for (let each = 0; each < BATCH; each++) {
      // A stride that shares no factor with the number of rows visits them all.
      const row = ((step * BATCH + each) * 7919) % rows;
      const isThree = row < train.threes.count;
      const set = isThree ? train.threes : train.sevens;
      const start = (isThree ? row : row - train.threes.count) * 784;
      const error = 1 / (1 + Math.exp(-output(set, start))) - Number(isThree);
      biasGradient += error;
      for (let pixel = 0; pixel < 784; pixel++) {
        const value = (set.pixels[start + pixel] ?? 0) / 255;
        gradient[pixel] = (gradient[pixel] ?? 0) + error * value;
      }
    }
    bias -= (LEARNING_RATE * biasGradient) / BATCH;
    for (let pixel = 0; pixel < 784; pixel++) {
      const down = (LEARNING_RATE * (gradient[pixel] ?? 0)) / BATCH;
      weights[pixel] = (weights[pixel] ?? 0) - down;
    }
  }
  const right =
    count(valid.threes, (start) => output(valid.threes, start) > 0) +
    count(valid.sevens, (start) => output(valid.sevens, start) <= 0);
  return right / (valid.threes.count + valid.sevens.count);
}

/** How many pictures pass; each is told by the index of its first pixel. */
function count(set: DigitSet, passes: (start: number) => boolean): number {
  let passed = 0;
  for (let index = 0; index < set.count; index++) {
    if (passes(index * 784)) passed++;
  }
  return passed;
}

// Passes over the training digits, judged after each on the validation digits.

import {
  accuracy,
  DataLoader,
  FastaiShuffle,
  type Lab,
  type Model,
  PythonRandom,
  threesAndSevens,
} from "lectern";

/** Each experiment deals the cards anew, from the same seed. */
export function shuffleOf(lab: Lab): FastaiShuffle {
  return new FastaiShuffle(new PythonRandom(lab.seed));
}

/** Accuracy on the validation set, as it is, after each of `epochs` passes. */
export function learn(
  lab: Lab,
  net: Model,
  { batchSize, epochs }: { batchSize: number; epochs: number },
  pass: (loader: DataLoader) => void,
): number[] {
  const data = threesAndSevens(lab.digits.train);
  const loader = new DataLoader(data, { batchSize, shuffle: shuffleOf(lab) });
  const judged = threesAndSevens(lab.digits.valid);
  const valid = new DataLoader(judged, { batchSize: 1024 });
  const scores = Array.from({ length: epochs }, () => {
    pass(loader);
    return accuracy(net, valid);
  });
  loader.dispose();
  valid.dispose();
  return scores;
}

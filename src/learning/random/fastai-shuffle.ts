import { PythonRandom } from "./python-random.ts";

/**
 * The orders in which a shuffled fastai DataLoader passes over its data.
 * Each DataLoader that a notebook makes takes one number of Python's stream:
 *
 *     const python = new PythonRandom(42); // set_seed(42)
 *     const first = new FastaiShuffle(python);
 *     const second = new FastaiShuffle(python);
 *
 * Source: fastai, `fastai/data/load.py`: `DataLoader.__init__`, `randomize`, `shuffle_fn`.
 */
export class FastaiShuffle {
  private random: PythonRandom;

  constructor(python: PythonRandom) {
    this.random = reseeded(python);
  }

  /** The order of the next pass: 0…count−1. */
  permutation(count: number): Uint32Array {
    this.random = reseeded(this.random);
    return this.random.permutation(count);
  }
}

function reseeded(random: PythonRandom): PythonRandom {
  return new PythonRandom(random.randint(0, 2 ** 32 - 1));
}

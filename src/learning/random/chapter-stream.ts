import { AREA } from "../../digits/digits.ts";
import { TorchRandom } from "./torch-random.ts";

/** Hidden units of the chapter's net. */
const HIDDEN = 30;
/** A pass over a DataLoader draws a 64-bit seed for its workers, also where it has none. */
const OUTPUTS_PER_PASS = 2;

/**
 * What the chapter's notebook draws of PyTorch's stream after `set_seed(42)`, section by section.
 * A section's own draws come first; what follows them until the next section comes after.
 */
const SECTIONS = {
  /** The roller coaster: `randn(20)` is the noise, `randn(3)` the parameters. */
  "end-to-end": (random) => {
    random.randn(20);
    random.randn(3);
  },
  /** "The MNIST loss function": weights `randn(784)`, bias `randn(1)`. */
  "mnist-loss": (random) => {
    random.randn(AREA);
    random.randn(1);
    // The authors ran cells again before they saved: 3441 outputs. The four from the 793rd on
    // made a pair of normals; the second of it became the next section's bias.
    random.skip(792).randn(1);
    random.skip(2645);
  },
  /** "Putting it all together": weights `randn(784)`, bias `randn(1)`. */
  "putting-it-all-together": (random) => {
    random.randn(AREA);
    random.randn(1);
    passes(random, 43);
  },
  /** BasicOptim: `linearInit(784, 1)`. */
  "basic-optim": (random) => {
    random.linearInit(AREA, 1);
    passes(random, 41);
  },
  /** fastai's SGD: `linearInit(784, 1)`. */
  sgd: (random) => {
    random.linearInit(AREA, 1);
    passes(random, 40);
  },
  /** The Learner: `linearInit(784, 1)`. */
  learner: (random) => {
    random.linearInit(AREA, 1);
    passes(random, 20);
    // Parameters of the net written by hand, which is never trained.
    random.randn(AREA * HIDDEN);
    random.randn(HIDDEN);
    random.randn(HIDDEN);
    random.randn(1);
  },
  /** The small net: `linearInit(784, 30)`, then `linearInit(30, 1)`. */
  "small-net": () => {},
} satisfies Record<string, (random: TorchRandom) => void>;

/** A section of the chapter that draws random numbers. */
export type ChapterSection = keyof typeof SECTIONS;

/**
 * PyTorch's stream as it stands where this section of the chapter begins.
 * With seed 42 the section's draws are the numbers that the chapter prints.
 */
export function chapterStream(section: ChapterSection, seed = 42): TorchRandom {
  const random = new TorchRandom(seed);
  for (const [name, draw] of Object.entries(SECTIONS)) {
    if (name === section) break;
    draw(random);
  }
  return random;
}

function passes(random: TorchRandom, count: number): void {
  random.skip(count * OUTPUTS_PER_PASS);
}

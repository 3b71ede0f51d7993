import { cosSin, log } from "./float32.ts";
import { MersenneTwister } from "./mersenne.ts";

/** Initial values of a linear layer, in the order in which PyTorch keeps them. */
export interface LinearInit {
  /** `[fanOut, fanIn]`, row by row. */
  readonly weight: Float32Array;
  /** `[fanOut]`. */
  readonly bias: Float32Array;
}

const TWO_PI = Math.fround(2 * Math.PI);
/** `randn` fills from here on in blocks of this size; below, number by number. */
const BLOCK = 16;

/**
 * PyTorch's random numbers on the CPU, float for float: after `new TorchRandom(42)` each call
 * returns what the same call returns in Python after `torch.manual_seed(42)`.
 * Source: torch 2.13, `ATen/native/cpu/DistributionTemplates.h`, compared bit by bit.
 */
export class TorchRandom {
  protected readonly generator: MersenneTwister;
  /** The second normal of a pair that only one was asked of. */
  private kept: number | undefined;

  constructor(seed: number | MersenneTwister) {
    this.generator =
      typeof seed === "number" ? new MersenneTwister(seed) : seed;
  }

  /** Passes over `outputs` outputs of the generator. A normal kept back stays. */
  skip(outputs: number): this {
    this.generator.skip(outputs);
    return this;
  }

  // #region rand
  /** `torch.rand(count)`: uniform on [0, 1), one output each. */
  rand(count: number): Float32Array {
    return Float32Array.from({ length: count }, () => this.uniform());
  }

  private uniform(): number {
    return (this.generator.next() & 0xffffff) * 2 ** -24;
  }
  // #endregion

  /** `torch.randn(count)`: normal with mean 0 and standard deviation 1. */
  randn(count: number): Float32Array {
    if (count < BLOCK) {
      return Float32Array.from({ length: count }, () => this.normal());
    }
    const values = this.rand(count);
    for (let at = 0; at + BLOCK <= count; at += BLOCK) toNormals(values, at);
    if (count % BLOCK > 0) {
      values.set(this.rand(BLOCK), count - BLOCK);
      toNormals(values, count - BLOCK);
    }
    return values;
  }

  /**
   * What `nn.Linear(fanIn, fanOut)` starts with: weight, then bias, uniform on ±1/√fanIn.
   */
  linearInit(fanIn: number, fanOut: number): LinearInit {
    const bound = 1 / Math.sqrt(fanIn);
    const width = Math.fround(2 * bound);
    const draw = (count: number) =>
      this.rand(count).map((u) => u * width - Math.fround(bound));
    return { weight: draw(fanOut * fanIn), bias: draw(fanOut) };
  }

  // #region one-normal
  /** Of Box and Muller's pair, one now and one for the next call. */
  private normal(): number {
    const kept = this.kept;
    this.kept = undefined;
    if (kept !== undefined) return kept;
    const angle = 2 * Math.PI * this.uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform53()));
    this.kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
  // #endregion

  /** Uniform on [0, 1) with 53 bits: two outputs, the high word first. */
  private uniform53(): number {
    const high = this.generator.next() & 0x1fffff;
    return (high * 2 ** 32 + this.generator.next()) * 2 ** -53;
  }
}

// #region normals
/** 16 uniforms, from `at` on, become 16 normals: eight radii, eight angles. */
function toNormals(values: Float32Array, at: number): void {
  for (let j = at; j < at + BLOCK / 2; j++) {
    const u = 1 - (values[j] ?? 0);
    const angle = Math.fround(TWO_PI * (values[j + BLOCK / 2] ?? 0));
    const radius = Math.fround(Math.sqrt(Math.fround(-2 * log(u))));
    const [cos, sin] = cosSin(angle);
    values[j] = radius * cos;
    values[j + BLOCK / 2] = radius * sin;
  }
}
// #endregion

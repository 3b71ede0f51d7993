import { power } from "./power.ts";

/**
 * Exponential average that starts at 0 and is freed of that start: after one value it is the value.
 * Source: fastai's AvgSmoothLoss; Kingma & Ba 2014, section 3.
 */
export class DebiasedAverage {
  /** How many values were added. */
  count = 0;
  private sum = 0;
  private readonly beta: number;

  /** `beta`: how much of the average stays when a value is added, 0…1. */
  constructor(beta: number) {
    this.beta = beta;
  }

  add(value: number): void {
    this.count += 1;
    this.sum = this.beta * this.sum + (1 - this.beta) * value;
  }

  /** NaN before the first value. */
  get value(): number {
    return this.sum / (1 - power(this.beta, this.count));
  }
}

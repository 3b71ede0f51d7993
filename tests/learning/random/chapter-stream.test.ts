import { describe, expect, test } from "vitest";
import { chapterStream } from "../../../src/learning/random/chapter-stream.ts";

/** The printed value reads back as the same float. */
function floats(...printed: number[]): number[] {
  return printed.map(Math.fround);
}

describe("chapterStream", () => {
  test("end-to-end: the first speeds and the parameters", () => {
    const random = chapterStream("end-to-end");
    const noise = random.randn(20);
    const speed = [0, 1, 2].map((time) =>
      Math.fround(
        Math.fround((noise[time] ?? 0) * 3) + 0.75 * (time - 9.5) ** 2 + 1,
      ),
    );
    expect(speed).toEqual(floats(74.4682465, 59.649353, 45.8896523));
    expect([...random.randn(3)]).toEqual(
      floats(-0.765838623, -0.750622332, 1.35254776),
    );
  });

  test("mnist-loss: its weights and bias", () => {
    const random = chapterStream("mnist-loss");
    expect([...random.randn(784).subarray(0, 3)]).toEqual(
      floats(1.3123076, 0.687159598, -1.08917534),
    );
    expect([...random.randn(1)]).toEqual(floats(0.686321914));
  });

  test("putting-it-all-together: its weights; its bias is the normal kept back", () => {
    const random = chapterStream("putting-it-all-together");
    expect([...random.randn(784).subarray(0, 3)]).toEqual(
      floats(0.177558377, -0.758196652, 1.25761938),
    );
    expect([...random.randn(1)]).toEqual(floats(-0.10135623));
  });

  /** Weights and biases as torch 2.13 prints them after the same draws. */
  const layers = [
    ["basic-optim", [0.0354553945, 0.0147350738, -0.0257849451], 0.00919262506],
    ["sgd", [0.0334120803, -0.00456732512, -0.00950213056], -0.0345454626],
    ["learner", [-0.0226368569, 0.00657988898, 0.0205734074], 0.0143189263],
  ] as const;
  for (const [section, weights, intercept] of layers) {
    test(`${section}: its linear layer`, () => {
      const { weight, bias } = chapterStream(section).linearInit(784, 1);
      expect([...weight.subarray(0, 3)]).toEqual(floats(...weights));
      expect([...bias]).toEqual(floats(intercept));
    });
  }

  test("small-net: its two linear layers", () => {
    const random = chapterStream("small-net");
    const first = random.linearInit(784, 30);
    const second = random.linearInit(30, 1);
    expect([...first.weight.subarray(0, 2), first.bias[0]]).toEqual(
      floats(-0.0217944402, -0.00583870942, 0.0283514578),
    );
    expect([...second.weight.subarray(0, 2), ...second.bias]).toEqual(
      floats(-0.026176624, 0.153775722, -0.176147774),
    );
  });

  test("another seed gives other numbers", () => {
    expect(chapterStream("sgd", 1).rand(4)).not.toEqual(
      chapterStream("sgd", 2).rand(4),
    );
  });
});

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TorchRandom } from "../../../src/learning/random/torch-random.ts";

/** SHA-256 of the float32 values, little-endian, as `tensor.numpy().tobytes()` gives them. */
function sha256(values: Float32Array): string {
  return createHash("sha256")
    .update(new Uint8Array(values.buffer))
    .digest("hex");
}

/** Expected values were printed by torch 2.13 on a CPU with AVX2. */
describe("TorchRandom", () => {
  test("rand is torch.rand, float for float", () => {
    expect(sha256(new TorchRandom(42).rand(1000))).toBe(
      "80ff065ee30ad7acb95600ff85f860554eef3d2696f85c54fb49b43a318947c7",
    );
  });

  test("randn from 16 numbers on is torch.randn, float for float", () => {
    expect(sha256(new TorchRandom(42).randn(100_000))).toBe(
      "d577cf2f85de7638e02060abec0df9127423d3e1c36369443db87bee3e2e6d62",
    );
  });

  test("linearInit is nn.Linear's weight, then its bias, float for float", () => {
    const { weight, bias } = new TorchRandom(42).linearInit(784, 30);
    expect([weight, bias].map(sha256)).toEqual([
      "38662ebd6a1c4a9257b67c6e6d5ee6d7190d71024df657c4ed68b7a1f9f7d026",
      "54b8e9cc75bcf09688bb0c452b9bddf626e3a2583dbaf31b667ea073afea4136",
    ]);
  });

  test("randn of fewer than 16 draws pairs and keeps the second for the next such call", () => {
    const random = new TorchRandom(7);
    const [one, three] = [random.randn(1), random.randn(3)];
    random.randn(15);
    expect([...one, ...three]).toEqual([
      -0.1467950940132141, 0.7861412763595581, 0.9468216300010681,
      -1.1143440008163452,
    ]);
    const seventeen = random.randn(17);
    expect([seventeen[0], seventeen[1], seventeen[16]]).toEqual([
      -0.13543689250946045, -1.1668940782546997, -0.8857972025871277,
    ]);
  });

  test("randn of no multiple of 16 draws its last 16 numbers twice", () => {
    const [once, twice] = [new TorchRandom(1), new TorchRandom(1)];
    once.randn(17);
    twice.skip(17 + 16);
    expect(once.rand(1)).toEqual(twice.rand(1));
  });

  test("skip(n) passes over what rand(n) would have returned", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2000 }), (count) => {
        const [skipped, drawn] = [new TorchRandom(42), new TorchRandom(42)];
        skipped.skip(count);
        drawn.rand(count);
        expect(skipped.rand(3)).toEqual(drawn.rand(3));
      }),
      { numRuns: 30 },
    );
  });
});

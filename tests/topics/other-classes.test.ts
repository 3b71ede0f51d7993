import { expect, test } from "vitest";
import type { DigitSet, Sets } from "../../src/digits/digits.ts";
import { Stream } from "../../src/learning/random/stream.ts";
import { files, parentLabel } from "../../topics/09-optimizer/pictures.ts";

/** Pictures whose every byte says which class they are of. */
function setOf(name: string, byte: number): DigitSet {
  return { count: 1, pixels: new Uint8Array(784).fill(byte), names: [name] };
}

test("topic 9 labels by the first class, whatever it is called", () => {
  const half = { threes: setOf("1.png", 4), sevens: setOf("2.png", 9) };
  const sets: Sets = { classes: ["4", "9"], train: half, valid: half };
  const found = files({ sets, random: new Stream(42) });
  const labels = found.map((each) => [each.bytes[0], parentLabel(each)]);
  expect(labels.sort()).toEqual([
    [4, 1],
    [9, 0],
  ]);
});

import { describe, expect, test } from "vitest";
import { checkParity } from "../../../src/build/render/check-parity.ts";
import { sha256 } from "../../../src/files.ts";
import { record } from "../../article/sample.ts";

const script = "print(1)";
const path = "topics/03-pixel-similarity/pytorch.json";

/** What the rule says where PyTorch printed `numbers`, and `ran` was the script. */
function messages(numbers: object, ran = script): string[] {
  const kept = {
    torch: "2.13.0",
    script: sha256(ran),
    numbers,
    tolerances: {},
  };
  const sources = {
    "pytorch.py": script,
    "pytorch.json": JSON.stringify(kept),
  };
  return checkParity(sources, record, path).map(({ message }) => message);
}

describe("the rule parity", () => {
  test("names a number that is no longer PyTorch's, with both", () => {
    const there = { "distance-to-3": 0.1115, "distance-to-7": 0.1586191 };
    expect(messages(there)).toEqual([
      "distance-to-3 is 0.11143654584884644 here and 0.1115 in PyTorch",
    ]);
  });

  test("names five of many, and counts the rest", () => {
    const named = Object.keys(record.numbers).map((name) => [name, 5]);
    const said = messages(Object.fromEntries(named));
    expect(said).toHaveLength(5);
    expect(said.at(-1)).toMatch(/, and 2 more so$/);
  });

  test("says so where another script printed the numbers, or they cannot be read", () => {
    const old = /^not what this pytorch.py printed/;
    expect(messages({ zero: 0 }, "print(2)")).toEqual([
      expect.stringMatching(old),
    ]);
    expect(messages({ zero: "0" })).toEqual([expect.stringMatching(old)]);
  });

  test("says nothing of a topic that PyTorch was never asked about", () => {
    expect(checkParity({ "pytorch.py": script }, record, path)).toEqual([]);
  });
});

import { toString as toText } from "mdast-util-to-string";
import { describe, expect, it } from "vitest";
import { bind } from "../../../src/article/bind/bind.ts";
import { boundText, findingsOf, path, record, sources } from "../sample.ts";

describe(":text", () => {
  it("writes a recorded text character by character", () => {
    expect(boundText(":text[markup] and :text[shape]")).toBe(
      `${record.texts.markup} and [6131, 28, 28]`,
    );
  });

  it("writes a line break as a space: it would end the paragraph", () => {
    const run = { ...record, texts: { shape: "[2]\n\n [3]" } };
    const { tree } = bind("a :text[shape]", path, run, sources);
    expect(toText(tree)).toBe("a [2] [3]");
  });

  it("names the nearest text for one that was not recorded", () => {
    expect(findingsOf(":text[shap]")).toEqual([
      "1:1 unknown-text: unknown text: shap (did you mean shape?)",
    ]);
  });
});

describe(":run", () => {
  it("says which data, engine, seed and profile the numbers come from", () => {
    expect(
      boundText(
        ":run[data] :run[training] :run[validation] :run[seed] :run[profile]",
      ),
    ).toBe("MNIST 12,396 2,038 42 full");
    expect(
      boundText(":run[classes]: :run[first-class] or :run[second-class]"),
    ).toBe("3s and 7s: 3 or 7");
    expect(boundText(":run[engine] :run[version]")).toBe(
      "TensorFlow.js on WebAssembly 4.22.0",
    );
  });

  it("names the nearest fact for one that a run does not have", () => {
    expect(findingsOf(":run[sed] :run[weather]")).toEqual([
      "1:1 unknown-run: unknown fact of the run: sed (did you mean seed?)",
      "1:11 unknown-run: unknown fact of the run: weather (a run has data, classes, first-class, second-class, training, validation, engine, version, profile, seed)",
    ]);
  });
});

import { toString as toText } from "mdast-util-to-string";
import { describe, expect, it } from "vitest";
import { bindSample, findingsOf } from "../sample.ts";

function sampleTable() {
  const { tree, findings } = bindSample("::table{#results}");
  expect(findings).toEqual([]);
  const [table] = tree.children;
  if (table?.type !== "table") throw new Error("no table");
  return table;
}

describe("::table", () => {
  it("rounds each column as it says, below its labels", () => {
    expect(
      sampleTable().children.map((row) =>
        row.children.map((cell) => toText(cell)),
      ),
    ).toEqual([
      ["Model", "Accuracy", "Loss", "Steps"],
      ["pixel | similarity", "91.68%", "0.1114", "10"],
      ["linear", "98.54%", "0.2000", "0.5"],
    ]);
  });

  it("sets columns of numbers to the right", () => {
    expect(sampleTable().align).toEqual([null, "right", "right", "right"]);
  });

  it("keeps the raw number in its cell", () => {
    expect(sampleTable().children[1]?.children[1]?.children[0]?.data).toEqual({
      bound: { kind: "table", name: "results", value: 0.9168301582336426 },
    });
  });

  it("names the nearest table for one that was not recorded", () => {
    expect(findingsOf("::table{#result}")).toEqual([
      "1:1 unknown-table: unknown table: result (did you mean results?)",
    ]);
  });
});

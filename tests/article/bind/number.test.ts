import { describe, expect, it } from "vitest";
import { bindSample, boundText, findingsOf, record } from "../sample.ts";

describe(":number", () => {
  it("writes a recorded number with the decimals asked for", () => {
    expect(boundText("At :number[distance-to-3]{digits=2}.")).toBe("At 0.11.");
  });

  it("writes four significant digits by default, and whole numbers whole", () => {
    expect(boundText(":number[distance-to-3] :number[count]")).toBe(
      "0.1114 12396",
    );
  });

  it("separates thousands when asked to", () => {
    expect(boundText(":number[count]{thousands}")).toBe("12,396");
  });

  it("keeps its place in the template and the raw value", () => {
    const { tree } = bindSample("At *:number[accuracy]{digits=1}*.");
    const [paragraph] = tree.children;
    if (paragraph?.type !== "paragraph") throw new Error("no paragraph");
    const [, emphasis] = paragraph.children;
    if (emphasis?.type !== "emphasis") throw new Error("no emphasis");
    expect(emphasis.children[0]).toEqual({
      type: "text",
      value: "0.9",
      data: {
        bound: {
          kind: "number",
          name: "accuracy",
          value: record.numbers.accuracy,
        },
      },
      position: {
        start: { line: 1, column: 5, offset: 4 },
        end: { line: 1, column: 32, offset: 31 },
      },
    });
  });

  it("names the nearest number for one that was not recorded", () => {
    expect(findingsOf("text\n\nthen :number[acuracy]")).toEqual([
      "3:6 unknown-number: unknown number: acuracy (did you mean accuracy?)",
    ]);
  });

  it("says under which kind a name was recorded", () => {
    expect(findingsOf(":number[shape]")).toEqual([
      "1:1 unknown-number: unknown number: shape (shape is a text: quote it as one)",
    ]);
  });

  it("does not take what every object has for a recorded name", () => {
    expect(findingsOf(":number[constructor]")).toHaveLength(1);
  });

  it.each(["11", "-1", "2.5", "many", "1e1", '""'])(
    "refuses digits=%s",
    (digits) => {
      const [finding, ...rest] = findingsOf(`:number[count]{digits=${digits}}`);
      expect(finding).toMatch(/^1:1 digits-out-of-range: .*0 to 10/);
      expect(rest).toEqual([]);
    },
  );

  it("refuses a value for thousands", () => {
    expect(findingsOf(":number[count]{thousands=no}")).toEqual([
      "1:1 attribute-value: thousands takes no value: no (write {thousands}, or leave it out)",
    ]);
  });

  it("warns where rounding hides all of a number", () => {
    const { findings } = bindSample("It is :number[negative]{digits=2}.");
    expect(findings).toMatchObject([
      { line: 1, column: 7, severity: "warning", rule: "rounds-to-zero" },
    ]);
  });

  it("does not warn of a true zero", () => {
    expect(boundText(":number[zero]{digits=2}")).toBe("0.00");
  });
});

describe(":percent", () => {
  it("writes a fraction as a percentage with two decimals", () => {
    expect(
      boundText(":percent[accuracy] or :percent[accuracy]{digits=0}"),
    ).toBe("91.68% or 92%");
  });

  it("warns where rounding hides all of it", () => {
    expect(findingsOf(":percent[tiny]")).toEqual([
      "1:1 rounds-to-zero: shown as zero: tiny is 3.2e-7 (give it more digits, or none for the default)",
    ]);
  });

  it("takes no thousands", () => {
    expect(findingsOf(":percent[accuracy]{thousands}")).toEqual([
      "1:1 unknown-attribute: unknown attribute of percent: thousands (it takes digits)",
    ]);
  });
});

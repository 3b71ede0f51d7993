import { describe, expect, it } from "vitest";
import { boundText, findingsOf } from "../sample.ts";

describe(":spread", () => {
  it("writes mean, least, most and how many, with the decimals asked for", () => {
    expect(boundText("At :spread[runs]{digits=3}.")).toBe(
      "At 0.967 (0.951–0.981, n\u00A0=\u00A020).",
    );
  });

  it("writes each with four significant digits by default", () => {
    expect(boundText(":spread[runs]")).toBe(
      "0.9668 (0.9512–0.9815, n\u00A0=\u00A020)",
    );
  });

  it("puts no dash in front of a minus", () => {
    expect(boundText(":spread[gains]{digits=2}")).toBe(
      "0.50 (−0.25 to 1.25, n\u00A0=\u00A01200)",
    );
  });

  it("names the nearest spread for one that was not recorded, where it stands", () => {
    expect(findingsOf("text\n\nthen :spread[rums]{digits=3}")).toEqual([
      "3:6 unknown-spread: unknown spread: rums (did you mean runs?)",
    ]);
  });

  it("says that a spread is no number, and a number no spread", () => {
    expect(findingsOf(":number[runs] :spread[zero]")).toEqual([
      "1:1 unknown-number: unknown number: runs (runs is a spread: quote it as one)",
      "1:15 unknown-spread: unknown spread: zero (zero is a number: quote it as one)",
    ]);
  });

  it("refuses digits that are none, and attributes of others", () => {
    expect(findingsOf(":spread[runs]{digits=11} :spread[runs]{whole}")).toEqual(
      [
        "1:1 digits-out-of-range: digits out of range: 11 (write a whole number from 0 to 10: the decimals shown)",
        "1:26 unknown-attribute: unknown attribute of spread: whole (it takes digits, thousands)",
      ],
    );
  });

  it("is found where code would show it as it stands", () => {
    expect(findingsOf("`:spread[runs]`")).toEqual([
      "1:2 broken-directive: directive inside code, where nothing is bound: :spread[runs] (take the backquotes away: a bound number needs none)",
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawFormula } from "../../src/medium/formula.ts";
import { mathToUnicode } from "../../src/medium/math.ts";

describe("maths in a line", () => {
  it.each([
    ["w \\leftarrow w - \\eta \\nabla L", "w ← w − η ∇L"],
    ["\\bar{x}_i", "x̄ᵢ"],
    ["\\frac{1}{n}", "1/n"],
    ["\\frac{a+b}{2}", "(a+b)/2"],
    ["10^{-5}", "10⁻⁵"],
    ["\\sqrt{x^2+1}", "√(x²+1)"],
    ["x \\in \\mathbb{R}", "x ∈ ℝ"],
    ["28 \\times 28", "28 × 28"],
    ["\\text{loss}", "loss"],
    ["\\begin{matrix}1\\end{matrix}", undefined],
    ["x^{\\alpha}", undefined],
    ["\\unknown", undefined],
    ["{x", undefined],
    ["x}", undefined],
  ])("%s is %s", (latex, unicode) => {
    expect(mathToUnicode(latex)).toBe(unicode);
  });

  it("never throws and never leaves a backslash", () => {
    const signs = fc.stringMatching(/^[\\{}^_a-c1 +=]{0,16}$/);
    fc.assert(
      fc.property(signs, (latex) => {
        expect(mathToUnicode(latex) ?? "").not.toMatch(/\\[a-z]/);
      }),
    );
  });
});

describe("a formula on its own line", () => {
  it("is as wide as the column, and as high as it needs", () => {
    const low = drawFormula("x");
    const high = drawFormula("\\frac{\\sum_i x_i}{n}");
    if (!("drawn" in low && "drawn" in high)) throw new Error("not drawn");
    expect(low.drawn.width).toBe(1400);
    expect(high.drawn.height).toBeGreaterThan(low.drawn.height);
    expect(low.drawn.png.equals(high.drawn.png)).toBe(false);
  });

  it("that is wrong says what is wrong", () => {
    expect(drawFormula("\\foo")).toEqual({
      problem: "undefined control sequence \\foo",
    });
    expect(drawFormula("{x")).toEqual({
      problem: "extra open brace or missing close brace",
    });
  });
});

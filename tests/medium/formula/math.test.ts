import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mathToUnicode } from "../../../src/article/formula/math.ts";
import { parseTemplate } from "../../../src/article/read/parse.ts";
import { drawFormula } from "../../../src/medium/formula/formula.ts";
import { buildKit } from "../../../src/medium/pages/kit.ts";
import { pathOf, readCase } from "../case.ts";

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
  });

  const wordsOf = (latex: string) => {
    const formula = drawFormula(latex);
    return "words" in formula ? formula.words : undefined;
  };

  it.each([
    [
      "\\frac{1}{n}\\sum_{i=1}^{n}(x_i-y_i)^2",
      "1 over n times the sum from i equals 1 to n of (x i minus y i) squared",
    ],
    [
      "w \\leftarrow w - \\eta \\frac{\\partial L}{\\partial w}",
      "w becomes w minus eta (partial L) over (partial w)",
    ],
    [
      "p_i=\\frac{e^{z_i}}{\\sum_j e^{z_j}}",
      "p i equals (e to the power (z i)) over (the sum over j of e to the power (z j))",
    ],
    [
      "\\lim_{h\\to0}\\sqrt{x+1} + \\left|a\\right|",
      "the limit as h goes to 0 of the square root of (x plus 1) plus the absolute value of (a)",
    ],
    [
      "\\bar{x}' A^{-1} \\mathbf{w}^\\top P(a|b)",
      "x bar prime A inverse w transposed P (a given b)",
    ],
    ["\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "(1, 2; 3, 4)"],
    ["\\begin{aligned}a&=b\\\\c&=d\\end{aligned}", "a equals b; c equals d"],
    ["\\operatorname{constructor} \\oplus x", "constructor ⊕ x"],
  ])("%s is read as words", (latex, words) => {
    expect(wordsOf(latex)).toBe(words);
  });

  it("never has its source in its words", () => {
    const parts = fc.constantFrom(
      ...["\\frac{a}{b}", "\\sqrt[3]{x}", "x_{i+1}^{2}", "\\sum_{i}", "|", "'"],
      ...[
        "\\hat{y}",
        "\\text{so}",
        "\\mathbb{R}",
        "\\alpha",
        "\\leq",
        "\\,",
        "(",
      ],
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (latex) => {
        expect(wordsOf(latex.join(" ")) ?? "").not.toMatch(/[\\{}_^]/);
      }),
    );
  });

  it("is described by its words on the page", () => {
    const common = readCase(pathOf("rules/MD-57-fresh/ok"));
    const tree = parseTemplate("$$\n\\frac{a}{b}\n$$");
    const article = { path: "article.md", frontmatter: {}, words: 0, tree };
    const { lowered } = buildKit({ ...common, article });
    expect(lowered.pictures.map(({ alt }) => alt)).toEqual([
      "Formula: a over b",
    ]);
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

it.each(["x^\u001B", "\\sqrt\uD800{x}", "\uFFFF", "\u{10FFFF}", "\uE000"])(
  "a formula with a sign that nothing can set names it: %j",
  (latex) => {
    const formula = drawFormula(latex);
    expect("problem" in formula && formula.problem).toMatch(
      /^sign that cannot be set: U\+[0-9A-F]{4,6}$/,
    );
  },
);

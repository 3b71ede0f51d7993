import type { Code } from "mdast";
import { describe, expect, it } from "vitest";
import { bind } from "../../../src/article/bind/bind.ts";
import { formatFindings } from "../../../src/errors.ts";
import { bindSample, findingsOf, path, record } from "../sample.ts";

function onlyCode(template: string): Code {
  const { tree, findings } = bindSample(template);
  expect(findings).toEqual([]);
  const [code, ...rest] = tree.children;
  if (code?.type !== "code" || rest.length > 0) throw new Error("not one code");
  return code;
}

describe("::listing", () => {
  it("shows a region of experiment.ts as it stands there", () => {
    expect(onlyCode("\n::listing{#ideal-digits}\n")).toEqual({
      type: "code",
      lang: "typescript",
      value: [
        "/** The mean over all pictures. */",
        "export function idealDigit(pictures: Tensor): Tensor {",
        "  return pictures.mean(0); // [6131, 28, 28] → [28, 28]",
        "}",
      ].join("\n"),
      data: {
        bound: { kind: "listing", name: "ideal-digits", file: "experiment.ts" },
      },
      position: {
        start: { line: 2, column: 1, offset: 1 },
        end: { line: 2, column: 25, offset: 25 },
      },
    });
  });

  it("takes away the indentation inside a function", () => {
    expect(onlyCode("::listing{#distances}").value).toBe(
      "const l1 = a.sub(b).abs().mean();\n\nconst l2 = a.sub(b).square().mean().sqrt();",
    );
  });

  it("shows a region of another source, in its language", () => {
    const { lang, value } = onlyCode(
      '::listing{#ideal-digits from="pytorch.py"}',
    );
    expect({ lang, value }).toEqual({
      lang: "python",
      value: "def ideal_digit(pictures):\n    return pictures.mean(0)",
    });
  });

  it("names the nearest region, or all there are", () => {
    expect(
      findingsOf("- x\n\n  ::listing{#ideal-digit}\n\n::listing{#zzzzzzz}"),
    ).toEqual([
      "3:3 unknown-region: unknown region of experiment.ts: ideal-digit (did you mean ideal-digits?)",
      "5:1 unknown-region: unknown region of experiment.ts: zzzzzzz (its regions are ideal-digits, distances)",
    ]);
  });

  it("names the nearest source", () => {
    expect(findingsOf('::listing{#ideal-digits from="pytorh.py"}')).toEqual([
      "1:1 unknown-source: unknown source: pytorh.py (did you mean pytorch.py?)",
    ]);
  });

  it("points into the source for what is wrong there, once for all its listings", () => {
    const { findings } = bind(
      "::listing{#a}\n\n::listing{#a}\n",
      path,
      record,
      {
        "experiment.ts": "x;\n// #region a\ny;\n",
      },
    );
    expect(formatFindings(findings)).toBe(
      "topics/03-pixel-similarity/experiment.ts:2:1  error  unclosed region: a  region-unclosed\n" +
        "    write #endregion behind its last line\n",
    );
  });
});

describe("::output", () => {
  it("shows what was printed, without a language and a newline at its end", () => {
    expect(onlyCode("::output{#ideal-shape}")).toMatchObject({
      lang: null,
      value: "[28, 28]",
      data: { bound: { kind: "output", name: "ideal-shape" } },
    });
  });

  it("names the nearest output for one that was not recorded", () => {
    expect(findingsOf("::output{#ideal-shap}")).toEqual([
      "1:1 unknown-output: unknown output: ideal-shap (did you mean ideal-shape?)",
    ]);
  });
});

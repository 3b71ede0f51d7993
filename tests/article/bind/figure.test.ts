import { toString as toText } from "mdast-util-to-string";
import { describe, expect, it } from "vitest";
import { bindSample, findingsOf, record } from "../sample.ts";

describe(":::figure", () => {
  it("takes its alt text from the record and its caption from the template", () => {
    const { tree, findings } = bindSample(
      ":::figure{#ideal-digits}\nAt :number[accuracy]{digits=2},\n:claim[*nearer*]{#nearer-to-3}.\n:::",
    );
    expect(findings).toEqual([]);
    const [figure] = tree.children;
    expect(figure).toMatchObject({
      type: "figure",
      name: "ideal-digits",
      alt: record.figures["ideal-digits"]?.alt,
      data: { bound: { kind: "figure", name: "ideal-digits" } },
      position: { start: { line: 1, column: 1 }, end: { line: 4, column: 4 } },
    });
    expect(toText(figure, { includeImageAlt: false })).toBe(
      "At 0.92,\nnearer.",
    );
  });

  it("may go without a caption when it is written as a line", () => {
    const { tree, findings } = bindSample("::figure{#ideal-digits}");
    expect(findings).toEqual([]);
    expect(tree.children[0]).toMatchObject({ type: "figure", children: [] });
  });

  it("names the nearest figure, and still checks the caption", () => {
    expect(
      findingsOf(":::figure{#ideal-digit}\n:number[acuracy]\n:::"),
    ).toEqual([
      "1:1 unknown-figure: unknown figure: ideal-digit (did you mean ideal-digits?)",
      "2:1 unknown-number: unknown number: acuracy (did you mean accuracy?)",
    ]);
  });

  it("has one paragraph for its caption", () => {
    const rule =
      "figure-caption: caption is not one paragraph: ideal-digits (write one paragraph between the fences, and the rest below them)";
    expect(findingsOf(":::figure{#ideal-digits}\n:::")).toEqual([
      `1:1 ${rule}`,
    ]);
    expect(findingsOf(":::figure{#ideal-digits}\na\n\nb\n:::")).toEqual([
      `4:1 ${rule}`,
    ]);
    expect(findingsOf(":::figure{#ideal-digits}\n- a\n:::")).toEqual([
      `1:1 ${rule}`,
    ]);
  });
});

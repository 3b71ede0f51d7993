import fc from "fast-check";
import type { Nodes } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { describe, expect, it } from "vitest";
import { bind } from "../../../src/article/bind/bind.ts";
import { markdown } from "../arbitrary.ts";
import { bindSample, findingsOf, path, record, sources } from "../sample.ts";

/** Markdown as it is read where nobody knows directives. */
const plain = remark().use(remarkGfm).use(remarkMath);

/** A tree without the places of its nodes. */
function bare(tree: Nodes): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) =>
      key === "position" ? undefined : value,
    ),
  );
}

describe("bind", () => {
  it("finds every mistake in one run, in the order of the text", () => {
    const template = [
      "---",
      "title: :nubmer[x]",
      "---",
      "",
      ":number[acuracy] and :text[shap]",
      "",
      "::listing{#distance}",
      "",
      ":claim[x]{#mean-wins} :percent[accuracy]{digits=99}",
    ].join("\n");
    expect(findingsOf(template).map((each) => each.split(": ")[0])).toEqual([
      "2:8 unknown-directive",
      "5:1 unknown-number",
      "5:22 unknown-text",
      "7:1 unknown-region",
      "9:1 false-claim",
      "9:23 digits-out-of-range",
    ]);
  });

  it("names the template in every finding", () => {
    expect(bindSample(":number[x]").findings).toMatchObject([
      { file: path, severity: "error" },
    ]);
  });

  it("leaves no directive in a tree without findings", () => {
    const { tree, findings } = bindSample(
      "10:30 :number[zero]\n\n::table{#results}\n\n- :claim[x]{#nearer-to-3}\n",
    );
    expect(findings).toEqual([]);
    expect(JSON.stringify(tree)).not.toContain("Directive");
  });

  it("leaves comments, front matter's place and code as they are", () => {
    const { tree, frontmatter } = bindSample(
      "---\na: 1\n---\n\n<!-- :number[x] -->\n\n    :number[y]\n",
    );
    expect(frontmatter).toEqual({ a: 1 });
    expect(bare(tree)).toEqual({
      type: "root",
      children: [
        { type: "html", value: "<!-- :number[x] -->" },
        { type: "code", lang: null, meta: null, value: ":number[y]" },
      ],
    });
  });

  it("does not change Markdown without directives", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { tree, findings } = bindSample(text);
        expect(findings).toEqual([]);
        expect(bare(tree)).toEqual(bare(plain.parse(text)));
      }),
    );
  });

  it("never throws, whatever the template holds", () => {
    const piece = fc.constantFrom(
      ":number[accuracy]",
      ":number[",
      "]",
      "{#",
      "}",
      "{digits=4}",
      ":::",
      "::::",
      ":::claim{#mean-wins}",
      ":::otherwise",
      ":::figure{#ideal-digits}",
      "::table{#results}",
      "\n",
      "\n\n",
      "- ",
      "> ",
      "# ",
      "---\n",
      "| a |\n| - |\n",
      "`",
      "*",
      ":claim[",
      "{#mean-wins}",
      'otherwise="',
      '"',
      "10:30",
      "<!--",
      "-->",
      "$",
      "\\",
      " ",
      "\t",
      "é",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const { findings } = bind(pieces.join(""), path, record, sources);
        for (const each of findings) {
          expect(each.line).toBeGreaterThan(0);
          expect(each.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("front matter", () => {
  it("is empty where there is none", () => {
    expect(bindSample("# x").frontmatter).toEqual({});
    expect(bindSample("---\n---\n").frontmatter).toEqual({});
  });

  it("quotes numbers in its texts", () => {
    expect(
      bindSample(
        '---\ntitle: "A mean: :percent[accuracy]{digits=0} *right*"\n---\n',
      ).frontmatter,
    ).toEqual({ title: "A mean: 92% *right*" });
  });

  it("is pointed into for a name that was not recorded", () => {
    expect(
      findingsOf('---\na: 1\ntitle: "In :percent[acuracy]"\n---\n'),
    ).toEqual([
      "3:12 unknown-number: unknown number: acuracy (did you mean accuracy?)",
    ]);
  });

  it("that is no YAML is an error at its line", () => {
    const [finding, ...rest] = findingsOf(
      "---\ntitle: a\nsubtitle: b: c\n---\n",
    );
    expect(finding).toMatch(
      /^3:\d+ frontmatter-yaml: front matter is not YAML: /,
    );
    expect(rest).toEqual([]);
  });
});

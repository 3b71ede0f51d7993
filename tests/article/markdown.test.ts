import fc from "fast-check";
import type { Nodes, PhrasingContent, Root } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { describe, expect, it } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { bind } from "../../src/article/bind/bind.ts";
import { articleMarkdown, stringifyTree } from "../../src/article/markdown.ts";
import { markdown, specialText } from "./arbitrary.ts";
import { path, record, sources } from "./sample.ts";

const reader = remark().use(remarkGfm).use(remarkMath);

/** A tree without places, marks and what only the writer's style decides. */
function bare(tree: Nodes): unknown {
  const hidden = ["position", "data", "spread", "meta"];
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) =>
      hidden.includes(key) ? undefined : value,
    ),
  );
}

/** Binds a template to a record in which `t` is the text `value`. */
function bindText(template: string, value: string): Root {
  const run = { ...record, texts: { t: value } };
  const { tree, findings } = bind(template, path, run, sources);
  expect(findings).toEqual([]);
  return tree;
}

describe("articleMarkdown", () => {
  it("is plain GFM: title, subtitle, pictures with captions, nothing of a template", () => {
    const template = `---
title: "A_title: *one*"
subtitle: In :percent[accuracy]{digits=0}
tags: [a]
---

At :number[accuracy] of :number[count]{thousands} with :text[markup].

::listing{#distances}

::table{#results}

:::figure{#ideal-digits}
Two *bars* at :number[zero].
:::

<!-- mine -->
`;
    const article = readArticle(template, path, record, sources);
    expect(article.findings).toEqual([]);
    expect(articleMarkdown(article)).toBe(
      `# A_title: \\*one\\*

*In 92%*

At 0.9168 of 12,396 with a_b\\_ \\*c\\* \\\`d\\\` | \\[e]\\(f) \\<g> \\h.

\`\`\`typescript
const l1 = a.sub(b).abs().mean();

const l2 = a.sub(b).square().mean().sqrt();
\`\`\`

| Model               | Accuracy |   Loss | Steps |
| ------------------- | -------: | -----: | ----: |
| pixel \\| similarity |   91.68% | 0.1114 |    10 |
| linear              |   98.54% | 0.2000 |   0.5 |

![Two bars: the ideal 3 is nearer to the sample than the ideal 7.](figures/ideal-digits.png)

*Two bars at 0.*

---

**About the numbers:** every number, table and figure above comes from one run of the code on the 3s and 7s of MNIST, 12,396 pictures to learn from and 2,038 to check with. It ran on TensorFlow.js on WebAssembly, version 4.22.0, with the random seed 42.
`,
    );
  });
});

describe("stringifyTree", () => {
  it("writes what is read again as the same tree", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const tree = reader.parse(text);
        expect(bare(reader.parse(stringifyTree(tree)))).toEqual(bare(tree));
      }),
    );
  });

  it("writes a recorded text so that it is read letter by letter", () => {
    const places = fc.constantFrom(
      ":text[t]",
      "a :text[t] b",
      "a:text[t]b",
      "*:text[t]*",
      "1:text[t]",
      "- :text[t]",
      "> :text[t]",
      "## :text[t]",
      ":text[t]:text[t]",
      ":text[t] :number[zero]",
      ":claim[:text[t]]{#nearer-to-3}",
    );
    fc.assert(
      fc.property(places, specialText, (template, value) => {
        const tree = bindText(template, value);
        const again = reader.parse(stringifyTree(tree));
        expect(toText(again)).toBe(toText(tree));
        expect(kinds(again)).toEqual(kinds(tree));
      }),
      { numRuns: 300 },
    );
  });

  it("escapes what two texts spell together", () => {
    expect(stringifyTree(bindText("See www:text[t]", ".example.org"))).toBe(
      "See www\\.example.org\n",
    );
  });

  it("writes a table's texts so that they are read letter by letter", () => {
    fc.assert(
      fc.property(specialText, specialText, (label, cell) => {
        const table = {
          columns: [{ label }, { label: "b" }],
          rows: [[cell, 1]],
        };
        const run = { ...record, tables: { t: table } };
        const { tree } = bind("::table{#t}", path, run, sources);
        const again = reader.parse(stringifyTree(tree));
        expect(again.children[0]?.type).toBe("table");
        expect(toText(again)).toBe(toText(tree));
      }),
      { numRuns: 200 },
    );
  });

  it("writes an output so that it is read letter by letter", () => {
    fc.assert(
      fc.property(specialText, (value) => {
        const run = { ...record, outputs: { o: `${value}\n${value}` } };
        const { tree } = bind("::output{#o}", path, run, sources);
        expect(bare(reader.parse(stringifyTree(tree)))).toEqual(bare(tree));
      }),
    );
  });

  it("leaves the tree alone", () => {
    const tree = bindText(":::figure{#ideal-digits}\na :text[t]\n:::", "x");
    const before = structuredClone(tree);
    stringifyTree(tree);
    expect(tree).toEqual(before);
  });

  it("escapes the dot of www., and of no other w", () => {
    const text = (value: string): PhrasingContent => ({ type: "text", value });
    const write = (value: string) =>
      stringifyTree({
        type: "root",
        children: [{ type: "paragraph", children: [text(value)] }],
      });
    expect(write("TensorFlow.js, raw.csv")).toBe("TensorFlow.js, raw.csv\n");
    expect(write("www.example.org")).toBe("www\\.example.org\n");
  });
});

/** What a tree is made of, texts aside. */
function kinds(tree: Nodes): string[] {
  const inner = "children" in tree ? tree.children.flatMap(kinds) : [];
  return tree.type === "text" ? [] : [tree.type, ...inner];
}

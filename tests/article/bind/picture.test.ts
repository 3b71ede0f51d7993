import { toString as toText } from "mdast-util-to-string";
import { describe, expect, it } from "vitest";
import { readArticle } from "../../../src/article/article.ts";
import { bind } from "../../../src/article/bind/bind.ts";
import type { OwnPicture, Pictures } from "../../../src/article/bound.ts";
import type { Problem } from "../../../src/article/report.ts";
import { path, record, showFinding, sources } from "../sample.ts";

const own: OwnPicture = {
  ...{ bytes: Buffer.from("of a picture"), type: "jpeg" },
  ...{ width: 1600, height: 1000 },
};

const pictures: Pictures = new Map<string, OwnPicture | Problem>([
  ["img/White board.jpg", own],
  ["b.png", own],
  ["c.png", { rule: "bad-picture", message: "picture is broken: c.png" }],
]);

const bindPictures = (text: string) =>
  bind(text, path, record, sources, pictures);

const findingsOf = (text: string) =>
  bindPictures(text).findings.map(showFinding);

describe("a picture of the topic's folder", () => {
  it("is an image alone in a paragraph, its title the caption", () => {
    for (const address of [
      "img/White%20board.jpg",
      "<img/White board.jpg>",
      "./img/White%20board.jpg",
    ]) {
      const { tree, findings } = bindPictures(
        `![Two formulas](${address} "What we argued about")`,
      );
      expect(findings).toEqual([]);
      expect(tree.children).toMatchObject([
        {
          ...{ type: "figure", name: "white-board", alt: "Two formulas", own },
          children: [{ type: "text", value: "What we argued about" }],
          data: { bound: { kind: "picture" } },
          position: { start: { line: 1, column: 1 } },
        },
      ]);
    }
  });

  it("has numbers of the record in its caption as a directive", () => {
    const { tree, findings } = bindPictures(
      ':::picture{src="b.png" alt="Two formulas"}\nAt :number[accuracy]{digits=2}.\n:::',
    );
    expect(findings).toEqual([]);
    expect(tree.children).toMatchObject([{ name: "b", alt: "Two formulas" }]);
    expect(toText(tree, { includeImageAlt: false })).toBe("At 0.92.");
  });

  it("has them in the title of an image, too, and in one of somebody else's", () => {
    const both = bindPictures(
      '![One](b.png "At *just* :number[accuracy]{digits=2}")\n\n![Two](https://example.org/a.png "At :number[accuracy]{digits=2}")',
    );
    expect(both.findings).toEqual([]);
    const [ours, paragraph] = both.tree.children;
    expect(ours && toText(ours, { includeImageAlt: false })).toBe(
      "At just 0.92",
    );
    expect(paragraph).toMatchObject({ children: [{ title: "At 0.92" }] });
    expect(findingsOf('![One](b.png "At :number[acuracy]")')).toEqual([
      "1:1 unknown-number: unknown number: acuracy (did you mean accuracy?)",
    ]);
    const { tree } = bindPictures('![One](b.png "# no heading")');
    expect(toText(tree, { includeImageAlt: false })).toBe("# no heading");
  });

  it("stands below another one, and beside one at an address", () => {
    const { tree } = bindPictures(
      "![One](b.png)\n![Two](https://example.org/a.png)\n![Three](b.png)",
    );
    expect(tree.children).toMatchObject([
      { type: "figure", alt: "One", position: { start: { line: 1 } } },
      { type: "paragraph", children: [{ type: "image", alt: "Two" }] },
      { type: "figure", alt: "Three", position: { start: { line: 3 } } },
    ]);
  });

  it("needs words for who cannot see it", () => {
    expect(findingsOf("a\n\n![](b.png)")).toEqual([
      "3:1 missing-alt: picture without words for who cannot see it: b.png (write ![what it shows](b.png))",
    ]);
    expect(findingsOf('::picture{src="b.png"}')).toEqual([
      '1:1 missing-attribute: missing attribute of picture: alt="…" (write {alt="…"} right behind it, without a space)',
    ]);
  });

  it("is named where it is missing or cannot be shown", () => {
    const missing =
      "unknown-picture: no such picture in the topic's folder: a.png (put the file there, and write its name as it is, capitals too)";
    expect(findingsOf("![Two formulas](a.png)")).toEqual([`1:1 ${missing}`]);
    expect(findingsOf('::picture{src="a.png" alt="Two formulas"}')).toEqual([
      `1:1 ${missing}`,
    ]);
    expect(findingsOf("![Two formulas](c.png)")).toEqual([
      "1:1 bad-picture: picture is broken: c.png",
    ]);
    expect(findingsOf("::picture{#b}")).toContain(
      "1:1 unknown-attribute: unknown attribute of picture: #b (it takes src, alt)",
    );
  });

  it("is never one of another folder, and none in the middle of a line", () => {
    for (const text of [
      "![Two formulas](../b.png)",
      "![Two formulas](/b.png)",
      "![Two formulas](..%2fb.png)",
      "A line with ![two formulas](b.png) in it.",
    ]) {
      const front = "---\ntitle: A\nsubtitle: B\ntags: [C]\n---\n\n";
      const { findings, tree } = readArticle(
        ...([front + text, path, record, sources, pictures] as const),
      );
      expect(findings).toMatchObject([
        { rule: "unsafe-address", line: 7, severity: "error" },
      ]);
      expect(tree.children.map(({ type }) => type)).not.toContain("figure");
    }
  });
});

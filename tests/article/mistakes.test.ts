import { describe, expect, it } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { mathToUnicode } from "../../src/article/formula/math.ts";
import { articleMarkdown } from "../../src/article/markdown.ts";
import { parseConfig } from "../../src/course/config.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { FindingsError } from "../../src/errors.ts";
import { record, showFinding, sources } from "./sample.ts";

const front = "---\ntitle: T\nsubtitle: S\ntags: [a]\n---\n\nText.\n\n";

function findingsIn(text: string): string[] {
  const { findings } = readArticle(text, "a.md", record, sources);
  return findings.map(showFinding);
}

function deckFindings(text: string): string[] {
  return readDeck(text, "d.md", record, sources).findings.map(showFinding);
}

describe("one mistake is one finding, the true one", () => {
  it.each(["*Nearer*", "*Nearer", "&Nearer far", "!Nearer far"])(
    "says to put quotes around a title that YAML misreads: %s",
    (title) => {
      const text = `---\ntitle: ${title}\nsubtitle: S\n---\n\n## Text\n\nWords.\n`;
      const said = expect.stringMatching(
        /^2:\d+ frontmatter-yaml: read as an? (alias|anchor|tag) of YAML: .*put quotes around it: title: "/,
      );
      expect(findingsIn(text)).toEqual([said]);
      expect(deckFindings(text)).toEqual([said]);
    },
  );

  it("says to put quotes around a title with a colon, and misses nothing else", () => {
    expect(findingsIn("---\ntitle: A: B\nsubtitle: S\n---\n\nText.\n")).toEqual(
      [
        '2:8 frontmatter-yaml: front matter is not YAML: a colon in the value (put quotes around it: title: "A: B")',
      ],
    );
  });

  it("names front matter that is not closed", () => {
    const said = [expect.stringMatching(/^1:1 frontmatter-unclosed: /)];
    expect(findingsIn("---\ntitle: A\n\nText.\n")).toEqual(said);
    expect(
      deckFindings("---\ntitle: A\n\n# One\n\ntext\n\n---\n\n# Two\n"),
    ).toEqual(said);
  });

  it("names the block that is not closed where it was opened, and nothing that comes of it", () => {
    const open = ":::figure{#ideal-digits}\nWords.\n\n";
    const said = [expect.stringMatching(/^9:1 unclosed-directive: /)];
    expect(findingsIn(`${front}${open}## More\n\nText.\n`)).toEqual(said);
    expect(findingsIn(`${front}${open}${open}:::\n`)).toEqual(said);
  });

  it("names the nearest key for one that a deck does not know, at its line", () => {
    expect(deckFindings("---\ntitle: A\nsubtitel: S\n---\n\n# Text\n")).toEqual(
      [
        "3:1 frontmatter-key: unknown key in the front matter: subtitel (did you mean subtitle?)",
      ],
    );
  });

  it("names line and column of what is not JSON in the config", async () => {
    const error = await parseConfig('{\n "author": "A",\n}', "c.json").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(FindingsError);
    expect(error).toMatchObject({
      findings: [{ file: "c.json", line: 2, rule: "config-json" }],
    });
  });
});

describe("limits", () => {
  it("refuse quotes 1,000 deep, at their line", () => {
    expect(findingsIn(`${front}${">".repeat(1_000)} a\n`)).toEqual([
      expect.stringMatching(/^9:\d+ text-too-large: /),
    ]);
  });

  it.each([
    `${"{".repeat(10_000)}x${"}".repeat(10_000)}`,
    `x${"^".repeat(2_000)}x`,
  ])("leave a formula that is too deep as it was written", (latex) => {
    expect(mathToUnicode(latex)).toBeUndefined();
  });

  it("let 20,000 words, 300 blocks of code and a listing of 2,000 lines pass", () => {
    const prose = `${"word ".repeat(100)}\n\n`.repeat(200);
    const code =
      `\`\`\`ts\n${"const x = f(1, 2);\n".repeat(10)}\`\`\`\n\n`.repeat(300);
    const long = `\`\`\`ts\n${"const x = f(1, 2);\n".repeat(2_000)}\`\`\`\n`;
    const text = front + prose + code + long;
    const article = readArticle(text, "a.md", record, sources);
    expect(article.findings).toEqual([]);
    expect(articleMarkdown(article)).toContain("word word");
  });
});

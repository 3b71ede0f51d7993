import { toString as toText } from "mdast-util-to-string";
import { describe, expect, it } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { sha256 } from "../../src/files.ts";
import type { Record } from "../../src/record/record.ts";
import { path, record, showFinding, sources } from "./sample.ts";

const head = "---\ntitle: A title\nsubtitle: A subtitle\ntags: [a]\n---\n\n";

function read(body: string, run: Record = record) {
  return readArticle(head + body, path, run, sources);
}

function findings(body: string): string[] {
  return read(body).findings.map(
    (each) => showFinding(each).split(" (")[0] ?? "",
  );
}

/** The article's blocks as text. */
function blocks(body: string, run: Record = record): string[] {
  return read(body, run).tree.children.map((each) => toText(each));
}

function runOn(name: string, profile: "full" | "quick" = "full"): Record {
  const data = { ...record.provenance.data, name };
  return { ...record, profile, provenance: { ...record.provenance, data } };
}

describe("what is no comment", () => {
  it.each([
    ["<!-- a --> words <!-- b -->", "put the comment on lines of its own"],
    [
      "<!-- a\n\nwords\n\n<!-- b -->",
      "end the comment: write --> below its words",
    ],
    ["<!-- a\n\nwords", "end the comment: write --> below its words"],
    ["<br>", "use Markdown, or write a plain < as \\<"],
  ])("is an error, for it hides words: %j", (html, hint) => {
    const found = read(`Words.\n\n${html}\n`).findings;
    expect(found).toMatchObject([{ rule: "html", line: 9, hint }]);
  });

  it("a caption that is none is one error", () => {
    expect(findings("Words.\n\n:::figure{#ideal-digits}\n- a\n:::\n")).toEqual([
      "9:1 figure-caption: caption is not one paragraph: ideal-digits",
    ]);
  });
});

describe("readArticle", () => {
  it("gives front matter, tree, words and figures of an article without mistakes", () => {
    const article = read(
      "One :number[zero] three.\n\n:::figure{#ideal-digits}\nA caption.\n:::\n",
    );
    expect(article).toMatchObject({
      path,
      meta: { title: "A title", subtitle: "A subtitle", tags: ["a"] },
      frontmatter: { title: "A title" },
      findings: [],
      words: 3,
      figures: [{ name: "ideal-digits", file: "ideal-digits" }],
    });
    expect(article.template).toBe(
      `${head}One :number[zero] three.\n\n:::figure{#ideal-digits}\nA caption.\n:::\n`,
    );
  });

  it("counts the words of prose only", () => {
    const body = [
      "## Not a heading",
      "A `code` word – counts.",
      "- so does\n- a list",
      "> and a quote",
      "```\nbut no listing\n```",
      "| no | table |\n| - | - |\n| a | b |",
      "::output{#ideal-shape}",
      "::listing{#distances}",
      "<!-- nor a comment -->",
    ].join("\n\n");
    expect(read(body).words).toBe(4 + 4 + 3);
  });

  it("drops the author's comments", () => {
    expect(blocks("Yes. <!-- no -->\n\n<!-- no\n\nno -->\n")[0]).toBe("Yes. ");
    expect(JSON.stringify(read("Yes. <!-- no -->").tree)).not.toContain("html");
  });

  it("reports what an article may not hold, all of it, beside what was not bound", () => {
    expect(
      findings(
        "# Title\n\n#### Deep\n\n:number[acuracy]\n\n<b>x</b>\n\n::figure{#ideal-digits}\n",
      ),
    ).toEqual([
      "7:1 title-in-body: title in the body: #",
      "9:1 heading-too-deep: heading too deep: ####",
      "11:1 unknown-number: unknown number: acuracy",
      "13:1 html: HTML: <b>",
      "13:5 html: HTML: </b>",
      "15:1 missing-caption: figure without a caption: ideal-digits",
    ]);
  });

  it("reports an article without prose", () => {
    expect(findings("## Only a heading\n")).toEqual([
      "1:1 no-prose: article without prose",
    ]);
  });
});

describe("the notes about the run", () => {
  it("end every article with its data, engine and seed", () => {
    expect(blocks("Text.")).toEqual([
      "Text.",
      "",
      "About the numbers: every number, table and figure above comes from one run of the code on the 3s and 7s of MNIST, 12,396 pictures to learn from and 2,038 to check with. It ran on TensorFlow.js on WebAssembly, version 4.22.0, with the random seed 42.",
    ]);
  });

  it("say at the top and at the end that handwriting is not MNIST", () => {
    const [first, second, , last, ...rest] = blocks(
      "Text.",
      runOn("handwriting"),
    );
    expect(first).toMatch(/^Not MNIST: /);
    expect(second).toBe("Text.");
    expect(last).toContain("a program drew");
    expect(last).toContain("They are not MNIST.");
    expect(rest).toEqual([]);
  });

  it("name no digits where the experiment looked at none", () => {
    const run = runOn("handwriting");
    const data = { ...run.provenance.data, unused: true as const };
    const provenance = { ...run.provenance, data };
    const [first, , last] = blocks("Text.", { ...run, provenance });
    expect(first).toBe("Text.");
    expect(last).toContain("It looked at no digit");
    expect(last).not.toContain("handwriting");
  });

  it("say of a folder of pictures that it is one", () => {
    const about = blocks("Text.", runOn("picture folder")).at(-1);
    expect(about).toContain("a folder of pictures");
    expect(about).not.toContain("MNIST");
  });

  it("say at the top what is called 3 and 7, while anything still is", () => {
    const run = runOn("MNIST");
    const data = {
      ...run.provenance.data,
      classes: ["4", "9"] as [string, string],
    };
    const of = (outputs: Record["outputs"]) => ({
      ...{ ...run, tables: {}, figures: {}, outputs },
      provenance: { ...run.provenance, data },
    });
    const [mark, ...rest] = blocks("Text.", of({ ink: "3s 0.1, 7s 0.2" }));
    expect(mark).toMatch(/^Not 3s and 7s: the code ran on 4s and 9s\./);
    expect(rest.at(-1)).toContain(
      "one run of the code on the 4s and 9s of MNIST,",
    );
    expect(blocks("Text.", of({ ink: "ink 0.37" }))[0]).toBe("Text.");
  });

  it("say how far PyTorch agrees, where it was asked about this very run", () => {
    const script = "print(1)";
    const said = (numbers: object, run = record, ran = script) => {
      const parity = {
        torch: "2.13.0",
        script: sha256(ran),
        ...{ numbers, tolerances: { accuracy: 0.01 } },
      };
      const files = {
        "pytorch.py": script,
        "pytorch.json": JSON.stringify(parity),
      };
      const { tree } = readArticle(`${head}Text.`, path, run, files);
      return toText(tree.children.at(-1));
    };
    const exact = { "distance-to-3": 0.11143655, zero: 0 };
    expect(said(exact)).toMatch(
      /seed 42\. PyTorch 2\.13\.0 .* all 2 agree to a millionth\.$/,
    );
    expect(said({ ...exact, accuracy: 0.92 })).toMatch(
      / 3 of .* 2 agree .* and 1 within/,
    );
    expect(said({ ...exact, accuracy: 0.93 })).toMatch(/ 2 agree .*, 1 not\.$/);
    expect(said({ "distance-to-3": 0.111437 })).toMatch(
      / 0 agree .*, 1 not\.$/,
    );
    for (const silent of [
      said(exact, runOn("MNIST", "quick")),
      said(exact, runOn("handwriting")),
      said(exact, { ...record, seed: 7 }),
      said(exact, record, "print(2)"),
      said({ "of-nobody": 1 }),
    ])
      expect(silent).toMatch(/seed \d+\.$/);
  });

  it("say at the top that a run was a quick one", () => {
    expect(blocks("Text.", runOn("MNIST", "quick"))[0]).toMatch(
      /^A quick run: /,
    );
    expect(blocks("Text.", runOn("handwriting", "quick"))[0]).toMatch(
      /^A quick run: .* Not MNIST: /,
    );
  });

  it("point at the text beside them and say what made them", () => {
    const { tree } = read("Text.\n\nMore.", runOn("MNIST", "quick"));
    expect(tree.children[0]).toMatchObject({
      data: { bound: { kind: "run", name: "mark" } },
      position: { start: { line: 7 } },
    });
    for (const node of tree.children.slice(-2)) {
      expect(node).toMatchObject({
        data: { bound: { kind: "run", name: "about" } },
        position: { start: { line: 9 } },
      });
    }
  });

  it("do not count as the author's words", () => {
    expect(read("One two.", runOn("handwriting", "quick")).words).toBe(2);
  });
});

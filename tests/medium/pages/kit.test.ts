import { beforeAll, describe, expect, it } from "vitest";
import { parseTemplate } from "../../../src/article/read/parse.ts";
import { sha256 } from "../../../src/files.ts";
import type { MediumInput } from "../../../src/medium/input.ts";
import { buildKit, type MediumFiles } from "../../../src/medium/pages/kit.ts";
import { checkKit } from "../../../src/medium/rules/check.ts";
import { readPng } from "../../../src/medium/rules/png.ts";
import { readSample } from "../sample.ts";

const baseUrl = "https://example.org/03-pixel-similarity/medium/";
let input: MediumInput;
let hostedInput: MediumInput;
let local: MediumFiles;
let hosted: MediumFiles;

beforeAll(async () => {
  input = await readSample();
  hostedInput = { ...input, options: { ...input.options, baseUrl } };
  local = buildKit(input).files;
  hosted = buildKit(hostedInput).files;
});

function text(files: MediumFiles, path: string): string {
  return String(files.get(path));
}

describe("the kit", () => {
  it("is without findings for an article that keeps the rules, local and hosted", () => {
    expect(checkKit(input, buildKit(input))).toEqual([]);
    expect(checkKit(hostedInput, buildKit(hostedInput))).toEqual([]);
  });

  it("is the same, byte for byte, when it is built again from a new reading", async () => {
    const again = buildKit(await readSample()).files;
    expect([...again.keys()]).toEqual([...local.keys()]);
    for (const [path, bytes] of local) {
      expect(
        Buffer.from(bytes).equals(Buffer.from(again.get(path) ?? "")),
      ).toBe(true);
    }
  });

  it("leaves the article's own tree as it was", async () => {
    const fresh = await readSample();
    const before = JSON.stringify(fresh.article.tree);
    checkKit(fresh, buildKit(fresh));
    expect(JSON.stringify(fresh.article.tree)).toBe(before);
  });

  it("names each file after its order, its figure and its bytes", () => {
    const images = [...local.keys()].filter((path) =>
      path.startsWith("images/"),
    );
    expect(
      images.map((path) => path.replace(/[0-9a-f]{8}\.png$/, "#")),
    ).toEqual([
      "images/01-accuracy-by-measure-#",
      "images/02-formula-#",
      "images/03-learning-#",
      "images/04-mistakes-#",
    ]);
    for (const path of images) {
      expect(path).toContain(
        sha256(Buffer.from(local.get(path) ?? "")).slice(0, 8),
      );
    }
  });

  it("draws formulas and wide tables 1400 px wide on white", () => {
    const drawn = [...local].filter(([path]) => /0[24]-/.test(path));
    expect(drawn.length).toBe(2);
    for (const [, bytes] of drawn) {
      expect(readPng(Buffer.from(bytes))).toMatchObject({
        width: 1400,
        bits: 8,
        isTransparent: false,
      });
    }
  });

  it("records in meta.json what the publish dialog asks, and every other file", () => {
    const meta = JSON.parse(text(local, "meta.json"));
    expect(meta).toMatchObject({
      title: "A digit is nearest to its own average",
      kicker: "Foundations",
      author: "Ada Example",
      publication: "Deep Learning Notes",
      assistance: "edited",
      disclosure:
        "I wrote this article and had an AI assistant help with the wording.",
      paywall: "no",
      tables: [
        { columns: "measure, to the 3, to the 7", form: "list" },
        {
          columns: "digit, images, called 3, called 7, accuracy",
          form: "text",
        },
        { form: "picture" },
      ],
    });
    expect(Object.keys(meta.files)).toEqual(
      [...local.keys()].filter((path) => path !== "meta.json"),
    );
    for (const [path, hash] of Object.entries(meta.files)) {
      expect(sha256(local.get(path) ?? "")).toBe(hash);
    }
  });
});

describe("the hand-off page", () => {
  it("says what became of the tables", () => {
    expect(text(local, "index.html")).toContain(
      "3 tables became a list, text in columns, a picture with the same in words.",
    );
  });

  it("marks a quick run, and keeps generated text from the paywall", () => {
    const { article, record } = input;
    const frontmatter = {
      ...(article.frontmatter as object),
      assistance: "generated",
    };
    const page = text(
      buildKit({
        ...input,
        article: { ...article, frontmatter },
        record: { ...record, profile: "quick" },
      }).files,
      "index.html",
    );
    expect(page).toContain("A quick run.");
    expect(page).toContain("Do not paywall:");
    expect(text(local, "index.html")).not.toMatch(/quick run|Do not paywall/);
  });
});

describe("local pictures", () => {
  it("are markers with their caption below, in the order of the article", () => {
    const markers =
      text(local, "article.html").match(/<p>\[IMAGE[^<]*<\/p>\n<p>[^<]*/g) ??
      [];
    expect(markers[0]).toMatch(
      /^<p>\[IMAGE 1 of 4: images\/01-accuracy-by-measure-[0-9a-f]{8}\.png\]<\/p>\n<p>Accuracy by digit for both measures, on 2038 validation images\./,
    );
    expect(text(local, "article.html")).not.toContain("<img");
    expect([...local.keys()].some((path) => path.startsWith("import-"))).toBe(
      false,
    );
  });
});

describe("hosted pictures", () => {
  it("are images with an https address below the base", () => {
    const sources = [
      ...text(hosted, "article.html").matchAll(/<img src="([^"]*)"/g),
    ].map((match) => match[1]);
    const files = [...hosted.keys()].filter((path) =>
      path.startsWith("images/"),
    );
    expect(sources).toEqual(files.map((path) => baseUrl + path));
    expect(text(hosted, "article.html")).not.toContain("[IMAGE");
  });

  it("come with an import page named after its own bytes", () => {
    const [path = "", html = ""] =
      [...hosted].find(([name]) => name.startsWith("import-")) ?? [];
    expect(path).toBe(`import-${sha256(html).slice(0, 10)}.html`);
    expect(text(hosted, "index.html")).toContain(
      `"import":{"text":"${baseUrl}${path}"}`,
    );
    expect(html).toContain("<h1>A digit is nearest to its own average</h1>");
    expect(html).toContain('<meta name="author" content="Ada Example">');
    expect(html).not.toContain("canonical");
    expect(html).not.toMatch(/src="(?!https:)/);
  });

  it("come with code that the importer keeps: one line, breaks, tabs, no-break spaces", () => {
    const [, html = ""] =
      [...hosted].find(([name]) => name.startsWith("import-")) ?? [];
    const blocks = String(html).match(/<pre>.*?<\/pre>/g) ?? [];
    expect(blocks.length).toBe(4);
    expect(blocks[0]).toContain("{<br>  let sum = 0;<br>");
    expect(blocks[0]).toContain("<br>\tsum += Math.abs(");
    expect(blocks[0]).toContain("<br>&nbsp;<br>  return");
  });
});

describe("the disclosure", () => {
  const disclosed = (lines: string, body: string): string => {
    const template =
      input.article.template?.replace("assistance: edited", lines) ?? "";
    const frontmatter = {
      ...(input.article.frontmatter as object),
      assistance: lines.slice(12).split("\n")[0],
    };
    const tree = parseTemplate(body.replaceAll("\n", "\n\n"));
    const article = {
      ...input.article,
      ...{ template, frontmatter, tree },
    };
    return String(buildKit({ ...input, article }).files.get("article.html"));
  };

  it("stands behind the first paragraph", () => {
    expect(disclosed("assistance: generated", "One.\nTwo.")).toBe(
      "<p>One.</p>\n<p><em>An AI assistant drafted this article from an experiment that I ran and checked.</em></p>\n<p>Two.</p>\n",
    );
  });

  it("is left to the author who gives it in the first two paragraphs", () => {
    const own = "One.\nClaude helped me to write this.\nThree.";
    expect(disclosed("assistance: edited", own)).not.toContain("<em>");
  });

  it("is not there when nobody helped", () => {
    expect(disclosed("assistance: none", "One.")).toBe("<p>One.</p>\n");
  });
});

import { VFile } from "vfile";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkMeta } from "../../src/article/meta.ts";
import { readFindings } from "../../src/article/report.ts";
import { showFinding } from "./sample.ts";

const whole = {
  title: "A mean is a model",
  subtitle: "How far one gets with none",
  tags: ["Deep Learning", "MNIST"],
};

function check(yaml: string) {
  const file = new VFile({
    path: "a.md",
    value: `---\n${yaml}\n---\n\nText.\n`,
  });
  const meta = checkMeta(parse(yaml) ?? {}, file);
  return { meta, findings: readFindings(file).map(showFinding) };
}

/** The findings for whole front matter with some keys in place of its own. */
function findingsWith(changes: { readonly [key: string]: unknown }): string[] {
  const yaml = Object.entries({ ...whole, ...changes })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return check(yaml.join("\n")).findings;
}

describe("checkMeta", () => {
  it("takes title, subtitle and tags; assistance is none unless said", () => {
    expect(check("title: a\nsubtitle:  b \ntags: [c]")).toEqual({
      meta: { title: "a", subtitle: "b", tags: ["c"], assistance: "none" },
      findings: [],
    });
  });

  it("takes everything else that Medium asks", () => {
    expect(
      findingsWith({
        kicker: "Deep learning from scratch",
        author: "A. Student",
        publication: "Course notes",
        canonical: "https://example.org/a",
        assistance: "edited",
        disclosure: "I had help with the wording.",
        minutes: [4, 9],
        "ai-images": ["cover"],
      }),
    ).toEqual([]);
  });

  it("names every key that is missing", () => {
    expect(check("author: a").findings).toEqual([
      "1:1 frontmatter: missing in the front matter: title (write title: … between --- and --- at the top)",
      "1:1 frontmatter: missing in the front matter: subtitle (write subtitle: … between --- and --- at the top)",
    ]);
  });

  it("names the nearest key for one that it does not know, at its line", () => {
    expect(findingsWith({ asistance: "none" })).toEqual([
      "5:1 frontmatter-key: unknown key in the front matter: asistance (did you mean assistance?)",
    ]);
  });

  it.each([
    [
      { title: "x".repeat(101) },
      "2:1 frontmatter: title has 101 characters, at most 100",
    ],
    [{ title: "  " }, "2:1 frontmatter: title is empty"],
    [{ title: 7 }, "2:1 frontmatter: title must be text: put quotes around it"],
    [
      { subtitle: "x".repeat(141) },
      "3:1 frontmatter: subtitle has 141 characters, at most 140",
    ],
    [{ tags: "MNIST" }, "4:1 frontmatter: tags must be a list: [one, two]"],
    [{ tags: [] }, "4:1 frontmatter: tags needs at least one"],
    [
      { tags: ["a", "b", "c", "d", "e", "f"] },
      "4:1 frontmatter: tags has 6 entries, at most 5",
    ],
    [
      { tags: ["a", "x".repeat(26)] },
      "4:1 frontmatter: tags, entry 2, has 26 characters, at most 25",
    ],
    [
      { tags: ["C++"] },
      "4:1 frontmatter: tags, entry 1, may have letters, digits, spaces and dashes only",
    ],
    [{ tags: ["a", "A"] }, "4:1 frontmatter: tags has an entry twice"],
    [
      { canonical: "http://example.org" },
      "5:1 frontmatter: canonical must be a whole https address",
    ],
    [
      { canonical: "example.org" },
      "5:1 frontmatter: canonical must be a whole https address",
    ],
    [
      { assistance: "some" },
      "5:1 frontmatter: assistance must be one of none, edited, generated",
    ],
    [{ minutes: [4] }, "5:1 frontmatter: minutes must be two numbers: [4, 9]"],
  ])("says what is wrong at the line of its key: %j", (changes, said) => {
    expect(findingsWith(changes)).toEqual([said]);
  });

  it("takes 100, 140 and 25 characters and five tags", () => {
    expect(
      findingsWith({
        title: "x".repeat(100),
        subtitle: "x".repeat(140),
        tags: ["x".repeat(25), "b", "c", "d", "e"],
      }),
    ).toEqual([]);
  });

  it("gives empty texts where it failed, never half a front matter", () => {
    expect(check("title: a").meta).toEqual({
      title: "",
      subtitle: "",
      assistance: "none",
    });
  });

  it("says that a list is no front matter", () => {
    expect(check("- a").findings).toHaveLength(1);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundText, findingsOf } from "../sample.ts";

/** The finding without its hint. */
function firstOf(template: string): string | undefined {
  return findingsOf(template)[0]?.split(" (")[0];
}

describe("colons in prose", () => {
  it.each([
    "At 10:30, in a ratio of 3:2.",
    "a:b and a:number and node:test and map:text",
    "localhost:8080/run:fast",
    "A smile :D, a :smile: and an :in or :let.",
    "x :: y, a : b, and :",
    "mailto:someone@example.org",
    "C:tmp",
    "Werte:ähnlich",
  ])("stay as they were written: %s", (prose) => {
    expect(boundText(prose)).toBe(prose);
  });

  it("stay wherever a digit or a letter stands before them", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9]{1,8}$/),
        fc.constantFrom("number", "text", "claim", "nubmer", "30", "x_y-z"),
        (word, name) => {
          expect(boundText(`So ${word}:${name} it is.`)).toBe(
            `So ${word}:${name} it is.`,
          );
        },
      ),
    );
  });

  it("can be escaped where a directive is meant as text", () => {
    expect(
      boundText("Write \\:number[x] and \\:::figure and `:text[x]`."),
    ).toBe("Write :number[x] and :::figure and :text[x].");
  });

  it("are joined with the text around them", () => {
    expect(findingsOf("At 10:30")).toEqual([]);
  });
});

describe("a directive", () => {
  it.each([
    [
      ":nubmer[accuracy]",
      "1:1 unknown-directive: unknown directive: nubmer (did you mean number?)",
    ],
    [
      "See :nubmer there",
      "1:5 unknown-directive: unknown directive: nubmer (did you mean number?)",
    ],
    [
      "a\n\n::tabel{#results}",
      "3:1 unknown-directive: unknown directive: tabel (did you mean table?)",
    ],
    [
      ":::figur{#ideal-digits}\nx\n:::",
      "1:1 unknown-directive: unknown directive: figur (did you mean figure?)",
    ],
    [
      ":constructor[x]",
      "1:1 unknown-directive: unknown directive: constructor (use one of number, percent, spread, text, run, listing, output, table, figure, callout, picture, claim, otherwise; write a plain colon as \\:)",
    ],
  ])(
    "of another name is an error with the nearest one: %s",
    (template, said) => {
      expect(findingsOf(template)).toEqual([said]);
    },
  );

  it.each([
    ["::number[accuracy]", "write it in a line, as :number[…]"],
    ["An :output[x] of it", "write it on its own line, as ::output{#…}"],
    [":::table{#results}\nx\n:::", "write it on its own line, as ::table{#…}"],
    [
      "::otherwise",
      "write it around a block, as :::otherwise above and ::: below",
    ],
    [
      "A :figure[x] in a line",
      "write it around a block, as :::figure{#…} above and ::: below",
    ],
  ])("in another form is an error with its own: %s", (template, hint) => {
    const [finding, ...rest] = findingsOf(template);
    expect(finding).toMatch(/^1:\d+ wrong-form: /);
    expect(finding).toContain(`(${hint})`);
    expect(rest).toEqual([]);
  });

  it.each([
    [
      ":number[accuracy]{digts=2}",
      "1:1 unknown-attribute: unknown attribute of number: digts (did you mean digits?)",
    ],
    [
      ":text[shape]{.bold}",
      "1:1 unknown-attribute: unknown attribute of text: .bold (it takes none)",
    ],
    [
      ":number[accuracy]{#x}",
      "1:1 unknown-attribute: unknown attribute of number: #x (it takes digits, thousands)",
    ],
    [
      '::listing{#distances form="experiment.ts"}',
      "1:1 unknown-attribute: unknown attribute of listing: form (did you mean from?)",
    ],
    [
      'a\n\n:::claim{#nearer-to-3 otherwise="x"}\nx\n:::',
      "3:1 unknown-attribute: unknown attribute of claim: otherwise (it takes #name)",
    ],
  ])(
    "with another attribute is an error with the nearest one: %s",
    (template, said) => {
      expect(findingsOf(template)).toEqual([said]);
    },
  );

  it.each([
    ["See :number here", "1:5 missing-label: missing label: number"],
    [":number[]", "1:1 missing-label: missing label: number"],
    [":number{digits=2}", "1:1 missing-label: missing label: number"],
    [":number[accuracy", "1:1 missing-label: missing label: number"],
    ["::output", "1:1 missing-attribute: missing attribute of output: #name"],
    [
      "::output{name=x}",
      "1:1 unknown-attribute: unknown attribute of output: name",
    ],
    [":claim[x]", "1:1 missing-attribute: missing attribute of claim: #name"],
    [
      "::table[results]{#results}",
      "1:1 stray-label: label where none belongs: table",
    ],
    [
      ":::figure[x]{#ideal-digits}\ny\n:::",
      "1:1 stray-label: label where none belongs: figure",
    ],
  ])("without one of its parts is an error: %s", (template, said) => {
    expect(firstOf(template)).toBe(said);
  });

  it("whose braces cannot be read is one error", () => {
    expect(
      findingsOf('So :claim[x]{#nearer-to-3 otherwise="a "b" c"}').map(
        (each) => each.split(" (")[0],
      ),
    ).toEqual(["1:4 broken-attributes: attributes of claim cannot be read"]);
    expect(firstOf(":number[accuracy]{digits=4 and so on")).toBe(
      "1:1 broken-attributes: attributes of number cannot be read",
    );
  });

  it.each([
    [
      "::listing {#distances}",
      "1:1 broken-directive: not read as a directive: ::listing",
    ],
    [
      'a\nb ::table{#results a="}',
      "2:3 broken-directive: not read as a directive: ::table",
    ],
    [
      "So : number[x]",
      "1:4 broken-directive: not read as a directive: : number",
    ],
    [
      "a\n\n:::",
      "3:1 broken-directive: fence that opens and closes nothing: :::",
    ],
  ])("that was not read as one is not left as text: %s", (template, said) => {
    expect(firstOf(template)).toBe(said);
  });

  it.each([
    [
      "It is `:number[accuracy]{digits=2}` now.",
      "1:8 broken-directive: directive inside code, where nothing is bound: :number[accuracy]",
    ],
    [
      "It is `about :percent[accuracy]`.",
      "1:14 broken-directive: directive inside code, where nothing is bound: :percent[accuracy]",
    ],
    [
      "a\n\n```text\nloss:\n  :number[accuracy]\n```",
      "5:3 broken-directive: directive inside code, where nothing is bound: :number[accuracy]",
    ],
    [
      "```\n::table{#results}\n```",
      "2:1 broken-directive: directive inside code, where nothing is bound: ::table{#results",
    ],
  ])(
    "that stands in code is found, for nothing binds it there: %s",
    (template, said) => {
      expect(firstOf(template)).toBe(said);
    },
  );

  it.each([
    "Take `row[:, None]` and `a[1:number[0]]` or `x[:text[i]]`.",
    "Types are `x?: number[]`, `f():number[]` and `{text:text[i]}`.",
    "```python\nd = {'run':run[k], 2:number[k]}\nx[::figure[1]]\n```",
    "```css\na::figure { color: red }\n```",
  ])("is not seen in a programming language's own colons: %s", (template) => {
    expect(findingsOf(template)).toEqual([]);
  });

  it("around a block must be closed", () => {
    expect(findingsOf("a\n\n:::figure{#ideal-digits}\nb\n\n## c")).toEqual([
      "3:1 unclosed-directive: unclosed directive: figure (write ::: on a line below it; one around another needs a colon more)",
    ]);
  });

  it("around another of as many colons is found", () => {
    expect(
      findingsOf(
        ":::claim{#nearer-to-3}\n:::figure{#ideal-digits}\na\n:::\n:::",
      ).map((each) => each.split(":", 3).slice(0, 2).join(":")),
    ).toEqual(["1:1 unclosed-directive"]);
  });
});

describe("a mistake", () => {
  it.each([
    ["::listing{l1}", "did you mean {#l1}?"],
    ["::: figure{#x}\na", "not read as a directive: ::: figure"],
    [":number[zero", "with both brackets"],
  ])("in how a name is given has a hint that mends it: %s", (text, hint) => {
    expect(findingsOf(text)[0]).toContain(hint);
  });
});

describe("a dollar sign", () => {
  it("around a price is an error, around a formula it is none", () => {
    expect(findingsOf("It costs $5 and $10.")).toEqual([
      "1:10 dollar-sign: not a formula: $5 and $ (write a plain dollar as \\$, and a formula without outer spaces)",
    ]);
    expect(findingsOf("Take $x_1 * y_1$, or \\$5 and \\$10.")).toEqual([]);
  });
});

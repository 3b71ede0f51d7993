import { describe, expect, it } from "vitest";
import { bindSample, boundText, findingsOf } from "../sample.ts";

describe(":claim", () => {
  it("says its words where it holds, with the directives in them", () => {
    expect(
      boundText("So :claim[the *3* at :number[accuracy] wins]{#nearer-to-3}."),
    ).toBe("So the 3 at 0.9168 wins.");
  });

  it("says the other words where it does not hold, with the directives in them", () => {
    expect(
      boundText(
        'The mean :claim[wins]{#mean-wins otherwise="*loses* at 10:30 by :number[zero]"}.',
      ),
    ).toBe("The mean loses at 10:30 by 0.");
  });

  it("may say nothing otherwise", () => {
    expect(boundText('It does:claim[ win]{#mean-wins otherwise=""}.')).toBe(
      "It does.",
    );
  });

  it("keeps the spaces around its other words", () => {
    expect(
      boundText('It:claim[ wins]{#mean-wins otherwise=" loses "}today.'),
    ).toBe("It loses today.");
  });

  it("is an error where it does not hold and has no other words", () => {
    expect(findingsOf("The mean :claim[wins]{#mean-wins}.")).toEqual([
      '1:10 false-claim: claim does not hold: mean-wins (not 0.9168 > 0.9854) (say what is true then: {… otherwise="…"})',
    ]);
  });

  it("names the nearest claim for one that was not recorded", () => {
    expect(findingsOf(":claim[wins]{#mean-win}")).toEqual([
      "1:1 unknown-claim: unknown claim: mean-win (did you mean mean-wins?)",
    ]);
  });

  it("checks the words that it does not say", () => {
    expect(
      findingsOf(
        ':claim[yes :number[a1]]{#mean-wins otherwise="no"} :claim[yes]{#nearer-to-3 otherwise=":number[b2]"}',
      ).map((each) => each.split(" (")[0]),
    ).toEqual([
      "1:12 unknown-number: unknown number: a1",
      "1:52 unknown-number: unknown number: b2",
    ]);
  });

  it("refuses blocks as its other words", () => {
    expect(findingsOf(':claim[yes]{#mean-wins otherwise="- a"}')).toEqual([
      '1:1 otherwise-words: not a line of prose: otherwise="- a" (write words of a line; blocks go into :::otherwise)',
    ]);
  });

  it("marks its words as its own, and leaves a number's mark alone", () => {
    const { tree } = bindSample(":claim[at :number[zero]]{#nearer-to-3}");
    const [paragraph] = tree.children;
    if (paragraph?.type !== "paragraph") throw new Error("no paragraph");
    expect(paragraph.children.map((each) => each.data?.bound)).toEqual([
      { kind: "claim", name: "nearer-to-3" },
      { kind: "number", name: "zero", value: 0 },
    ]);
  });
});

describe(":::claim", () => {
  const blocks = (name: string) =>
    `:::claim{#${name}}\nIt *holds*.\n\n- so\n:::\n\n:::otherwise\nIt does not.\n:::\n\nEnd.`;

  it("shows its blocks where it holds, and drops the others", () => {
    const { tree, findings } = bindSample(blocks("nearer-to-3"));
    expect(findings).toEqual([]);
    expect(tree.children.map((each) => each.type)).toEqual([
      "paragraph",
      "list",
      "paragraph",
    ]);
    expect(boundText(blocks("nearer-to-3"))).toBe("It holds.soEnd.");
  });

  it("shows the blocks of otherwise where it does not hold", () => {
    expect(boundText(blocks("mean-wins"))).toBe("It does not.End.");
  });

  it("works inside lists, quotes and other claims", () => {
    expect(
      boundText(
        "> ::::claim{#nearer-to-3}\n> outer\n>\n> :::claim{#mean-wins}\n> no\n> :::\n>\n> :::otherwise\n> inner\n> :::\n> ::::\n",
      ),
    ).toBe("outerinner");
  });

  it("may hold figures, with a colon more around them", () => {
    const { tree, findings } = bindSample(
      "::::claim{#nearer-to-3}\n:::figure{#ideal-digits}\nCaption.\n:::\n::::",
    );
    expect(findings).toEqual([]);
    expect(tree.children).toMatchObject([{ type: "figure" }]);
  });

  it("is an error where it does not hold and no otherwise follows it", () => {
    expect(
      findingsOf(
        ":::claim{#mean-wins}\nno\n:::\n\nBetween.\n\n:::otherwise\nyes\n:::",
      ),
    ).toEqual([
      "1:1 false-claim: claim does not hold: mean-wins (not 0.9168 > 0.9854) (say what is true then, in a :::otherwise block right behind it)",
      "7:1 stray-otherwise: otherwise without a claim (put it right behind the ::: that ends a :::claim{#name} block)",
    ]);
  });

  it("checks the blocks that it does not show", () => {
    expect(
      findingsOf(
        ":::claim{#nearer-to-3}\nyes\n:::\n\n:::otherwise\n::table{#result}\n:::",
      ),
    ).toEqual([
      "6:1 unknown-table: unknown table: result (did you mean results?)",
    ]);
  });

  it("is said once when it is written wrongly, not its otherwise as well", () => {
    expect(findingsOf(":::claim\nx\n:::\n\n:::otherwise\ny\n:::")).toEqual([
      "1:1 missing-attribute: missing attribute of claim: #name (write {#name} right behind it, without a space)",
    ]);
  });
});

import { expect, test } from "vitest";
import { findQuotes } from "../../../src/article/bind/quotes.ts";
import { record } from "../sample.ts";

/** Quotes as `line kind name`. */
const places = (template: string) =>
  findQuotes(template).map(({ line, kind, name }) => `${line} ${kind} ${name}`);

test("quotes are found in prose, in front matter, in notes and in what a claim says otherwise", () => {
  const template = [
    "---",
    "title: Right in :percent[accuracy] of all",
    "---",
    "",
    "It is :number[distance-to-3]{digits=4} away.",
    ':claim[Near]{#near otherwise="Far: :number[zero]"}',
    "",
    ":::figure{#ideals}",
    "Of :number[count]",
    ":::",
    "",
    "<!--",
    "Say :number[tiny].",
    "-->",
  ].join("\n");
  expect(places(template)).toEqual([
    "2 percent accuracy",
    "5 number distance-to-3",
    "6 claim near",
    "6 number zero",
    "8 figure ideals",
    "9 number count",
    "13 number tiny",
  ]);
});

test("a spread is quoted, and printed as it stands there, in a claim's words too", () => {
  const [spread, claim] = findQuotes(
    ":spread[runs]{digits=1} :claim[it is :spread[runs]{digits=2}]{#nearer-to-3}",
  );
  expect(spread).toMatchObject({ kind: "spread", name: "runs", line: 1 });
  expect(spread?.print({ mean: 0.5, least: 0.25, most: 1, n: 3 })).toBe(
    "0.5 (0.3–1.0, n\u00A0=\u00A03)",
  );
  expect(claim?.words(record)).toBe("it is 0.97 (0.95–0.98, n = 20)");
});

test("lines are the same with the line ends of Windows", () => {
  const template = "---\ntitle: A\n---\n\nOne\n\n<!--\n\n:number[tiny]\n-->\n";
  expect(places(template)).toEqual(["9 number tiny"]);
  expect(places(template.replaceAll("\n", "\r\n"))).toEqual(["9 number tiny"]);
});

test("a number is printed as it is there", () => {
  const [four, plain, percent, thousands] = findQuotes(
    ":number[a]{digits=4} :number[a] :percent[a]{digits=1} :number[a]{thousands}",
  );
  expect(four?.print(0.11143654)).toBe("0.1114");
  expect(plain?.print(0.3021234)).toBe("0.3021");
  expect(percent?.print(0.91683)).toBe("91.7%");
  expect(thousands?.print(12396)).toBe("12,396");
});

test("a claim says the words of its side, with the numbers in them", () => {
  const holds = { left: 1, relation: ">", right: 0, holds: true } as const;
  const on = (held: boolean) => ({
    ...record,
    claims: { near: { ...holds, holds: held } },
  });
  const [line] = findQuotes(
    ':claim[It is *near*: :number[count].]{#near otherwise="It is :number[zero] away."}',
  );
  expect(line?.words(on(true))).toBe("It is near: 12396.");
  expect(line?.words(on(false))).toBe("It is 0 away.");
  const [block] = findQuotes(
    ":::claim{#near}\nNear.\n:::\n:::otherwise\nFar,\nit is.\n\nVery.\n:::\n",
  );
  expect(block?.words(on(false))).toBe("Far, it is. Very.");
  const [bare] = findQuotes(":claim[Near]{#near}");
  expect(bare?.words(on(false))).toBeUndefined();
});

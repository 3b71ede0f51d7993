import { expect, test } from "vitest";
import { compareValues } from "../../src/reader/compare.ts";
import { valuesOf } from "../../src/reader/values.ts";
import { judge } from "../../src/reader/verdict.ts";

/** Findings with these numbers, and one of everything else that holds numbers. */
function valuesWith(
  numbers: { [name: string]: number },
  cell = 0.5,
  point = 2,
) {
  return valuesOf({
    ...{ numbers, texts: { shape: "[2]" }, outputs: {} },
    tables: { scores: { columns: [{ label: "score" }], rows: [[1], [cell]] } },
    claims: { rises: { left: 1, relation: "<", right: 2, holds: true } },
    figures: {
      loss: {
        ...{ kind: "line", alt: "A line.", x: { label: "step" } },
        ...{
          y: { label: "loss" },
          series: [{ name: "loss", points: [[1, point]] }],
        },
      },
    },
  });
}

const apart = (
  ...sides: [ReturnType<typeof valuesWith>, ReturnType<typeof valuesWith>]
) =>
  compareValues(...sides)
    .filter((row) => row.apart !== undefined)
    .map(({ kind, name, apart }) => `${kind} ${name}: ${apart}`);

test("what differs in one bit is told, wherever it stands", () => {
  const some = valuesWith({ a: 0.1, b: -5e-324, c: 1 });
  expect(apart(some, valuesWith({ a: 0.1, b: -5e-324, c: 1 }))).toEqual([]);
  const other = valuesWith(
    { a: 0.1 + 2 ** -56, b: 5e-324, c: 1.5 },
    0.5 - 2 ** -54,
    2 + 2 ** -51,
  );
  expect(apart(some, other)).toEqual([
    "number a: the last bit (1 ulp)",
    "number b: the last bits (2 ulp)",
    "number c: 0.50 more",
    "table scores: rows: 2: 1: the last bit (1 ulp)",
    "figure loss: other points",
  ]);
});

test("what only one of two runs found is apart, and a zero's sign is not", () => {
  const here = valuesWith({ a: -0, new: 1 });
  expect(apart(valuesWith({ a: 0, old: 1 }), here)).toEqual([
    "number old: not in this run",
    "number new: not in the record",
  ]);
});

test("a verdict counts what is equal, and names what is not", () => {
  const some = valuesWith({ a: 1, b: 2 });
  const whose = "those of the article";
  expect(judge(compareValues(some, some), whose).words).toBe(
    "Equal to the last bit: 2 numbers, 1 claim, 1 table, 1 text and 1 figure of this run are those of the article.",
  );
  const other = valuesWith({ a: 2, b: 3 }, 0.25, 3);
  expect(judge(compareValues(some, other), whose).words).toMatch(
    /^4 of 6 values differ from those of the article: number a, number b, table scores and 1 more\. /,
  );
});

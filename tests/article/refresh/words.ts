import fc from "fast-check";
import { expect } from "vitest";
import { build, refresh, template, trace } from "./sample.ts";

const before = build(template);

/** Lines of the built article that hold words of the template, and none of the run's. */
const isProse = (line: string) =>
  line !== "" && !/^(?:\||!\[|const|`|\*\*About|---|\[)/.test(line);

const words = ["amber", "brisk", "coral", "dusky", "eager", "fuzzy"];

/** One thing done to one word, or to one paragraph. */
const step = fc.record({
  what: fc.constantFrom(
    "replace",
    "replace",
    "insert",
    "drop",
    "add",
    "delete",
    "swap",
  ),
  at: fc.nat(10_000),
  word: fc.constantFrom(...words),
});

const script = fc.array(step, { minLength: 1, maxLength: 8 });

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The article after what a person did to its words; numbers and what is made stay. */
function edit(text: string, { what, at, word }: Step): string {
  const blocks = text.split("\n\n");
  if (what === "add" || what === "delete" || what === "swap") {
    // Plain paragraphs of the top: those of a claim and a figure have their own rules.
    const plain = [...blocks.keys()].filter((index) =>
      /^(?:Surely|Bakers|It prints|Leeks|added)/.test(blocks[index] ?? ""),
    );
    const index = plain[at % plain.length] ?? 0;
    if (what === "add") blocks.splice(index + 1, 0, `added ${word} ${at}`);
    else if (what === "delete") blocks.splice(index, 1);
    else {
      const other = plain[(at + 1) % plain.length] ?? 0;
      [blocks[index], blocks[other]] = [
        blocks[other] ?? "",
        blocks[index] ?? "",
      ];
    }
    return blocks.join("\n\n");
  }
  const lines = text.split("\n");
  const found = lines.flatMap((line, row) =>
    isProse(line)
      ? [...line.matchAll(/(?<= )[A-Za-z]{4,}(?= )/g)].map(
          ({ 0: old, index }) => ({ row, index, old }),
        )
      : [],
  );
  const target = found[at % found.length];
  if (target === undefined) return text;
  const { row, index, old } = target;
  const line = lines[row] ?? "";
  const [head, tail] = [line.slice(0, index), line.slice(index + old.length)];
  if (what === "replace") lines[row] = head + word + tail;
  else if (what === "insert") lines[row] = `${head}${word} ${old}${tail}`;
  else lines[row] = head + tail.slice(1);
  return lines.join("\n");
}

const directives =
  /:(?:number|percent|spread|text|run)\[[^\]]*\](?:\{[^}]*\})?/g;

/** Directives of a template, each as often as it stands there. */
function countDirectives(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [each] of text.matchAll(directives))
    counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

/** Takes over whatever a person did to words: the build gives just that, and no number is lost. */
export function checkWords(numRuns: number): void {
  fc.assert(
    fc.property(script, (steps) => {
      const hers = steps.reduce(edit, before);
      const done = refresh(hers);
      const told = done.items.filter(({ state }) => state !== "open");
      expect(told).toEqual([]);
      expect(build(done.template)).toBe(hers);
      const dropped = done.items.flatMap((each) => each.dropped).join(" ");
      const after = countDirectives(done.template);
      for (const [each, count] of countDirectives(template)) {
        const gone = dropped.split(each).length - 1;
        expect((after.get(each) ?? 0) + gone, each).toBeGreaterThanOrEqual(
          count,
        );
      }
      // Once more, against what is built now, and against what was built then.
      const again = refresh(hers, done.template, trace(done.template));
      expect(again.items).toEqual([]);
      const late = refresh(hers, done.template);
      expect(late.template).toBe(done.template);
    }),
    { numRuns, seed: 20_261_127, endOnFailure: true },
  );
}

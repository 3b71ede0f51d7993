import fc from "fast-check";
import { expect } from "vitest";
import { Package } from "../../../src/deck/package/package.ts";
import { mergeDeck } from "../../../src/deck/refresh/merge.ts";
import { lintPackage } from "../../../src/deck/rules/package.ts";
import { before, now } from "./decks.ts";
import { edits, marksOf, slidesOf } from "./edits.ts";

/** What a person did, one after the other, and where. */
const script = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(1000)),
  { minLength: 1, maxLength: 8 },
);

/** The deck after what a person did to it. */
async function edited(
  steps: readonly (readonly [name: string, at: number])[],
): Promise<Buffer> {
  const deck = await Package.open(await before);
  for (const [name, at] of steps) edits[name]?.(deck, at);
  return deck.save();
}

/** What is wrong with the package itself; a person's deck has its own order and dates. */
async function defectsOf(bytes: Buffer): Promise<string[]> {
  const found = await lintPackage(bytes);
  return found
    .filter(({ rule }) => /^PX/.test(rule) && !/-(01|11)$/.test(rule))
    .map(({ rule, message }) => `${rule} ${message}`);
}

/** Merges whatever a person did: never unsound, nothing of hers lost, and done when it is done. */
export async function checkScripts(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const hers = await edited(steps);
      const { bytes } = await mergeDeck(hers, await before, await now);
      const known = new Set(await defectsOf(hers));
      const defects = await defectsOf(bytes);
      expect(defects.filter((each) => !known.has(each))).toEqual([]);
      const [own, merged] = await Promise.all(
        [hers, bytes].map((each) => Package.open(each)),
      );
      if (own === undefined || merged === undefined) throw new Error("two");
      const marks = marksOf(merged);
      for (const [mark, count] of marksOf(own))
        expect(marks.get(mark) ?? 0, mark).toBeGreaterThanOrEqual(count);
      const order = slidesOf(own);
      const kept = slidesOf(merged).filter((part) => order.includes(part));
      expect(kept).toEqual(order.filter((part) => kept.includes(part)));
      for (const name of own.names(/^ppt\/comments\//))
        expect(merged.content(name)).toEqual(own.content(name));
      const again = await mergeDeck(bytes, await now, await now);
      expect(again.bytes.equals(bytes)).toBe(true);
    }),
    { numRuns, seed: 20_261_127 },
  );
}

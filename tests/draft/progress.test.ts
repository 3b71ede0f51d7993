import { expect, test } from "vitest";
import { measureProgress } from "../../src/draft/progress.ts";

const asked = (ask: string) => ({ ask, prompt: "", evidence: [] });

test("the question above a slide's heading is answered by that slide, not by the one before", () => {
  const deck = [
    "# Why two?\n\n::figure{#two}",
    "Why three?\n\n# Three are enough\n\nFewer miss the bend",
  ].join("\n\n---\n\n");
  const answered = (ask: string) =>
    measureProgress(deck, [asked(ask)])?.answered;
  expect(answered("Why two?")).toBe(0);
  expect(answered("Why three?")).toBe(1);
});

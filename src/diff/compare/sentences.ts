import { diffArrays } from "diff";
import { align } from "../../align.ts";
import { type Pieces, type Sentence, verdictOf } from "../report.ts";
import { type Calm, isOnlyNumbers, numbersIn } from "./noise.ts";

/** The sentences that differ, each with the one that it was before, word by word. */
export function compareSentences(
  before: readonly string[],
  after: readonly string[],
  calm: Calm,
): Sentence[] {
  return align(before, after, (each) => each).flatMap(([old, now]) => {
    if (old === now) return [];
    const words = markWords(old ?? "", now ?? "");
    const verdict = verdictOf(old, now);
    const isNoise = verdict === "changed" && isQuoted(words, calm);
    return [
      {
        verdict: isNoise ? "within noise" : verdict,
        before: old ?? null,
        after: now ?? null,
        words,
      },
    ];
  });
}

/** Whether nothing but numbers differs, and each of them is one that chance moved. */
function isQuoted(words: Pieces, { printed }: Calm): boolean {
  const moved = words.filter(([kind]) => kind !== "same");
  const numbers = moved.flatMap(([, text]) => numbersIn(text));
  return isOnlyNumbers(words) && numbers.every((each) => printed.has(each));
}

/** A number with its sign, decimals and percent; a word; white space; any other sign. */
const token =
  /[-−]?\d+(?:[.,]\d+)*(?:\s?%)?|\p{L}[\p{L}\p{M}\p{N}]*(?:['’-][\p{L}\p{M}\p{N}]+)*|\s+|./gsu;

/**
 * Both texts in one: which words stayed, which are gone and which are new. Words that changed side
 * by side are one change.
 */
function markWords(before: string, after: string): Pieces {
  const [old, now] = [before, after].map((text) => text.match(token) ?? []);
  const pieces: Pieces = [];
  let [gone, added] = ["", ""];
  const close = () => {
    if (gone !== "") pieces.push(["gone", gone]);
    if (added !== "") pieces.push(["new", added]);
    [gone, added] = ["", ""];
  };
  const parts = diffArrays(old ?? [], now ?? []);
  for (const [index, part] of parts.entries()) {
    const text = part.value.join("");
    const isGap = text.trim() === "" && index < parts.length - 1;
    if (part.removed) gone += text;
    else if (part.added) added += text;
    else if (isGap && gone + added !== "") {
      gone += text;
      added += text;
    } else {
      close();
      pieces.push(["same", text]);
    }
  }
  close();
  return pieces;
}

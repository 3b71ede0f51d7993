import type { NumberToken } from "./tokens.ts";

/** A number of the record, with the words of its name. */
export interface Recorded {
  readonly name: string;
  readonly value: number;
  readonly words: readonly string[];
}

/** What is around a number. */
export interface Context {
  /** How many words of a name the sentence has. */
  evidenceOf(recorded: Recorded): number;
  /** Stems of the two words behind the number. */
  readonly next: readonly string[];
}

/** The context of each number in turn; each sentence is taken apart once. */
export function readContexts(text: string): (token: NumberToken) => Context {
  const ends = [...text.matchAll(/[.!?;](?=\s|$)/g)].map(({ index }) => index);
  let passed = 0;
  let sentence = -1;
  let evidenceOf: Context["evidenceOf"] = () => 0;
  return ({ offset, text: { length } }) => {
    while ((ends[passed] ?? text.length) < offset) passed += 1;
    if (passed !== sentence) {
      sentence = passed;
      const start = passed === 0 ? 0 : (ends[passed - 1] ?? 0) + 2;
      evidenceOf = countEvidence(stems(text.slice(start, ends[passed])));
    }
    const behind = text.slice(offset + length, offset + length + longestWords);
    const next = /^\s+[\p{L}-]+(?:\s+[\p{L}-]+)?/u.exec(behind)?.[0] ?? "";
    return { evidenceOf, next: stems(next) };
  };
}

/** As many signs as two words behind a number have. */
const longestWords = 80;

function countEvidence(words: readonly string[]): Context["evidenceOf"] {
  const counted = new Map<Recorded, number>();
  return (recorded) => {
    const count = counted.get(recorded) ?? countShared(recorded.words, words);
    counted.set(recorded, count);
    return count;
  };
}

/** How many of `words` begin like one of `others`, or the other way round. */
export function countShared(
  words: readonly string[],
  others: readonly string[],
): number {
  return words.filter((word) =>
    others.some(
      (other) =>
        other === word ||
        (Math.min(other.length, word.length) >= 4 &&
          (other.startsWith(word) || word.startsWith(other))),
    ),
  ).length;
}

/** Words of three letters and more, in lower case, without the ends that number and tense add. */
export function stems(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}]+/gu) ?? [];
  const stemmed = words
    .filter((word) => word.length > 2 || /\d/.test(word))
    .map((word) => word.replace(/(?:ies|y|es|s|ed|ing)$/, ""));
  return [...new Set(stemmed)];
}

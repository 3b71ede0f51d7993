import { roundDecimal, withMinus } from "../../../article/bind/format.ts";
import { inLanguage, type Language, languageOf } from "../../../language.ts";
import {
  type Context,
  countShared,
  type Recorded,
  readContexts,
  stems,
} from "./sentences.ts";
import { findNumbers, isLabel, isYear, type NumberToken } from "./tokens.ts";

/** A number that was typed although the record has it, or nearly has it. */
export interface TypedNumber {
  readonly token: NumberToken;
  /** Name in the record. */
  readonly name: string;
  /** As the record has it, rounded and written like the typed one. */
  readonly recorded: string;
  /** `typed`: right today. `stale`: near, and wrong. */
  readonly kind: "typed" | "stale";
  /** Enough digits, or the name beside them, that it can hardly be another number. */
  readonly isSure: boolean;
  /** What to write in its place. */
  readonly directive: string;
}

/** A recorded number in the unit of the token that it is compared with. */
interface Candidate {
  readonly name: string;
  readonly value: number;
  /** The same as text, rounded to the token's decimals. */
  readonly shown: string;
  /** A fraction, compared as a percentage. */
  readonly isFraction: boolean;
  /** Words of the name that the sentence has, and how many the name has. */
  readonly evidence: number;
  readonly words: number;
  /** Whether one of the two words right behind the number is of the name: "84 threes". */
  readonly isCounted: boolean;
}

/**
 * The typed numbers of one paragraph. Innocent are years, versions, pages, counts below ten, and
 * every number that is no recorded one's rounding or neighbour.
 */
export function findTypedNumbers(
  text: string,
  numbers: Numbers,
  language: Language = languageOf(),
): TypedNumber[] {
  const recorded = readRecorded(numbers);
  const contextAt = readContexts(text);
  return findNumbers(text, language).flatMap((token) => {
    if (isSmallCount(token) || token.decimals > mostDecimals) return [];
    if (isLabel(text, token, language) || isYear(text, token, language))
      return [];
    const context = contextAt(token);
    const candidates = recorded.flatMap((each) =>
      candidatesOf(each, token, context),
    );
    const best = choose(token, candidates);
    if (best === undefined) return [];
    return [{ ...best, recorded: inLanguage(best.recorded, language) }];
  });
}

type Numbers = { readonly [name: string]: number };

/** Decimals that a double can have said. */
const mostDecimals = 20;

const known = new WeakMap<Numbers, readonly Recorded[]>();

/** The numbers of a record, each name taken apart once for all passages. */
function readRecorded(numbers: Numbers): readonly Recorded[] {
  const read =
    known.get(numbers) ??
    Object.entries(numbers).map(([name, value]) => ({
      name,
      value,
      words: stems(name),
    }));
  known.set(numbers, read);
  return read;
}

function candidatesOf(
  recorded: Recorded,
  token: NumberToken,
  context: Context,
): Candidate[] {
  const { name, value, words } = recorded;
  const isFraction = token.isPercent && Math.abs(value) <= 1;
  const scaled = isFraction ? value * 100 : value;
  if (!isNear(token, scaled)) return [];
  // A loss is no share of anything, however small it is.
  if (token.isPercent && words.includes("los")) return [];
  return [
    {
      name,
      value: scaled,
      shown: roundDecimal(value, token.decimals, isFraction ? 2 : 0),
      isFraction,
      evidence: context.evidenceOf(recorded),
      words: words.length,
      isCounted: countShared(words, context.next) > 0,
    },
  ];
}

/** Whether a number can be equal to the typed one, or stale: what `isEqual` and `isStale` allow. */
function isNear(token: NumberToken, value: number): boolean {
  const size = Math.abs(value);
  const rounding = Number(`0.51e-${token.decimals}`);
  const room = Math.max(0.05 * size, rounding, token.isPercent ? 1.5 : 0);
  return size < 1e15 && Math.abs(token.value - value) <= room;
}

/** The candidate that the typed number is taken for: an equal one first, then the best named. */
function choose(
  token: NumberToken,
  candidates: readonly Candidate[],
): TypedNumber | undefined {
  const named = (each: Candidate) => each.evidence / Math.max(1, each.words);
  const distance = (each: Candidate) => Math.abs(each.value - token.value);
  const equal = candidates.filter((each) => isEqual(token, each));
  if (equal.length > 0) {
    const [best] = equal
      .filter((each) => isTyped(token, each))
      .sort((a, b) => named(b) - named(a) || distance(a) - distance(b));
    return best && describe(token, best, "typed");
  }
  const [best] = candidates
    .filter((each) => isStale(token, each))
    .sort(
      (a, b) =>
        Math.sign(b.evidence) - Math.sign(a.evidence) ||
        distance(a) - distance(b),
    );
  return best && describe(token, best, "stale");
}

function isEqual(token: NumberToken, { shown }: Candidate): boolean {
  return Number(shown) === token.value;
}

/** Whether an equal number is the recorded one: the fewer its digits, the more names it needs. */
function isTyped(token: NumberToken, candidate: Candidate): boolean {
  const { evidence, words, isCounted } = candidate;
  const isNamed = evidence > 0;
  const isExact = candidate.value === token.value;
  const isWholeNamed = isExact && evidence === words;
  if (isSmallCount(token)) return false;
  if (isPrecise(token)) return true;
  if (token.significant <= 1) return isWholeNamed;
  if (token.decimals === 0 && !token.isPercent) {
    const size = Math.abs(token.value);
    if (size < 100) return isExact && (2 * evidence >= words || isCounted);
    return isNamed || (size >= 1000 && token.significant > 2);
  }
  if (token.significant === 2) return isNamed || !/[05]$/.test(token.text);
  return true;
}

/** Whether a number that equals none is one that this candidate has been. */
function isStale(
  token: NumberToken,
  { value, evidence, words, isFraction }: Candidate,
): boolean {
  const distance = Math.abs(token.value - value);
  const relative = distance / Math.max(Math.abs(value), Number.MIN_VALUE);
  const isNamed = evidence > 0;
  const isWholeNamed = evidence === words;
  if (Math.sign(value) !== Math.sign(token.value)) return false;
  if (isSmallCount(token)) return false;
  if (token.isPercent) {
    if (token.significant < 2) return false;
    // A recorded percentage, or anything else that is no share.
    if (!isFraction) return relative <= (isNamed ? 0.05 : 0.005);
    if (token.significant === 2) return isNamed && distance <= 1.5;
    // Near an end of the scale a point is much: 2.4% and 3.6% are two numbers.
    const room = 0.4 * Math.min(Math.abs(value), Math.abs(100 - value)) + 0.1;
    return distance <= Math.min(room, isNamed ? 1.5 : 0.5);
  }
  if (isPrecise(token)) return relative <= (isNamed ? 0.05 : 0.01);
  if (token.significant < 3) return false;
  if (token.decimals === 0) {
    if (Math.abs(token.value) < 1000)
      return isWholeNamed && words > 1 && relative <= 0.03;
    return relative <= (isNamed ? 0.02 : 0.001);
  }
  return relative <= (isNamed ? 0.02 : 0.005);
}

/** Four digits behind the point that say something: nobody makes up such a number. */
function isPrecise(token: NumberToken): boolean {
  return token.decimals >= 4 && token.significant >= 2;
}

/** "3 layers", "the 7": a whole number below ten is never taken for a recorded one. */
function isSmallCount(token: NumberToken): boolean {
  return token.decimals === 0 && !token.isPercent && Math.abs(token.value) < 10;
}

function describe(
  token: NumberToken,
  best: Candidate,
  kind: TypedNumber["kind"],
): TypedNumber {
  const digits = token.decimals === 0 ? "" : `digits=${token.decimals}`;
  const thousands = token.hasThousands ? "thousands" : "";
  const given = [digits, thousands].filter((each) => each !== "").join(" ");
  // Two decimals are what :percent gives unasked.
  const places = `{digits=${token.decimals}}`;
  const directive = best.isFraction
    ? `:percent[${best.name}]${token.decimals === 2 ? "" : places}`
    : `:number[${best.name}]${given === "" && !Number.isInteger(best.value) ? "{digits=0}" : given === "" ? "" : `{${given}}`}${token.isPercent ? "%" : ""}`;
  return {
    token,
    name: best.name,
    recorded: withMinus(best.shown) + (token.isPercent ? "%" : ""),
    kind,
    isSure: token.significant >= 3 && (kind === "typed" || best.evidence > 0),
    directive,
  };
}

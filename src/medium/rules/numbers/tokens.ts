import { type Language, languageOf } from "../../../language.ts";

/** A number as it stands in prose. */
export interface NumberToken {
  /** As written, without the percent sign: `6,131`, `−0.25`, `91.7`. */
  readonly text: string;
  /** Index of its first sign in the text. */
  readonly offset: number;
  readonly value: number;
  /** Digits behind the point. */
  readonly decimals: number;
  /** Digits that say something: neither leading zeros nor the closing zeros of a whole number. */
  readonly significant: number;
  readonly isPercent: boolean;
  /** Written with commas between groups of three. */
  readonly hasThousands: boolean;
  /** Between brackets that hold numbers only: an index, or a shape. */
  readonly isIndex: boolean;
}

/** The patterns that find a language's numbers, and tell which of them no run gave. */
interface Patterns {
  readonly number: RegExp;
  readonly label: RegExp;
  /** What books number with a point in it: "section 4.5". */
  readonly place: RegExp;
  readonly monthBefore: RegExp;
  readonly monthAfter: RegExp;
  readonly yearBefore: RegExp;
  /** What follows a number that counts, and is no year: "1998 pictures". */
  readonly counted: RegExp;
}

const known = new Map<string, Patterns>();

function patternsOf(language: Language): Patterns {
  const made = known.get(language.language) ?? makePatterns(language);
  known.set(language.language, made);
  return made;
}

function makePatterns({ decimal, thousands, typed }: Language): Patterns {
  const [point, group] = [`[${decimal}]`, `[${thousands}]`];
  const word = (words: string) => `(?<![\\p{L}\\p{N}_])(?:${words})`;
  return {
    // It stands free: not glued to letters ("3s", "float32", "ResNet-18"), not part of a longer
    // one with points, colons or slashes (a version, a time, a date).
    number: new RegExp(
      `(?<![\\p{L}\\p{N}_.,:/#$€£\\\\^-])([-−]?)(\\d{1,3}(?:${group}\\d{3})+(?:${point}\\d+)?|\\d+(?:${point}\\d+)?)(?![\\p{L}\\p{N}_⁰¹²³⁴⁵⁶⁷⁸⁹])(?!-\\p{L})(?![${decimal}.:/]\\d)(\\s?%|\\s(?:percent|per cent|Prozent)\\b)?`,
      "gu",
    ),
    label: new RegExp(`(?:${word(typed.labels)}s?\\.?|§)\\s*$`, "iu"),
    place: new RegExp(`(?:${word(typed.places)}s?\\.?|§)\\s*$`, "iu"),
    monthBefore: new RegExp(`${word(typed.months)}\\.?\\s*$`, "u"),
    monthAfter: new RegExp(`^\\.?\\s*(?:${typed.months})(?!\\p{L})`, "u"),
    yearBefore: new RegExp(`(?:${word(typed.years)}|[(–,©-])\\s*$`, "iu"),
    counted: new RegExp(`^(?:${typed.counted})`, "u"),
  };
}

/** The numbers of `text`, in its order. */
export function findNumbers(
  text: string,
  language: Language = languageOf(),
): NumberToken[] {
  const isIndex = findIndices(text);
  const { number } = patternsOf(language);
  return [...text.matchAll(number)].map((match) => {
    const [, sign = "", digits = "", percent] = match;
    const end = match.index + sign.length + digits.length;
    const plain = digits
      .replaceAll(language.thousands, "")
      .replace(language.decimal, ".");
    const decimals = plain.split(".")[1]?.length ?? 0;
    return {
      text: sign + digits,
      offset: match.index,
      value: Number(plain) * (sign === "" ? 1 : -1),
      decimals,
      significant: countSignificant(plain, decimals),
      isPercent: percent !== undefined,
      hasThousands: digits.includes(language.thousands),
      isIndex: isIndex(match.index, end),
    };
  });
}

/** As many signs beside a number as say what it is. */
const beside = 60;

/**
 * Whether what stands from `start` to `end` has nothing but digits, commas and spaces around it
 * up to a bracket on either side, or a bracket right beside it. Looks at each sign twice, however
 * many numbers there are.
 */
function findIndices(text: string): (start: number, end: number) => boolean {
  const opened = new Uint8Array(text.length + 1);
  const closed = new Uint8Array(text.length + 1);
  const isInside = (sign = "") => /[\d\s,]/.test(sign);
  for (let at = 1; at <= text.length; at += 1) {
    const sign = text[at - 1];
    opened[at] = sign === "[" ? 1 : isInside(sign) ? (opened[at - 1] ?? 0) : 0;
  }
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const sign = text[at];
    closed[at] = sign === "]" ? 1 : isInside(sign) ? (closed[at + 1] ?? 0) : 0;
  }
  return (start, end) =>
    (opened[start] === 1 && closed[end] === 1) ||
    /\[\s*$/.test(text.slice(Math.max(0, start - beside), start)) ||
    /^\s*\]/.test(text.slice(end, end + beside));
}

function countSignificant(digits: string, decimals: number): number {
  const bare = digits.replace(".", "").replace(/^0+/, "");
  let { length } = bare;
  while (decimals === 0 && bare[length - 1] === "0") length -= 1;
  return length;
}

const version =
  /(?:\b(?:version|release|v|node(?:\.js)?|npm|python|pytorch|torch|tensorflow(?:\.js)?|tfjs|numpy|pandas|keras|cuda|typescript|chromium|chrome|firefox|debian|ubuntu|windows|macos|fastai|fast\.ai|opencv|pillow|matplotlib|jupyter|java|rust|go|gpt|llama|claude|ecmascript|unicode|http)|[A-Z]\w*\.js)[\s-]*$/i;
/** Whether what surrounds the number says that it is none of a run's: a year, a page, a version. */
export function isLabel(
  text: string,
  token: NumberToken,
  language: Language = languageOf(),
): boolean {
  const { label, place, monthBefore, monthAfter } = patternsOf(language);
  const [before, after] = around(text, token);
  if (version.test(before)) return true;
  if (/[×x*]\s*$/.test(before) || /^\s*[×x*]\s*\d/.test(after)) return true;
  if (token.isIndex) return true;
  if (token.isPercent) return false;
  if (place.test(before)) return true;
  if (token.decimals > 0) return false;
  return (
    label.test(before) || monthBefore.test(before) || monthAfter.test(after)
  );
}

function around(text: string, { offset, text: { length } }: NumberToken) {
  const end = offset + length;
  return [
    text.slice(Math.max(0, offset - beside), offset),
    text.slice(end, end + beside),
  ] as const;
}

/** A whole number written as years are, where years stand: "in 1998", "(2012)", "May 2026". */
export function isYear(
  text: string,
  token: NumberToken,
  language: Language = languageOf(),
): boolean {
  const { yearBefore, monthBefore, counted } = patternsOf(language);
  if (!/^(?:1[89]|20)\d\d$/.test(token.text) || token.isPercent) return false;
  const [before, after] = around(text, token);
  if (counted.test(after)) return false;
  return (
    token.offset === 0 || yearBefore.test(before) || monthBefore.test(before)
  );
}

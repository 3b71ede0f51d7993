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
}

/**
 * A number that stands free: not glued to letters ("3s", "float32", "ResNet-18"), not part of a
 * longer one with points, colons or slashes (a version, a time, a date).
 */
const pattern =
  /(?<![\p{L}\p{N}_.,:/#$€£\\^-])([-−]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\p{L}\p{N}_⁰¹²³⁴⁵⁶⁷⁸⁹])(?!-\p{L})(?![.:/]\d)(\s?%|\s(?:percent|per cent)\b)?/gu;

/** The numbers of `text`, in its order. */
export function findNumbers(text: string): NumberToken[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [, sign = "", digits = "", percent] = match;
    const plain = digits.replaceAll(",", "");
    const decimals = plain.split(".")[1]?.length ?? 0;
    return {
      text: sign + digits,
      offset: match.index,
      value: Number(plain) * (sign === "" ? 1 : -1),
      decimals,
      significant: countSignificant(plain, decimals),
      isPercent: percent !== undefined,
      hasThousands: digits.includes(","),
    };
  });
}

function countSignificant(digits: string, decimals: number): number {
  const bare = digits.replace(".", "").replace(/^0+/, "");
  return (decimals > 0 ? bare : bare.replace(/0+$/, "")).length;
}

const label =
  /(?:\b(?:chapter|section|figure|fig|table|equation|eq|page|pages|pp?|part|lesson|topic|question|step|stage|line|row|rows|column|index|item|no|layer|level|volume|edition|seed|digit|class|label)s?\.?|§)\s*$/i;
const version =
  /(?:\b(?:version|release|v|node(?:\.js)?|npm|python|pytorch|torch|tensorflow(?:\.js)?|tfjs|numpy|pandas|keras|cuda|typescript|chromium|chrome|firefox|debian|ubuntu|windows|macos|fastai|fast\.ai|opencv|pillow|matplotlib|jupyter|java|rust|go|gpt|llama|claude|ecmascript|unicode|http)|[A-Z]\w*\.js)[\s-]*$/i;
const months =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";
const monthBefore = new RegExp(`\\b${months}\\.?\\s*$`);
const monthAfter = new RegExp(`^\\s*${months}\\b`);

/** Whether what surrounds the number says that it is none of a run's: a year, a page, a version. */
export function isLabel(text: string, token: NumberToken): boolean {
  const before = text.slice(0, token.offset);
  const after = text.slice(token.offset + token.text.length);
  if (version.test(before)) return true;
  if (/[×x*]\s*$/.test(before) || /^\s*[×x*]\s*\d/.test(after)) return true;
  if (/\[\s*$/.test(before) || /^\s*\]/.test(after)) return true;
  if (/\[[\d\s,]*$/.test(before) && /^[\d\s,]*\]/.test(after)) return true;
  if (token.decimals > 0 || token.isPercent) return false;
  return (
    label.test(before) || monthBefore.test(before) || monthAfter.test(after)
  );
}

/** A whole number that could be a year, written as years are. */
export function looksLikeYear(token: NumberToken): boolean {
  return (
    /^\d{4}$/.test(token.text) &&
    !token.isPercent &&
    token.value >= 1800 &&
    token.value < 2100
  );
}

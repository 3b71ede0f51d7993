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
  /(?:\b(?:page|pages|pp?|part|lesson|topic|question|step|stage|line|row|rows|column|index|item|no|layer|level|volume|edition|seed|digit|class|label)s?\.?|§)\s*$/i;
/** What books number with a point in it: "section 4.5". */
const place =
  /(?:\b(?:chapter|section|figure|fig|table|equation|eq|exercise|appendix|listing)s?\.?|§)\s*$/i;
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
  if (token.isPercent) return false;
  if (place.test(before)) return true;
  if (token.decimals > 0) return false;
  return (
    label.test(before) || monthBefore.test(before) || monthAfter.test(after)
  );
}

const yearBefore =
  /(?:\b(?:in|since|by|from|until|till|before|after|around|about|of|the|to|year|years|and|or|late|early|mid|spring|summer|autumn|winter|fall|copyright|©)|[(–,-])\s*$/i;

/** A whole number written as years are, where years stand: "in 1998", "(2012)", "May 2026". */
export function isYear(text: string, token: NumberToken): boolean {
  if (!/^(?:1[89]|20)\d\d$/.test(token.text) || token.isPercent) return false;
  const before = text.slice(0, token.offset);
  const after = text.slice(token.offset + 4);
  if (
    /^\s+\p{Ll}{3,}/u.test(after) &&
    !/^\s+(?:and|but|the|when|with|that|this|was|were|has|had|paper|book|deep|people|nobody)\b/.test(
      after,
    )
  )
    return false;
  return before === "" || yearBefore.test(before) || monthBefore.test(before);
}

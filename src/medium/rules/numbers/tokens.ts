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

/**
 * A number that stands free: not glued to letters ("3s", "float32", "ResNet-18"), not part of a
 * longer one with points, colons or slashes (a version, a time, a date).
 */
const pattern =
  /(?<![\p{L}\p{N}_.,:/#$€£\\^-])([-−]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\p{L}\p{N}_⁰¹²³⁴⁵⁶⁷⁸⁹])(?!-\p{L})(?![.:/]\d)(\s?%|\s(?:percent|per cent)\b)?/gu;

/** The numbers of `text`, in its order. */
export function findNumbers(text: string): NumberToken[] {
  const isIndex = findIndices(text);
  return [...text.matchAll(pattern)].map((match) => {
    const [, sign = "", digits = "", percent] = match;
    const end = match.index + sign.length + digits.length;
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

const yearBefore =
  /(?:\b(?:in|since|by|from|until|till|before|after|around|about|of|the|to|year|years|and|or|late|early|mid|spring|summer|autumn|winter|fall|copyright|©)|[(–,-])\s*$/i;

/** A whole number written as years are, where years stand: "in 1998", "(2012)", "May 2026". */
export function isYear(text: string, token: NumberToken): boolean {
  if (!/^(?:1[89]|20)\d\d$/.test(token.text) || token.isPercent) return false;
  const [before, after] = around(text, token);
  if (
    /^\s+\p{Ll}{3,}/u.test(after) &&
    !/^\s+(?:and|but|the|when|with|that|this|was|were|has|had|paper|book|deep|people|nobody)\b/.test(
      after,
    )
  )
    return false;
  return (
    token.offset === 0 || yearBefore.test(before) || monthBefore.test(before)
  );
}

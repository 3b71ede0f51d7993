/** A number as a text prints it, with its sign and the marks between its digits. */
const number = /[-−]?\d+(?:[.,'’\u00a0\u202f]\d+)*/gu;

/** A number that changed, as it is printed. */
export interface NumberChange {
  readonly from: string;
  readonly to: string;
}

/** The text without its numbers: what two texts have in common that say the same of others. */
export function skeleton(text: string): string {
  return text.replace(number, "#");
}

function numbersIn(text: string): string[] {
  return text.match(number) ?? [];
}

/**
 * The numbers in which two texts of one skeleton differ; undefined where their words differ. A
 * number that changed in one place and stayed in another, or became two, has an empty `to`: what
 * it is now depends on the place.
 */
export function numberChanges(
  before: string,
  now: string,
): NumberChange[] | undefined {
  if (skeleton(before) !== skeleton(now)) return undefined;
  const after = numbersIn(now);
  const became = new Map<string, Set<string>>();
  for (const [index, from] of numbersIn(before).entries()) {
    const known = became.get(from) ?? new Set();
    became.set(from, known.add(after[index] ?? ""));
  }
  return [...became].flatMap(([from, all]) => {
    const [to = ""] = all;
    if (all.size > 1) return [{ from, to: "" }];
    return to === from ? [] : [{ from, to }];
  });
}

/** How often a number stands in a text, as a number of its own. */
export function countNumber(text: string, wanted: string): number {
  return numbersIn(text).filter((each) => each === wanted).length;
}

/** The text with every such number printed anew. */
export function replaceNumbers(
  text: string,
  changes: readonly NumberChange[],
): string {
  return text.replace(
    number,
    (found) => changes.find(({ from }) => from === found)?.to ?? found,
  );
}

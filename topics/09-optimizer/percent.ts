import type { Lab } from "lectern";

/**
 * Records accuracies of 0…1 as a spread in percent, as the tables and axes of this topic have them,
 * and returns the same spread in shares, for claims and tables.
 */
export function spreadPercent(
  lab: Lab,
  name: string,
  accuracies: readonly number[],
): { readonly [part in "mean" | "least" | "most"]: number } {
  const { mean, least, most } = lab.spread(
    name,
    accuracies.map((each) => 100 * each),
  );
  return { mean: mean / 100, least: least / 100, most: most / 100 };
}

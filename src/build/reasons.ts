/** Apart from what works with them: the command line loads these at once, and that only to work. */

/** The first three reasons in one line, and how many more there are. */
export function sumUp(reasons: readonly string[]): string {
  const more = reasons.length - 3;
  const shown = reasons.slice(0, 3).join("; ");
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** The rule that `check` says before all others: the numbers themselves are old. */
export const staleRunRule = "stale-run";

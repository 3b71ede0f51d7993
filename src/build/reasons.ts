import type { Flags } from "../course/settings.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";

/** Apart from what works with them: the command line loads these at once, and that only to work. */

/** The first three reasons in one line, and how many more there are. */
export function sumUp(reasons: readonly string[]): string {
  const more = reasons.length - 3;
  const shown = reasons.slice(0, 3).join("; ");
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** The rule that `check` says before all others: the numbers themselves are old. */
export const staleRunRule = "stale-run";

/** The same command again, so that the numbers are of the same kind. */
export function commandFor(
  topic: Topic,
  { profile, seed }: Pick<Record, "profile" | "seed">,
  digits: Flags["digits"],
): string {
  const flags = [
    ...(profile === "quick" ? [" --quick"] : []),
    ...(seed === 42 ? [] : [` --seed ${seed}`]),
    digitsFlag(digits),
  ];
  return `lectern build ${topic.slug}${flags.join("")}`;
}

/** As the command line named them; nothing where the topic itself does. */
export function digitsFlag(digits: Flags["digits"]): string {
  return digits === undefined ? "" : ` --digits ${digits.join(",")}`;
}

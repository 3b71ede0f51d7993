import { areSame, type Classes, courseClasses } from "../classes.ts";
import type { Language } from "../language.ts";
import type { Record } from "../record/record.ts";

/** "3s and 7s", or "cats and dogs": names that are no numbers stay as they are. */
export function formatClasses(
  classes: Classes,
  { plurals, and }: Pick<Language, "plurals" | "and">,
): string {
  return classes
    .map((each) => (/^\d$/.test(each) ? (plurals[Number(each)] ?? each) : each))
    .join(` ${and} `);
}

/** True where a run looked at other digits than 3s and 7s. */
export function isOfOthers({ provenance: { data } }: Record): boolean {
  return !data.unused && !areSame(data.classes, courseClasses);
}

/** How an experiment that was written about 3s and 7s calls whatever it saw. */
const courseNames = /\b(3s?|7s?|threes?|sevens?)\b/i;

/**
 * True where a run looked at others, and what it drew, tabled or printed still calls them 3 and 7:
 * its reader has to be told.
 */
export function callsOthersByCourse(record: Record): boolean {
  const { figures, tables, outputs } = record;
  return isOfOthers(record) && hasName([figures, tables, outputs]);
}

/** Looks at texts only: a number is a measurement, and a key is the experiment's own. */
function hasName(value: unknown): boolean {
  if (typeof value === "string") return courseNames.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasName);
}

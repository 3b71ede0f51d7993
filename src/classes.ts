import { didYouMean, UserError } from "./errors.ts";

/** The two classes that a run tells apart: the first plays the part of the 3, the second of the 7. */
export type Classes = readonly [first: string, second: string];

/** The course's own: 3s and 7s. */
export const courseClasses: Classes = ["3", "7"];

/** Most characters of a class's name: it stands in a sentence, and at the foot of a slide. */
const longest = 40;

/**
 * Two classes out of what somebody gave: a list of names or numbers, or `4,9`. `where` is for the
 * message, `--digits` or `topics/03-…/topic.yaml: digits`; `example` for the hint. Throws UserError.
 */
export function parseClasses(
  given: unknown,
  { where, example, exitCode }: Where,
): Classes {
  const list = typeof given === "string" ? given.split(",") : given;
  const wrong = (what: string) =>
    new UserError(
      `${where} ${what}`,
      `name two classes, such as ${example}`,
      exitCode,
    );
  if (!Array.isArray(list)) throw wrong("is not a list of two classes");
  const names = list.map(nameOf);
  const odd = names.indexOf(undefined);
  if (odd >= 0) throw wrong(`has no name of a class: ${show(list[odd])}`);
  const [first = "", second, ...more] = names;
  if (names.every((each) => each === "")) throw wrong("is empty");
  if (names.includes("")) throw wrong(`has an empty name: ${names.join(",")}`);
  if (second === undefined) throw wrong(`has one class, not two: ${first}`);
  if (more.length > 0)
    throw wrong(`has ${names.length} classes, not two: ${names.join(",")}`);
  if (first === second) throw wrong(`has one class twice: ${names.join(",")}`);
  return [first, second];
}

/** Where two classes were named, and how a message about them says so. */
interface Where {
  readonly where: string;
  readonly example: string;
  readonly exitCode: 1 | 2;
}

/** A class as it is called; undefined for what cannot be a name of one, `""` for an empty one. */
export function nameOf(given: unknown): string | undefined {
  const isNumber = typeof given === "number" && Number.isSafeInteger(given);
  if (!isNumber && typeof given !== "string") return undefined;
  const name = String(given).trim();
  // Signs that nobody sees, and those that part folders, are in no name.
  return /^[^\p{C}/\\]*$/u.test(name) && name.length <= longest
    ? name
    : undefined;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 2 * longest);
}

/** Throws UserError when the data, called `place`, lacks one of the classes. */
export function checkClasses(
  classes: Classes,
  available: readonly string[],
  place: string,
): void {
  const missing = classes.find((each) => !available.includes(each));
  if (missing === undefined) return;
  const [first = "4", second = "9"] = available;
  // Between numbers no one is nearer than another: 12 is not meant to be 1.
  const near = /^\d+$/.test(missing)
    ? undefined
    : didYouMean(missing, available);
  throw new UserError(
    `no class ${missing} in ${place}: it has ${listClasses(available)}`,
    near ?? `name two that it has: --digits ${first},${second}`,
  );
}

/** "0 … 9", or "cats, dogs": at most a dozen of them. */
export function listClasses(classes: readonly string[]): string {
  const isRow = classes.every((each, at) => each === String(at));
  if (isRow && classes.length > 3) return `0 … ${classes.length - 1}`;
  const more = classes.length - 12;
  const shown = classes.slice(0, 12).join(", ");
  if (more > 0) return `${shown}, and ${more} more`;
  return shown === "" ? "none" : shown;
}

/** Numbers by their size, then names as strings. */
export function sortClasses(classes: Iterable<string>): string[] {
  const rank = (name: string) => (/^\d+$/.test(name) ? Number(name) : Infinity);
  return [...classes].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    if (left !== right) return left - right;
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

/** True for the same two classes in the same parts. */
export function areSame(some: Classes, others: Classes): boolean {
  return some[0] === others[0] && some[1] === others[1];
}

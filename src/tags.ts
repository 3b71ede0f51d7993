/** Most topics that Medium lets an article have. */
const most = 5;

/** A topic on Medium. */
const pattern = /^[A-Za-z0-9 -]{1,25}$/;

/** What is wrong with an article's topics on Medium, beginning with a verb; undefined if nothing. */
export function findTagProblem(tags: readonly string[]): string | undefined {
  if (tags.length === 0) return "needs at least one";
  if (tags.length > most) return `has ${tags.length} entries, at most ${most}`;
  const odd = tags.find((each) => !pattern.test(each));
  if (odd !== undefined)
    return `has an entry that is not 1 to 25 letters, digits, spaces and dashes: ${odd}`;
  const lower = tags.map((each) => each.toLowerCase());
  const twice = tags.find((each, at) => lower.indexOf(each.toLowerCase()) < at);
  return twice === undefined ? undefined : `has an entry twice: ${twice}`;
}

import { blocksOf } from "./blocks.ts";
import { Follower, type Splice, splice } from "./place.ts";
import { type Item, type Step, stepsOf } from "./steps.ts";
import type { Trace } from "./trace.ts";

/** What can be taken over, and the template with that in it. */
export interface Refreshed {
  readonly items: readonly Item[];
  readonly template: string;
}

/**
 * Takes what a person changed in a built article over into its template. `trace` is that article as
 * it was built, `hers` her version, `now` the template as it is. `check` says what of a template
 * would stop a build: a change that brings something new of that is refused.
 */
export function refreshArticle(
  trace: Trace,
  hers: string,
  now: string,
  check: (template: string) => readonly string[],
): Refreshed {
  const [before, after] = [blocksOf(trace.markdown), blocksOf(hers)];
  const steps = stepsOf(trace, before, after);
  const follower = new Follower(trace.template, now);
  const placed = keepApart(steps.map((step) => placeStep(step, follower, now)));
  const all = placed.flatMap(({ changes }) => changes);
  const known = all.length === 0 ? [] : check(now);
  const wrongIn = (changes: readonly Splice[]) =>
    check(splice(now, changes)).find((each) => !known.includes(each));
  // One by one only where together they would stop a build.
  const isFine = all.length === 0 || wrongIn(all) === undefined;
  const taken: Splice[] = [];
  const items = placed.map(({ item, changes }): Item => {
    if (changes.length === 0) return item;
    const why = isFine ? undefined : wrongIn([...taken, ...changes]);
    if (why !== undefined) return { ...item, state: "refused", why };
    taken.push(...changes);
    return item;
  });
  return { items, template: splice(now, taken) };
}

interface PlacedStep {
  readonly item: Item;
  readonly changes: readonly Splice[];
}

/** Leaves out what would be put into the middle of what another step takes out. */
function keepApart(steps: readonly PlacedStep[]): PlacedStep[] {
  const all = steps.flatMap(({ changes }) => changes);
  return steps.map((step) => {
    const isInside = step.changes.some(({ from, to }) =>
      all.some((each) => from === to && from > each.from && from < each.to),
    );
    if (!isInside) return step;
    const why = "the template was put into another order there";
    return { item: { ...step.item, state: "conflict", why }, changes: [] };
  });
}

/** A step in the template as it is now: its changes there, none where it is not to be taken. */
function placeStep(
  { item: told, changes, at, order }: Step,
  follower: Follower,
  now: string,
): PlacedStep {
  const line = lineAt(now, follower.offset(at));
  const item = { ...told, templateLine: line };
  const leave = (state: Item["state"], why = item.why) => ({
    item: { ...item, state, ...(why !== undefined && { why }) },
    changes: [],
  });
  if (item.why !== undefined) return leave("refused");
  if (changes.length === 0)
    return leave(item.typed.length > 0 ? "refused" : "taken");
  if (order !== undefined && isInOrder(now, order)) return leave("taken");
  const open: Splice[] = [];
  for (const each of changes) {
    const placed = follower.place(inStyle(each, now));
    if (placed.state === "conflict") return leave("conflict", placed.now);
    if (placed.state === "taken") return leave("taken");
    open.push(placed.splice);
  }
  // What was moved there already is taken out and put in at one place.
  if (splice(now, open) === now) return leave("taken");
  return { item: { ...item, state: "open" }, changes: open };
}

/** Whether a text stands between two others. */
function isInOrder(
  template: string,
  [own, above, below]: NonNullable<Step["order"]>,
): boolean {
  const [at, upper, lower] = [own, above, below].map((each) =>
    template.indexOf(each),
  ) as [number, number, number];
  const isBelow = above === "" || (upper >= 0 && upper < at);
  return at >= 0 && isBelow && (below === "" || at < lower);
}

/** With the line ends of the template. */
function inStyle(change: Splice, template: string): Splice {
  const isDos = template.includes("\r\n");
  if (!isDos) return change;
  return { ...change, text: change.text.replace(/\r?\n/g, "\r\n") };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

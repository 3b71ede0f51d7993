import type { Block } from "./blocks.ts";
import { type Edit, findEdits } from "./edits.ts";
import type { Splice } from "./place.ts";
import { directivesIn } from "./printed.ts";
import type { Origin, Trace } from "./trace.ts";
import { Units } from "./units.ts";
import type { Typed } from "./values.ts";
import { reword } from "./words.ts";

/** One thing that a person did to a built article, and what can become of it in its template. */
export interface Item {
  readonly kind: Edit["kind"];
  /**
   * `open`: can be taken over; `taken`: the template says so already; `conflict`: the template
   * says something else there by now; `refused`: it is not a template's matter.
   */
  readonly state: "open" | "taken" | "conflict" | "refused";
  /** In her article; of what she deleted the line where it was missed. 1-based. */
  readonly line: number;
  /** In the template as it is now. 1-based. */
  readonly templateLine: number;
  /** As it was built, and as she wrote it; "" for nothing. */
  readonly before: string;
  readonly after: string;
  /** Why it cannot be taken over; of a conflict, the template's words now. */
  readonly why?: string;
  /** Numbers that were typed over the run's: these stay as the run gives them. */
  readonly typed: readonly Typed[];
  /** Directives that are taken out with the words around them. */
  readonly dropped: readonly string[];
  /** True where the words of a claim are others now: it may have other words, too. */
  readonly isClaim: boolean;
}

/** A thing that was done, with its changes of the template; none where it is refused. */
export interface Step {
  readonly item: Omit<Item, "state" | "templateLine">;
  /** In the template that the article was built from. */
  readonly changes: readonly Splice[];
  readonly at: number;
  /** Of what was moved: its own text, and that above and below it; "" at an end. */
  readonly order?: readonly [own: string, above: string, below: string];
}

/** What a person did, step by step, each with what it changes in the template that was built. */
export function stepsOf(
  trace: Trace,
  before: readonly Block[],
  after: readonly Block[],
): Step[] {
  const units = new Units(trace);
  const edits = findEdits(before, after);
  return edits.flatMap((edit) => {
    const step = stepOf(edit, edits, { trace, units, before, after });
    return step === undefined ? [] : [step];
  });
}

interface Sides {
  readonly trace: Trace;
  readonly units: Units;
  readonly before: readonly Block[];
  readonly after: readonly Block[];
}

function stepOf(
  edit: Edit,
  edits: readonly Edit[],
  sides: Sides,
): Step | undefined {
  const { trace, units, before, after } = sides;
  const was = "old" in edit ? before[edit.old] : undefined;
  const is = "now" in edit ? after[edit.now] : undefined;
  const origin = "old" in edit ? trace.origins[edit.old] : undefined;
  const anchor = "after" in edit ? units.behind(edit.after) : 0;
  const at = origin && origin.kind !== "note" ? origin.source[0] : anchor;
  const item = {
    kind: edit.kind,
    line: is?.lines[0] ?? missedAt(edit, edits, sides),
    before: was?.text ?? "",
    after: is?.text ?? "",
    ...{ typed: [], dropped: [], isClaim: false },
  };
  const refuse = (why: string): Step => ({
    item: { ...item, why },
    changes: [],
    at,
  });
  if (edit.kind === "insert") {
    const text = after[edit.now]?.text ?? "";
    if (directivesIn(text).length > 0)
      return refuse("holds a directive: write it into the template itself");
    return { item, changes: [addition(anchor, text)], at: anchor };
  }
  if (was === undefined || origin === undefined) return undefined;
  // A caption goes with its picture, which says so.
  const isPart = units.partsOf(edit.old)[0] !== edit.old;
  if (edit.kind === "delete") {
    const why = units.refusal(edit.old, edits);
    if (why !== undefined) return refuse(why);
    if (isPart) return undefined;
    const [from, to] = units.rangeOf(edit.old);
    const dropped = sourcesIn(units.textOf(edit.old));
    return {
      item: { ...item, dropped },
      changes: [{ from, to, text: "" }],
      at,
    };
  }
  if (origin.kind === "made" || origin.kind === "note") {
    if (edit.kind === "move" && isPart) return undefined;
    return refuse(
      edit.kind === "move"
        ? `move it there: it is made by ${origin.maker}`
        : madeBy(origin),
    );
  }
  return (
    is && wordsStep(edit, edits, sides, { was, is, origin, item, at, anchor })
  );
}

/** Words that are others now, or stand elsewhere, or both. */
function wordsStep(
  edit: Extract<Edit, { kind: "change" | "move" }>,
  edits: readonly Edit[],
  sides: Sides,
  {
    was,
    is,
    origin,
    item,
    at,
    anchor,
  }: {
    readonly was: Block;
    readonly is: Block;
    readonly origin: Origin;
    readonly item: Step["item"];
    readonly at: number;
    readonly anchor: number;
  },
): Step {
  const { trace, units } = sides;
  const done = reword(trace, origin, was, is);
  if ("refused" in done)
    return { item: { ...item, why: done.refused }, changes: [], at };
  const { typed, dropped, isClaim } = done.rewritten;
  const told = { ...item, typed, dropped, isClaim };
  const { text } = done;
  const [from, to] = origin.source;
  if (edit.kind === "change") {
    const isOther = text !== trace.template.slice(from, to);
    return { item: told, changes: isOther ? [{ from, to, text }] : [], at };
  }
  const isHeld =
    units.claimOf(edit.old) !== undefined || origin.kind !== "words";
  const why = isHeld
    ? "move it there: it is part of something else"
    : units.refusal(edit.old, edits);
  if (why !== undefined) return { item: { ...told, why }, changes: [], at };
  const [start, end] = units.rangeOf(edit.old);
  return {
    order: [text, ...neighbours(edit, edits, sides)],
    item: told,
    changes: [addition(anchor, text), { from: start, to: end, text: "" }],
    at,
  };
}

/** What stands above and below a place in the template, with her words in it. */
function neighbours(
  { after }: Extract<Edit, { kind: "move" }>,
  edits: readonly Edit[],
  { trace, units, before, after: hers }: Sides,
): [above: string, below: string] {
  const stays = (index: number) =>
    !edits.some(
      (each) => "old" in each && each.kind !== "change" && each.old === index,
    ) && /^(?:words|made|caption)$/.test(trace.origins[index]?.kind ?? "");
  const text = (index: number) => {
    const [was, origin] = [before[index], trace.origins[index]];
    const edit = edits.find((each) => "old" in each && each.old === index);
    const is = edit && "now" in edit ? hers[edit.now] : undefined;
    // Of what is made the first line: the caption below it may be hers.
    if (origin?.kind !== "words") return firstLine(units.textOf(index));
    if (!was || !is) return units.textOf(index);
    const done = reword(trace, origin, was, is);
    return "refused" in done ? units.textOf(index) : done.text;
  };
  const all = [...before.keys()].filter(stays);
  const above = all.findLast((index) => index <= after);
  const below = all.find((index) => index > after);
  return [
    above === undefined ? "" : text(above),
    below === undefined ? "" : text(below),
  ];
}

function addition(at: number, text: string): Splice {
  return { from: at, to: at, text: `\n\n${text}` };
}

function madeBy({ kind, maker }: Origin): string {
  return kind === "note"
    ? "every article says it, and no template does"
    : `made by ${maker}`;
}

function sourcesIn(text: string): string[] {
  return directivesIn(text).map(({ from, to }) =>
    firstLine(text.slice(from, to)),
  );
}

function firstLine(text: string): string {
  return /^.*/.exec(text)?.[0] ?? "";
}

/** The line of her article behind which a deleted block stood. */
function missedAt(
  edit: Edit,
  edits: readonly Edit[],
  { before, after }: Sides,
): number {
  if (!("old" in edit)) return 1;
  const gone = edits
    .filter((each) => each.kind === "delete")
    .map((each) => ("old" in each ? each.old : -1));
  const above = before
    .slice(0, edit.old)
    .filter((_, index) => !gone.includes(index)).length;
  return after[Math.min(above, after.length) - 1]?.lines[1] ?? 1;
}

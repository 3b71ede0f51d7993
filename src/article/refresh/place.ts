import { diffLines } from "diff";
import { likeness } from "../../align.ts";

/** A change of a template: `text` in the place of what stands between two offsets. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What becomes of a change where the template itself was changed meanwhile. */
export type Placed =
  | { readonly state: "open"; readonly splice: Splice }
  /** The template says so by now. */
  | { readonly state: "taken" }
  /** The template says something else there: its words now. */
  | { readonly state: "conflict"; readonly now: string };

/** A stretch of two templates that is equal, or that is not; offsets in both. */
interface Stretch {
  readonly isSame: boolean;
  readonly old: readonly [from: number, to: number];
  readonly now: readonly [from: number, to: number];
}

/** Follows places of one template into a later one, line by line. */
export class Follower {
  readonly #before: string;
  readonly #now: string;
  readonly #stretches: Stretch[] = [];

  constructor(before: string, now: string) {
    [this.#before, this.#now] = [before, now];
    let [old, there] = [0, 0];
    let open: Stretch | undefined;
    for (const { value, added, removed } of diffLines(before, now)) {
      const isSame = !added && !removed;
      const ends = [
        added ? old : old + value.length,
        removed ? there : there + value.length,
      ] as const;
      const starts =
        isSame || open === undefined
          ? ([old, there] as const)
          : ([open.old[0], open.now[0]] as const);
      if (open && isSame) this.#stretches.push(open);
      const stretch = {
        isSame,
        old: [starts[0], ends[0]],
        now: [starts[1], ends[1]],
      } as const;
      if (isSame) this.#stretches.push(stretch);
      open = isSame ? undefined : stretch;
      [old, there] = ends;
    }
    if (open) this.#stretches.push(open);
  }

  /** Where a change of the earlier template belongs in the later one. */
  place({ from, to, text }: Splice): Placed {
    const found = this.#stretches.find(
      ({ isSame, old }) => isSame && from >= old[0] && to <= old[1],
    );
    const isNew = text.trim() !== "" && !holds(this.#before, text);
    if (isNew && holds(this.#now, text)) return { state: "taken" };
    if (found !== undefined) {
      const shift = found.now[0] - found.old[0];
      const splice = { from: from + shift, to: to + shift, text };
      return { state: "open", splice };
    }
    const now = this.#near(from, to);
    // An addition needs no more than a place.
    if (from === to) {
      const splice = { from: now.end, to: now.end, text };
      return { state: "open", splice };
    }
    const old = this.#before.slice(from, to);
    const isThere = now.text
      .split(/\r?\n\s*\n/)
      .some((each) => likeness(each, old) > 0.4);
    if (text.trim() === "" && !isThere) return { state: "taken" };
    return { state: "conflict", now: now.text.trim() };
  }

  /** The offset in the later template of one in the earlier, or of what is next to it. */
  offset(from: number): number {
    const found = this.#stretches.find(
      ({ old }) => from >= old[0] && from <= old[1],
    );
    if (found === undefined) return this.#now.length;
    const inside = found.isSame ? from - found.old[0] : 0;
    return found.now[0] + inside;
  }

  /** What the later template says in the place of a stretch, and where that ends. */
  #near(
    from: number,
    to: number,
  ): { readonly text: string; readonly end: number } {
    const touched = this.#stretches.filter(
      ({ old }) => old[0] <= to && old[1] >= from,
    );
    const [start, end] = [touched[0]?.now[0] ?? 0, touched.at(-1)?.now[1] ?? 0];
    const other = touched.filter(({ isSame }) => !isSame);
    const text = other.map(({ now }) => this.#now.slice(...now)).join("");
    const words = this.#now.slice(start, end).trimEnd();
    return { text, end: start + words.length };
  }
}

/** Whether a text stands in a template on lines of its own, or behind a key of its front matter. */
function holds(template: string, text: string): boolean {
  const wanted = text.trim();
  for (
    let at = template.indexOf(wanted);
    at >= 0;
    at = template.indexOf(wanted, at + 1)
  ) {
    const before = /(?:^|\n|\w: ["']?)$/.test(
      template.slice(Math.max(0, at - 20), at),
    );
    const behind = /^["']?[ \t]*(?:\r?\n|$)/.test(
      template.slice(at + wanted.length),
    );
    if (before && behind) return true;
  }
  return false;
}

/** The template with changes that do not overlap; what is added comes before what is taken out. */
export function splice(template: string, changes: readonly Splice[]): string {
  const ordered = changes
    .map((each, index) => ({ ...each, index }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.index - b.index);
  let out = "";
  let at = 0;
  for (const { from, to, text } of ordered) {
    out += template.slice(at, Math.max(at, from)) + text;
    at = Math.max(at, to);
  }
  return out + template.slice(at);
}

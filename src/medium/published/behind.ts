import { diffArrays } from "diff";
import type { Piece } from "../lower/pieces.ts";
import type { Edition } from "./published.ts";

/** One thing that is another on Medium than in the article as it is now. */
export interface Change {
  readonly kind: Piece["kind"] | "title" | "subtitle";
  /** The heading above it, as it is now; "" above the first. */
  readonly section: string;
  /** As it was published; undefined for what is new. */
  readonly before: string | undefined;
  /** As it is now; undefined for what is gone. */
  readonly after: string | undefined;
  /** Index of the block that it stands in now, or stands behind. */
  readonly block: number;
}

/** What has to be changed on Medium, in the order in which the article is read. */
export function listChanges(before: Edition, now: Edition): Change[] {
  const changes: Change[] = [];
  for (const kind of ["title", "subtitle"] as const)
    if (before[kind] !== now[kind])
      changes.push({
        ...{ kind, section: "", block: 0 },
        ...{ before: before[kind], after: now[kind] },
      });
  const parts = diffArrays<Piece>([...before.pieces], [...now.pieces], {
    comparator: isSame,
  });
  let section = "";
  let block = 0;
  let gone: readonly Piece[] = [];
  for (const { value, added, removed } of parts) {
    if (removed) {
      gone = value;
      continue;
    }
    if (added) changes.push(...pair(gone, value, section));
    else changes.push(...gone.map((piece) => asGone(piece, section, block)));
    gone = [];
    for (const { kind, text, block: at } of value) {
      if (kind === "heading") section = text;
      block = at;
    }
  }
  return [...changes, ...gone.map((piece) => asGone(piece, section, block))];
}

function isSame(a: Piece, b: Piece): boolean {
  return a.kind === b.kind && a.text === b.text && a.hash === b.hash;
}

/** What was in a place and what is there now, one to one as far as both are of a kind. */
function pair(
  gone: readonly Piece[],
  made: readonly Piece[],
  above: string,
): Change[] {
  let section = above;
  const left = [...gone];
  const changes: Change[] = [];
  for (const { kind, text, block } of made) {
    const at = left.findIndex((each) => each.kind === kind);
    const skipped = at < 0 ? [] : left.splice(0, at);
    const [old] = at < 0 ? [] : left.splice(0, 1);
    changes.push(...skipped.map((piece) => asGone(piece, section, block)));
    changes.push({ kind, section, before: old?.text, after: text, block });
    if (kind === "heading") section = text;
  }
  const last = made.at(-1)?.block ?? 0;
  return [...changes, ...left.map((piece) => asGone(piece, section, last))];
}

function asGone({ kind, text }: Piece, section: string, block: number): Change {
  return { kind, section, before: text, after: undefined, block };
}

/** "3 sentences, 1 picture": what is behind; undefined where nothing is. */
export function sumUpChanges(changes: readonly Change[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { kind } of changes) {
    const word = words[kind];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  return [...counts]
    .map(([word, count]) => `${count} ${word}${count === 1 ? "" : "s"}`)
    .join(", ");
}

const words: { readonly [kind in Change["kind"]]: string } = {
  ...{ title: "title", subtitle: "subtitle", heading: "heading" },
  ...{ sentence: "sentence", item: "list item", quote: "quoted sentence" },
  ...{ code: "code block", picture: "picture" },
};

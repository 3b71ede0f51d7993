import { align, likeness } from "../../align.ts";
import { type Block, insideItalic, readAlike } from "./blocks.ts";

/** What a person did to a built article, block by block; `old` and `now` are indices of blocks. */
export type Edit =
  | { readonly kind: "change"; readonly old: number; readonly now: number }
  | { readonly kind: "delete"; readonly old: number }
  | { readonly kind: "insert"; readonly now: number; readonly after: number }
  | {
      readonly kind: "move";
      readonly old: number;
      readonly now: number;
      /** The block of before behind which it stands now; −1 at the top. */
      readonly after: number;
    };

/** Of a block that was moved and rewritten at least so many words are the same. */
const known = 0.6;

type Index = number | undefined;

/** What a person did, in the order of her article; nothing where only the style of Markdown differs. */
export function findEdits(
  before: readonly Block[],
  hers: readonly Block[],
): Edit[] {
  const aligned = alignBlocks(before, hers);
  const moved = findMoved(before, hers, aligned);
  const from = new Set(moved.values());
  const edits: Edit[] = [];
  let after = -1;
  for (const [old, now] of closeGaps(before, hers, aligned, moved)) {
    const origin = now === undefined ? undefined : moved.get(now);
    if (old !== undefined && now !== undefined) {
      const [was, is] = [before[old], hers[now]];
      const isSame = was && is && readAlike(was.text, is.text);
      if (!isSame) edits.push({ kind: "change", old, now });
      after = old;
    } else if (origin !== undefined && now !== undefined)
      edits.push({ kind: "move", old: origin, now, after });
    else if (now !== undefined) edits.push({ kind: "insert", now, after });
    else if (old !== undefined && !from.has(old))
      edits.push({ kind: "delete", old });
  }
  return edits;
}

type Pair = readonly [old: Index, now: Index];

/** Blocks side by side, in the order of both. */
function alignBlocks(before: readonly Block[], hers: readonly Block[]): Pair[] {
  const [old, now] = [before, hers].map((side) =>
    side.map(({ text }, index) => ({ text, index })),
  );
  return align(old ?? [], now ?? [], ({ text }) => text).map(
    ([one, other]) => [one?.index, other?.index] as const,
  );
}

/** Blocks that stand elsewhere now: index of hers → index of before. */
function findMoved(
  before: readonly Block[],
  hers: readonly Block[],
  pairs: readonly Pair[],
): Map<number, number> {
  const gone = new Set(
    pairs.flatMap(([old, now]) => (now === undefined ? (old ?? []) : [])),
  );
  const moved = new Map<number, number>();
  for (const [old, now] of pairs) {
    if (old !== undefined || now === undefined) continue;
    const scored = [...gone].map((each) => ({
      old: each,
      score: scoreOf(before[each], hers[now]),
    }));
    const [best] = scored.sort((a, b) => b.score - a.score);
    if (best === undefined || best.score < known) continue;
    moved.set(now, best.old);
    gone.delete(best.old);
  }
  return moved;
}

/** The pairs; where as many blocks are gone as are new, and of the same kinds, each became its own. */
function closeGaps(
  before: readonly Block[],
  hers: readonly Block[],
  pairs: readonly Pair[],
  moved: ReadonlyMap<number, number>,
): Pair[] {
  const from = new Set(moved.values());
  const found: Pair[] = [];
  let gap: Pair[] = [];
  const close = () => {
    const gone = gap.flatMap(([old]) =>
      old === undefined || from.has(old) ? [] : [old],
    );
    const added = gap.flatMap(([, now]) =>
      now === undefined || moved.has(now) ? [] : [now],
    );
    const isEven =
      gone.length === added.length &&
      gone.every((old, step) => isKin(before[old], hers[added[step] ?? -1]));
    const partner = new Map(
      isEven ? added.map((now, step) => [now, gone[step]] as const) : [],
    );
    const paired = new Set(partner.values());
    for (const [old, now] of gap) {
      if (now !== undefined) found.push([partner.get(now), now]);
      else if (!paired.has(old)) found.push([old, now]);
    }
    gap = [];
  };
  for (const pair of pairs) {
    if (pair[0] === undefined || pair[1] === undefined) gap.push(pair);
    else {
      close();
      found.push(pair);
    }
  }
  close();
  return found;
}

/** Whether one may have become the other: a paragraph of other words is another paragraph. */
function isKin(old: Block | undefined, now: Block | undefined): boolean {
  if (!old || old.node.type !== now?.node.type) return false;
  const isPlain =
    old.node.type === "paragraph" && insideItalic(old) === undefined;
  return !isPlain || likeness(old.text, now.text) > 0.1;
}

function scoreOf(old: Block | undefined, now: Block | undefined): number {
  if (old === undefined || now?.node.type !== old.node.type) return 0;
  return old.text === now.text ? 1 : likeness(old.text, now.text);
}

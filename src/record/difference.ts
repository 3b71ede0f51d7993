import type { Record } from "./record.ts";

/** A value that two runs of one topic do not give alike. */
export interface Difference {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  /** As a person reads it; null where a run did not record it, or where it is too large to be shown. */
  readonly recorded: number | string | null;
  readonly now: number | string | null;
}

const kinds = [
  "numbers",
  "spreads",
  "texts",
  "claims",
  "outputs",
  "tables",
  "figures",
] as const;

/**
 * Every value that differs in one bit, kind by kind, in the order in which it was recorded; unlike
 * `compareRecords`, also what a claim compared while it holds as before.
 */
export function findDifferences(recorded: Record, now: Record): Difference[] {
  return kinds.flatMap((kind) => {
    const before = recorded[kind] ?? {};
    const after = now[kind] ?? {};
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => {
      const [old, fresh] = [before[name], after[name]];
      if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
      return [{ kind, name, recorded: show(old), now: show(fresh) }];
    });
  });
}

/** Numbers and short texts as they are, spreads by their mean, claims as they compare. */
function show(value: unknown): number | string | null {
  if (typeof value === "number") return value;
  if (typeof value === "string") return value.length > 60 ? null : value;
  if (typeof value !== "object" || value === null) return null;
  if ("mean" in value) return Number(value.mean);
  if (!("relation" in value && "left" in value && "right" in value))
    return null;
  return `${value.left} ${value.relation} ${[value.right].flat().join(" and ")}`;
}

/** `number ink-of-threes: recorded 0.21, now 0.22`; without values where they are too large. */
export function describeDifference({
  kind,
  name,
  recorded,
  now,
}: Difference): string {
  const what = `${kind.replace(/s$/, "")} ${name}`;
  if (recorded === null && now === null) return `${what} is another`;
  return `${what}: recorded ${recorded ?? "nothing"}, now ${now ?? "nothing"}`;
}

import { many, type Row } from "./compare.ts";

/** What a run in a browser came to, beside what it is compared with. */
export interface Verdict {
  readonly isEqual: boolean;
  /** In one or two sentences. */
  readonly words: string;
  readonly rows: readonly Row[];
}

/** What the rows come to; `whose` are the recorded values, such as `the article's`. */
export function judge(rows: readonly Row[], whose: string): Verdict {
  const apart = rows.filter((row) => row.apart !== undefined);
  if (apart.length === 0)
    return {
      ...{ isEqual: true, rows },
      words: `Equal to the last bit: ${countKinds(rows)} of this run are ${whose}.`,
    };
  const named = apart.slice(0, 3).map(({ kind, name }) => `${kind} ${name}`);
  const more = apart.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])];
  return {
    ...{ isEqual: false, rows },
    words: `${apart.length} of ${rows.length} values differ from ${whose}: ${join(list)}. ${why}`,
  };
}

/** What is not in our hands: no standard says what a cosine's last digit is. */
const why =
  "The arithmetic on tensors is the same in every browser; a cosine or a logarithm that JavaScript itself reckons may end in another digit in another browser, or in another version of one.";

function countKinds(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return join([...counts].map(([kind, count]) => many(count, kind)));
}

function join(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2
    ? last
    : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

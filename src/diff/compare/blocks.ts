import { diffLines } from "diff";
import { align } from "../../align.ts";
import { compareRecords } from "../../record/changes.ts";
import type { BuiltTopic } from "../read/topic.ts";
import { type Block, verdictOf } from "../report.ts";

/** What the runs printed that differs, line by line. */
export function compareOutputs(before: BuiltTopic, after: BuiltTopic): Block[] {
  return compareRecords(before.record, after.record).outputs.map((change) =>
    blockOf(change.name, change.before, change.after),
  );
}

/** A listing as an article or a slide shows it. */
interface Listing {
  readonly name: string;
  readonly code: string;
}

/** The listings of article and deck that differ, line by line; each is told once. */
export function compareListings(
  before: BuiltTopic,
  after: BuiltTopic,
): Block[] {
  const pairs = align(
    listingsOf(before),
    listingsOf(after),
    ({ code }) => code,
  );
  return pairs.flatMap(([old, now]) =>
    old?.code === now?.code
      ? []
      : [blockOf(now?.name ?? old?.name ?? "", old?.code, now?.code)],
  );
}

/** Every block of code that no run printed, in the order of article and deck. */
export function listingsOf({
  article,
  slides,
  record,
  quotes,
}: BuiltTopic): Listing[] {
  const printed = new Set(Object.values(record.outputs).map(trimmed));
  const onSlides = slides.slides.flatMap(({ code }) => code);
  const codes = new Set([...article.code, ...onSlides].map(trimmed));
  const listings = [...codes].filter((code) => !printed.has(code));
  const names = new Set(
    quotes.filter(({ kind }) => kind === "listing").map(({ name }) => name),
  );
  // Where a text has code of its own between the regions, no name can be told for sure.
  const told = names.size === listings.length ? [...names] : [];
  return listings.map((code, index) => ({
    name: told[index] ?? `listing ${index + 1}`,
    code,
  }));
}

function trimmed(code: string): string {
  return code.replace(/\s+$/, "");
}

function blockOf(
  name: string,
  before: string | undefined,
  after: string | undefined,
): Block {
  const lines = diffLines(ended(before), ended(after));
  return {
    name,
    verdict: verdictOf(before, after),
    lines: lines.map(({ added, removed, value }) => [
      added ? "new" : removed ? "gone" : "same",
      value,
    ]),
  };
}

function ended(text = ""): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

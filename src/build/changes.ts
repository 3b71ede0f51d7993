import { join } from "node:path";
import { findQuotes, type Quote } from "../article/bind/quotes.ts";
import { areSame } from "../classes.ts";
import { readIfThere } from "../files.ts";
import { type Change, compareRecords } from "../record/changes.ts";
import { Record, type Spread } from "../record/record.ts";
import type { TopicTexts } from "./texts.ts";

/** A change of one value, with the places that quote it: `article.md:29`. */
export interface Told<Value> extends Partial<Change<Value>> {
  readonly name: string;
  readonly places: readonly string[];
}

/** What a run changed against the record that was written before, for a person and for `--json`. */
export interface ToldChanges {
  /** What was written before, where it was asked for otherwise: "a quick run on MNIST". */
  readonly against?: string;
  /** How many there are now, by kind. */
  readonly counts: { readonly [kind in Kind]: number };
  /** Printed: as the text prints the two, the most digits of all its places. */
  readonly numbers: readonly (Told<number> & {
    readonly printed: readonly [string, string] | undefined;
  })[];
  /** Printed as numbers are. */
  readonly spreads: readonly (Told<Spread> & {
    readonly printed: readonly [string, string] | undefined;
  })[];
  /** Says: the words that a text now has for it. */
  readonly claims: readonly (Told<boolean> & {
    readonly says: string | undefined;
  })[];
  readonly texts: readonly Told<string>[];
  readonly outputs: readonly Told<string>[];
  readonly tables: readonly Told<true>[];
  readonly figures: readonly Told<true>[];
}

export const kinds = [
  "numbers",
  "spreads",
  "claims",
  "texts",
  "outputs",
  "tables",
  "figures",
] as const;

export type Kind = (typeof kinds)[number];

/** The directives that quote a kind. */
const directives: { readonly [kind in Kind]: readonly Quote["kind"][] } = {
  numbers: ["number", "percent"],
  spreads: ["spread"],
  claims: ["claim"],
  texts: ["text"],
  outputs: ["output"],
  tables: ["table"],
  figures: ["figure"],
};

/**
 * Compares a record with the one that the last build wrote into `folder`, and looks up which
 * lines of article and deck quote what differs; undefined where none was written.
 */
export async function tellChanges(
  folder: string,
  after: Record,
  texts: TopicTexts,
): Promise<ToldChanges | undefined> {
  const before = await readWritten(join(folder, "record.json"));
  if (before === undefined) return undefined;
  const changes = compareRecords(before, after);
  const quotes = (["article", "deck"] as const).flatMap((part) =>
    findQuotes(texts[part]).map((quote) => ({
      ...quote,
      place: `${texts.files[part]}:${quote.line}`,
    })),
  );
  const quotesOf = (kind: Kind, name: string) =>
    quotes.filter(
      (each) => each.name === name && directives[kind].includes(each.kind),
    );
  const tell = <Value>(kind: Kind, change: Change<Value>): Told<Value> => {
    const places = quotesOf(kind, change.name).map(({ place }) => place);
    return { ...change, places: [...new Set(places)] };
  };
  const counts = kinds.map((kind) => [
    kind,
    Object.keys(after[kind] ?? {}).length,
  ]);
  const against = describeOther(before, after);
  return {
    ...(against === undefined ? {} : { against }),
    counts: Object.fromEntries(counts),
    numbers: changes.numbers.map((change) => ({
      ...tell("numbers", change),
      printed: printBoth(change, quotesOf("numbers", change.name)),
    })),
    spreads: changes.spreads.map((change) => ({
      ...tell("spreads", change),
      printed: printBoth(change, quotesOf("spreads", change.name)),
    })),
    claims: changes.claims.map((change) => ({
      ...tell("claims", change),
      says: quotesOf("claims", change.name)[0]?.words(after),
    })),
    texts: changes.texts.map((change) => tell("texts", change)),
    outputs: changes.outputs.map((change) => tell("outputs", change)),
    tables: changes.tables.map((change) => tell("tables", change)),
    figures: changes.figures.map((change) => tell("figures", change)),
  };
}

/** The record at `path`; undefined where there is none, or none that can be read. */
async function readWritten(path: string): Promise<Record | undefined> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  try {
    return Record.parse(JSON.parse(bytes.toString()));
  } catch {
    return undefined;
  }
}

/** A run of another profile, on other digits or with another seed: no wonder that it differs. */
function describeOther(before: Record, after: Record): string | undefined {
  const [old, now] = [before.provenance.data, after.provenance.data];
  const same =
    before.profile === after.profile &&
    before.seed === after.seed &&
    old.sha256 === now.sha256;
  if (same) return undefined;
  const kinds = areSame(old.classes, now.classes)
    ? ""
    : `${old.classes.join(" and ")} of `;
  return `a ${before.profile} run on ${kinds}${old.name} with seed ${before.seed}`;
}

function printBoth(
  { before, after }: Change<number> | Change<Spread>,
  quotes: readonly Quote[],
): readonly [string, string] | undefined {
  if (before === undefined || after === undefined) return undefined;
  const printed = quotes.map(
    ({ print }) => [print(before), print(after)] as const,
  );
  return printed.sort(([a], [b]) => b.length - a.length)[0];
}

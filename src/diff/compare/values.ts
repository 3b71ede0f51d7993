import { formatNumber, formatSpread } from "../../article/bind/format.ts";
import type { Quote } from "../../article/bind/quotes.ts";
import { type Change, compareRecords } from "../../record/changes.ts";
import type { Spread } from "../../record/record.ts";
import type { BuiltTopic } from "../read/topic.ts";
import { type Noise, type TopicDiff, verdictOf } from "../report.ts";
import type { NoiseFloors } from "./noise.ts";

/** The values of a record that differ and that a text quotes by name. */
export type Values = Pick<
  TopicDiff,
  "numbers" | "spreads" | "claims" | "texts"
>;

/** Compares what two runs found, value by value, as the texts of both sides print it. */
export function compareValues(
  before: BuiltTopic,
  after: BuiltTopic,
  noise: NoiseFloors,
): Values {
  const changes = compareRecords(before.record, after.record);
  const quotes = quotesOf(before, after);
  const { record } = after;
  return {
    numbers: changes.numbers.map((change) => {
      const found = quotes(["number", "percent"], change.name);
      const floor = noise.number(change.name);
      return {
        ...told(change, found),
        verdict: judge(change, floor, (value) => value),
        noise: floor,
        printed: printBoth(change, found, formatNumber),
      };
    }),
    spreads: changes.spreads.map((change) => {
      const found = quotes(["spread"], change.name);
      const floor = noise.spread(change.name);
      return {
        ...told(change, found),
        verdict: judge(change, floor, ({ mean }) => mean),
        noise: floor,
        printed: printBoth(change, found, formatSpread),
      };
    }),
    claims: changes.claims.map((change) => {
      const found = quotes(["claim"], change.name);
      return {
        ...told(change, found),
        says: [
          found.before[0]?.words(before.record) ?? null,
          found.after[0]?.words(record) ?? null,
        ],
      };
    }),
    texts: changes.texts.map((change) =>
      told(change, quotes(["text"], change.name)),
    ),
  };
}

type Placed = BuiltTopic["quotes"][number];

/** Where each side's texts quote a value; a side without texts takes the other's. */
interface Found {
  readonly before: readonly Placed[];
  readonly after: readonly Placed[];
}

function quotesOf(before: BuiltTopic, after: BuiltTopic) {
  const [old, now] = [before.quotes, after.quotes];
  return (kinds: readonly Quote["kind"][], name: string): Found => {
    const of = (all: readonly Placed[]) =>
      all.filter((each) => each.name === name && kinds.includes(each.kind));
    return {
      before: of(old.length > 0 ? old : now),
      after: of(now.length > 0 ? now : old),
    };
  };
}

function told<Value>({ name, before, after }: Change<Value>, found: Found) {
  const quotes = found.after.length > 0 ? found.after : found.before;
  return {
    name,
    verdict: verdictOf(before, after),
    before: before ?? null,
    after: after ?? null,
    places: [...new Set(quotes.map(({ place }) => place))],
  };
}

function judge<Value>(
  { before, after }: Change<Value>,
  noise: Noise | null,
  measure: (value: Value) => number,
) {
  const verdict = verdictOf(before, after);
  if (before === undefined || after === undefined || noise === null)
    return verdict;
  const moved = Math.abs(measure(after) - measure(before));
  return moved <= noise.floor ? "within noise" : verdict;
}

/** As the text prints it with the most digits; where none does, as it would without any asked for. */
function printBoth<Value extends number | Spread>(
  { before, after }: Change<Value>,
  found: Found,
  otherwise: (value: Value) => string,
): [string | null, string | null] {
  const print = (value: Value | undefined, quotes: readonly Placed[]) => {
    if (value === undefined) return null;
    const printed = quotes.map((quote) => quote.print(value));
    return printed.sort((a, b) => b.length - a.length)[0] ?? otherwise(value);
  };
  return [print(before, found.before), print(after, found.after)];
}

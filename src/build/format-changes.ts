import { formatNumber, formatSpread } from "../article/bind/format.ts";
import type { Spread } from "../record/record.ts";
import { count } from "../sentences.ts";
import { type Kind, kinds, type Told, type ToldChanges } from "./changes.ts";

/** Lines for one kind: with the header they fill no more than a screen. */
const most = { numbers: 10, claims: 4, texts: 2, names: 6, places: 3 };

/** Characters of a sentence or a text that is shown. */
const widest = 60;

/**
 * What a run changed, for a terminal: at most 24 lines, numbers as the texts print them, each
 * with the lines that quote it.
 */
export function formatChanges(topic: string, changes: ToldChanges): string[] {
  const counted = kinds.flatMap((kind) =>
    changes[kind].length === 0 ? [] : [countKind(kind, changes)],
  );
  const since = `since the last build${changes.against === undefined ? "" : ` (${changes.against})`}`;
  if (counted.length === 0) {
    const same = kinds.flatMap((kind) => {
      const all = changes.counts[kind];
      return all === 0 ? [] : [count(all, kind.slice(0, -1))];
    });
    return [`${topic}: nothing changed ${since}: ${same.join(", ")}`];
  }
  const header = `${topic}: changed ${since}: ${counted.join(", ")}`;
  // Against another kind of run everything differs, and says little.
  if (changes.against !== undefined) return [header];
  const whole = "  lectern diff shows it whole";
  const rows = [
    ...numberRows([...changes.numbers, ...changes.spreads]),
    ...claimRows(changes.claims),
    ...textRows(changes.texts),
    ...(["outputs", "tables", "figures"] as const).flatMap((kind) =>
      nameRows(kind, changes[kind]),
    ),
  ];
  return [header, ...alignRows(rows), whole];
}

/** "2 of 4 numbers (1 new, 1 gone)", or where none of both runs changed "1 claim new". */
function countKind(kind: Kind, changes: ToldChanges): string {
  const all: readonly Told<unknown>[] = changes[kind];
  const word = kind.slice(0, -1);
  const added = all.filter(({ before }) => before === undefined).length;
  const gone = all.filter(({ after }) => after === undefined).length;
  const changed = all.length - added - gone;
  const others = [
    ...(added > 0 ? [[added, "new"] as const] : []),
    ...(gone > 0 ? [[gone, "gone"] as const] : []),
  ];
  if (changed === 0) {
    const told = others.map(([number, what], index) =>
      index === 0 ? `${count(number, word)} ${what}` : `${number} ${what}`,
    );
    return told.join(" and ");
  }
  const rest = others.map(([number, what]) => `${number} ${what}`).join(", ");
  const told = `${changed} of ${count(changes.counts[kind], word)}`;
  return rest === "" ? told : `${told} (${rest})`;
}

interface Row {
  readonly name: string;
  readonly what: string;
  /** Where a text quotes it; undefined for a row that no text can quote. */
  readonly where?: string;
}

function alignRows(rows: readonly Row[]): string[] {
  const names = Math.max(...rows.map(({ name }) => name.length));
  const placed = rows.filter(({ where }) => where !== undefined);
  const whats = Math.max(0, ...placed.map(({ what }) => what.length));
  return rows.map(({ name, what, where }) => {
    const first = `  ${name.padEnd(names)}  `;
    return (
      first + (where === undefined ? what : `${what.padEnd(whats)}  ${where}`)
    );
  });
}

/** Numbers and spreads, which share the room that there is. */
function numberRows(
  numbers: readonly ToldChanges["numbers" | "spreads"][number][],
): Row[] {
  const rows = numbers.flatMap((number) => {
    const { name, places } = number;
    const shown = number.printed ?? [show(number.before), show(number.after)];
    if (shown[0] === shown[1]) return [];
    return [{ name, places, what: shown.join(" → "), where: quoted(number) }];
  });
  // What a reader sees comes first.
  const isQuoted = ({ places }: Told<unknown>) => places.length > 0;
  const sorted = [
    ...rows.filter(isQuoted),
    ...rows.filter((row) => !isQuoted(row)),
  ];
  const more = sorted.length - most.numbers;
  const unseen = numbers.length - rows.length;
  const notes = [
    ...(more > 0 ? [`${count(more, "number")} more: --json has them all`] : []),
    ...(unseen > 0
      ? [`${count(unseen, "number")} only in digits that are not shown`]
      : []),
  ];
  const note = notes.length > 0 ? [{ name: "", what: notes.join("; ") }] : [];
  return [...sorted.slice(0, most.numbers), ...note];
}

function claimRows(claims: ToldChanges["claims"]): Row[] {
  const state = (holds: boolean | undefined) =>
    holds === undefined ? "not claimed" : holds ? "true" : "false";
  const rows = claims.map((claim) => {
    const says = claim.says === undefined ? "" : `  "${clip(claim.says)}"`;
    const what = `${state(claim.before)} → ${state(claim.after)}`;
    return { name: claim.name, what, where: `${quoted(claim)}${says}` };
  });
  return shorten(rows, most.claims, "claim");
}

function textRows(texts: ToldChanges["texts"]): Row[] {
  const rows = texts.map((text) => {
    const what = `${clip(show(text.before), 30)} → ${clip(show(text.after), 30)}`;
    return { name: text.name, what, where: quoted(text) };
  });
  return shorten(rows, most.texts, "text");
}

/** One line for all of a kind whose values are too large to be shown. */
function nameRows(kind: Kind, all: readonly Told<unknown>[]): Row[] {
  if (all.length === 0) return [];
  const names = all.map(({ name, before, after }) => {
    if (before === undefined) return `${name} (new)`;
    return after === undefined ? `${name} (gone)` : name;
  });
  const more = names.length - most.names;
  const rest = more > 0 ? `, and ${more} more` : "";
  return [
    { name: kind, what: `${names.slice(0, most.names).join(", ")}${rest}` },
  ];
}

function shorten(rows: Row[], limit: number, word: string): Row[] {
  const more = rows.length - limit;
  if (more <= 0) return rows;
  const what = `${count(more, word)} more: --json has them all`;
  return [...rows.slice(0, limit), { name: "", what }];
}

/** `article.md:29, deck.md:41`: where a reader meets it. */
function quoted({ places }: Told<unknown>): string {
  if (places.length === 0) return "(not quoted)";
  const more = places.length - most.places;
  const shown = places.slice(0, most.places).join(", ");
  return `${shown}${more > 0 ? `, and ${more} more` : ""}`;
}

function show(value: number | string | Spread | undefined): string {
  if (value === undefined) return "none";
  if (typeof value === "object") return formatSpread(value);
  return typeof value === "number" ? formatNumber(value) : value;
}

function clip(text: string, width = widest): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

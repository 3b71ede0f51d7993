import { findQuotes, type Quote } from "../../article/bind/quotes.ts";
import { pathOf, type TopicTexts } from "../../build/texts.ts";
import type { Record, Spread } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";

/** Where a text quotes the record. */
interface Place {
  /** From the project root. */
  readonly file: string;
  readonly line: number;
  /** Of the deck: the slide. */
  readonly slide?: number;
}

/** A value of the record, and every place that quotes it. */
export interface Quoted {
  /** Before any rounding. */
  readonly value: string;
  readonly places: readonly Place[];
}

const inline = new Set(["number", "percent", "spread", "text"]);

/** The line that a slide begins at. */
export interface SlideStart {
  readonly number: number;
  readonly line: number;
}

function slideAt(
  slides: readonly SlideStart[],
  line: number,
): number | undefined {
  return slides.findLast((slide) => slide.line <= line)?.number;
}

type Part = "article" | "deck";

/** Knows who quotes the record; a text that is the same as before is not read again. */
export class QuoteReader {
  readonly #kept = new Map<Part, { text: string; quotes: readonly Quote[] }>();

  /** Every quote of the text of a part, in its order. */
  read(part: Part, text: string): readonly Quote[] {
    const kept = this.#kept.get(part);
    if (kept?.text === text) return kept.quotes;
    const quotes = findQuotes(text);
    this.#kept.set(part, { text, quotes });
    return quotes;
  }
}

/** Every value that stands in a line of article or deck, by its name in the record. */
export function findQuoted(
  topic: Topic,
  texts: TopicTexts,
  record: Record,
  slides: readonly SlideStart[],
  reader: QuoteReader,
): { readonly [name: string]: Quoted } {
  const found = new Map<string, { value: string; places: Place[] }>();
  for (const part of ["article", "deck"] as const) {
    const file = pathOf(topic, texts.files[part]);
    for (const { kind, name, line } of reader.read(part, texts[part])) {
      if (!inline.has(kind)) continue;
      const value = quotedValue(record, kind, name);
      if (value === undefined) continue;
      const quoted = found.get(name) ?? { value, places: [] };
      const slide = part === "deck" ? slideAt(slides, line) : undefined;
      quoted.places.push({ file, line, ...(slide && { slide }) });
      found.set(name, quoted);
    }
  }
  return Object.fromEntries(found);
}

function quotedValue(
  { numbers, texts, spreads }: Record,
  kind: string,
  name: string,
): string | undefined {
  if (kind === "text") return texts[name];
  if (kind === "spread") return spreads?.[name] && describe(spreads[name]);
  return numbers[name] === undefined ? undefined : String(numbers[name]);
}

function describe({ mean, least, most, n }: Spread): string {
  return `${mean}, from ${least} to ${most} in ${n} runs`;
}

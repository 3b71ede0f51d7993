import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { type Assistance, sentenceFor } from "./disclosure.ts";
import type { BoundArticle, MediumOptions } from "./input.ts";
import type { Place } from "./place.ts";

/** The front matter as the kit uses it: right types, values not yet checked by the rules. */
export interface Settings {
  readonly title: string;
  readonly subtitle: string;
  /** A small line above the title. */
  readonly kicker: string | undefined;
  readonly tags: readonly string[];
  readonly canonical: string | undefined;
  readonly author: string | undefined;
  readonly publication: string | undefined;
  readonly assistance: Assistance;
  /** The sentence that says so. Default: one that fits `assistance`. */
  readonly disclosure: string | undefined;
  /** Shortest and longest reading time wanted, in minutes. */
  readonly minutes: readonly [number, number];
  /** Names of figures, or addresses of images, that an AI model painted. */
  readonly aiImages: readonly string[];
}

/** The settings in an article's front matter, filled up from `options`. */
export function readSettings(
  article: BoundArticle,
  options: MediumOptions,
): Settings {
  const matter = asObject(article.frontmatter);
  const assistance = asAssistance(matter.assistance);
  return {
    title: asText(matter.title) ?? "",
    subtitle: asText(matter.subtitle) ?? "",
    kicker: asText(matter.kicker),
    tags: asTexts(matter.tags),
    canonical: asText(matter.canonical),
    author: asText(matter.author) ?? options.author,
    publication: asText(matter.publication) ?? options.publication,
    assistance,
    disclosure: asText(matter.disclosure) ?? sentenceFor(assistance),
    minutes: asRange(matter.minutes) ?? [4, 9],
    aiImages: asTexts(matter["ai-images"]),
  };
}

/** Where `key` stands in the front matter; without it, the text's first line. */
export function placeOfSetting(article: BoundArticle, key: string): Place {
  const file = article.path;
  const nowhere = { file, line: 1, column: 1 };
  const yaml = /^---\r?\n([\s\S]*?)\r?\n---/.exec(article.template ?? "")?.[1];
  if (yaml === undefined) return nowhere;
  const lines = new LineCounter();
  const { contents } = parseDocument(yaml, { lineCounter: lines });
  if (!isMap(contents)) return nowhere;
  const pair = contents.items.find(
    (each) => isScalar(each.key) && each.key.value === key,
  );
  const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  if (offset === undefined) return nowhere;
  const { line, col } = lines.linePos(offset);
  // The fence above the YAML is line 1.
  return { file, line: line + 1, column: col };
}

function asObject(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null
    ? (value as { readonly [key: string]: unknown })
    : {};
}

function asText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== ""
    ? value.trim()
    : undefined;
}

function asTexts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(asText).filter((each) => each !== undefined);
}

function asAssistance(value: unknown): Assistance {
  return value === "edited" || value === "generated" ? value : "none";
}

function asRange(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value)) return undefined;
  const [low, high]: unknown[] = value;
  return typeof low === "number" && typeof high === "number"
    ? [low, high]
    : undefined;
}

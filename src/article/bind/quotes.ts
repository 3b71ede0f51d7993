import type { Nodes } from "mdast";
import { visit } from "unist-util-visit";
import type { Record, Spread } from "../../record/record.ts";
import type { Bound } from "../bound.ts";
import {
  attributeOf,
  type Directive,
  isDirective,
  labelOf,
} from "../directive.ts";
import { findExcess } from "../read/excess.ts";
import { parseTemplate } from "../read/parse.ts";
import {
  formatNumber,
  formatPercent,
  formatSpread,
  maxDigits,
} from "./format.ts";

/** One place where a template quotes the record. */
export interface Quote {
  readonly kind: Bound["kind"];
  /** Name in the record. */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** A number or a spread as it is printed there. */
  print(value: number | Spread): string;
  /** Of a claim: what it says on this record; undefined where it has nothing to say. */
  words(record: Record): string | undefined;
}

/**
 * Every quote of `text`, an article or a deck with its notes that begins at line `first`, in its
 * order. It looks for no mistakes: what is written wrong is read as far as it goes.
 */
export function findQuotes(text: string, first = 1): Quote[] {
  const quotes: Quote[] = [];
  // Who binds it says what is wrong.
  if (findExcess(text) !== undefined) return [];
  visit(parseTemplate(text), (node, index, parent) => {
    const line = first - 1 + (node.position?.start.line ?? 1);
    if (isDirective(node)) {
      quotes.push(readQuote(node, line, parent?.children[(index ?? 0) + 1]));
      const otherwise = attributeOf(node, "otherwise");
      if (otherwise) quotes.push(...findQuotes(otherwise, line));
    } else if (node.type === "image") {
      if (node.title) quotes.push(...findQuotes(node.title, line));
    } else if (node.type === "yaml") {
      // The fence above it is a line, too.
      quotes.push(...findQuotes(node.value, line + 1));
    } else if (node.type === "html" && node.value.startsWith("<!--")) {
      const inside = node.value.slice("<!--".length).replace(/-->\s*$/, "");
      quotes.push(...findQuotes(inside, line));
    }
  });
  return quotes;
}

function readQuote(
  node: Directive,
  line: number,
  next: Nodes | undefined,
): Quote {
  const kind = node.name as Bound["kind"];
  const inline = ["number", "percent", "spread", "text"].includes(kind);
  return {
    kind,
    name: inline ? labelOf(node) : (attributeOf(node, "id") ?? ""),
    line,
    print: (value) => print(node, value),
    words: (record) =>
      kind === "claim" ? wordsOf(node, next, record) : undefined,
  };
}

function print(node: Directive, value: number | Spread): string {
  const asked = Number(attributeOf(node, "digits") ?? Number.NaN);
  const digits = asked >= 0 && asked <= maxDigits ? asked : undefined;
  const thousands = attributeOf(node, "thousands") !== undefined;
  if (typeof value !== "number")
    return formatSpread(value, { digits, thousands });
  if (node.name === "percent") return formatPercent(value, digits);
  return formatNumber(value, { digits, thousands });
}

function wordsOf(
  node: Directive,
  next: Nodes | undefined,
  record: Record,
): string | undefined {
  const claim = record.claims[attributeOf(node, "id") ?? ""];
  if (claim === undefined) return undefined;
  if (claim.holds) return textOf(node, record);
  const otherwise = attributeOf(node, "otherwise");
  if (otherwise !== undefined) return textOf(parseTemplate(otherwise), record);
  const isBlock = next?.type === "containerDirective";
  return isBlock && next.name === "otherwise"
    ? textOf(next, record)
    : undefined;
}

/** The node's text in one line, with the record's numbers in it. */
function textOf(node: Nodes, record: Record): string {
  return partsOf(node, record).replace(/\s+/g, " ").trim();
}

function partsOf(node: Nodes, record: Record): string {
  if ("value" in node) return node.value;
  if (!("children" in node)) return " ";
  const name = isDirective(node) ? labelOf(node) : "";
  if (isDirective(node)) {
    const shelf = node.name === "spread" ? record.spreads : record.numbers;
    const value = shelf?.[name];
    if (value !== undefined) return print(node, value);
  }
  const parts = node.children.map((child) => partsOf(child, record)).join("");
  return node.type === "paragraph" ? `${parts} ` : parts;
}

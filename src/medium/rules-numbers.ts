import type { Paragraph, Parents, Root, Text } from "mdast";
import { SKIP, visit } from "unist-util-visit";
import { roundDecimal } from "../article/format.ts";
import type { BoundArticle } from "./input.ts";
import type { Reporter, Rule } from "./rule.ts";
import { placeOfSetting } from "./settings.ts";
import { findTypedNumbers, type TypedNumber } from "./typed-numbers.ts";

/** Stands for what a directive wrote: no digit of it was typed. */
const hole = "\ufffc";

/** Every number that a run printed comes from the record, and is what the record says. */
export const numberRules: readonly Rule[] = [
  {
    id: "MD-55",
    check({ article, record }, report) {
      for (const key of ["title", "subtitle", "kicker"]) {
        const text = readRaw(article, key);
        for (const found of findTypedNumbers(text, record.numbers))
          reportTyped(found, placeOfSetting(article, key), report);
      }
      for (const pieces of listPassages(article.tree)) {
        const text = pieces.map((each) => each.text).join("");
        for (const found of findTypedNumbers(text, record.numbers))
          reportTyped(found, placeIn(pieces, found, article), report);
      }
      visit(article.tree, "text", (node) => {
        checkBound(node, record.numbers, report);
      });
    },
  },
];

function reportTyped(
  { kind, token, name, recorded, directive, isSure }: TypedNumber,
  at: Parameters<Reporter["error"]>[0],
  report: Reporter,
): void {
  const typed = token.text + (token.isPercent ? "%" : "");
  const add = isSure ? report.error : report.warning;
  add(
    at,
    kind === "typed"
      ? `number typed by hand: ${typed} (${name})`
      : `number typed by hand: ${typed} (${name} is ${recorded})`,
    `write ${directive}; if it is another number, set it as code`,
  );
}

/** A front matter value as written, its directives taken out. */
function readRaw({ template = "" }: BoundArticle, key: string): string {
  const yaml = /^---\r?\n([\s\S]*?)\r?\n---/.exec(template)?.[1] ?? "";
  const line = new RegExp(`^${key}:(.*)$`, "m").exec(yaml)?.[1] ?? "";
  return line.replace(/:[a-z]+\[[^\]]*\](\{[^}]*\})?/g, hole).trim();
}

/** A run of text, and the node that it comes from. */
interface Piece {
  readonly text: string;
  readonly node: Text | undefined;
}

/** What a person wrote, passage by passage: a paragraph, a heading, a cell, a caption. */
function listPassages(tree: Root): Piece[][] {
  const passages: Piece[][] = [];
  visit(tree, (node) => {
    if (node.data?.bound !== undefined && node.type === "table") return SKIP;
    // The notes about the run are ours.
    if (node.data?.bound?.kind === "run") return SKIP;
    if (!isPassage(node)) return undefined;
    passages.push(readPieces(node));
    return SKIP;
  });
  return passages;
}

const passageTypes = ["paragraph", "heading", "tableCell", "figure"];

function isPassage(node: { readonly type: string }): node is Paragraph {
  return passageTypes.includes(node.type);
}

function readPieces(parent: Parents): Piece[] {
  const pieces: Piece[] = [];
  visit(parent, (node) => {
    const bound = node.data?.bound;
    // A claim's words and a figure's caption were written by a person.
    const isMade =
      bound !== undefined && bound.kind !== "claim" && bound.kind !== "figure";
    if (node.type === "text") {
      pieces.push({ text: isMade ? hole : node.value, node });
    } else if (!("children" in node))
      pieces.push({ text: hole, node: undefined });
  });
  return pieces;
}

/** Where the typed number stands in the template. */
function placeIn(
  pieces: readonly Piece[],
  { token }: TypedNumber,
  { path, template }: BoundArticle,
): Parameters<Reporter["error"]>[0] {
  let offset = token.offset;
  const piece = pieces.find(({ text }) => {
    if (offset < text.length) return true;
    offset -= text.length;
    return false;
  });
  const start = piece?.node?.position?.start;
  if (start?.offset === undefined || template === undefined) return piece?.node;
  // An escape or an indented line makes the source longer than the text, never shorter.
  const at = template.indexOf(token.text, start.offset + offset);
  if (at < 0) return piece?.node;
  const lines = template.slice(0, at).split("\n");
  return {
    file: path,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
  };
}

/** A number that a directive wrote is the record's, rounded to the digits shown. */
function checkBound(
  node: Text,
  numbers: { readonly [name: string]: number },
  report: Reporter,
): void {
  const { bound } = node.data ?? {};
  if (bound === undefined || bound.value === undefined) return;
  if (bound.kind !== "number" && bound.kind !== "percent") return;
  const recorded = numbers[bound.name];
  const shown = node.value.replace(/[,%\s]/g, "").replace("−", "-");
  if (recorded === undefined || !/^-?\d+(\.\d+)?$/.test(shown)) return;
  const decimals = shown.split(".")[1]?.length ?? 0;
  const wanted = roundDecimal(
    recorded,
    decimals,
    bound.kind === "percent" ? 2 : 0,
  );
  if (Number(wanted) !== Number(shown))
    report.error(
      node,
      `${bound.name} shown as ${node.value}, recorded as ${recorded}`,
      "build again",
    );
}

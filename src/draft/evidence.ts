import type { Nodes } from "mdast";
import { visit } from "unist-util-visit";
import { attributeOf, isDirective, labelOf } from "../article/directive.ts";
import { parseTemplate } from "../article/read/parse.ts";
import { UserError } from "../errors.ts";
import type { Evidence, Outline } from "../topic/outline.ts";

/** The directives of one question, as Markdown that binds. */
export interface Quoted {
  readonly ask: string;
  readonly prompt: string;
  /** Listings, outputs, figures and tables: each a block of its own. */
  readonly blocks: readonly string[];
  /** Numbers, texts and claims: each a few words. */
  readonly lines: readonly string[];
}

/** Kinds that stand in a line. */
const inline = ["number", "percent", "text", "claim"];

/**
 * Every question with its evidence. A figure's caption, a claim's words and a number's digits
 * are those of the example `texts`. Throws UserError for what none of them quotes.
 */
export function quoteEvidence(
  { questions }: Outline,
  texts: readonly string[],
): Quoted[] {
  const shelf = new Map<string, string>();
  for (const text of texts) collect(text, shelf);
  return questions.map(({ ask, prompt, evidence }) => {
    const blocks: string[] = [];
    const lines: string[] = [];
    for (const each of evidence) {
      const quoted = quote(each, shelf);
      if (!inline.includes(each.kind) || quoted.startsWith(":::"))
        blocks.push(quoted);
      else lines.push(labelled(each, quoted));
    }
    return { ask, prompt, blocks, lines };
  });
}

function quote(
  { kind, name, from }: Evidence,
  shelf: ReadonlyMap<string, string>,
): string {
  if (kind === "listing")
    return `::listing{#${name}${from === undefined ? "" : ` from="${from}"`}}`;
  if (kind === "output" || kind === "table") return `::${kind}{#${name}}`;
  const found = shelf.get(`${kind}:${name}`);
  if (found !== undefined) return found;
  throw new UserError(
    `no example quotes the ${kind} ${name}, which topic.yaml names`,
    "quote it in example/article.md or example/deck.md, or name another",
  );
}

/** A claim speaks for itself; what a number counts says its name. */
function labelled({ kind, name }: Evidence, quoted: string): string {
  return kind === "claim" ? quoted : `${name.replaceAll("-", " ")}: ${quoted}`;
}

/** Puts every figure, number, text and claim of `text` on the shelf; the first of each stays. */
function collect(text: string, shelf: Map<string, string>): void {
  visit(parseTemplate(text), (node, index, parent) => {
    if (node.type === "html" && node.value.startsWith("<!--"))
      collect(node.value.slice("<!--".length).replace(/-->\s*$/, ""), shelf);
    if (!isDirective(node)) return;
    const name = attributeOf(node, "id") ?? labelOf(node);
    const key = `${node.name}:${name}`;
    const next = parent?.children[(index ?? 0) + 1];
    const written = sliceOf(text, node, isOtherwise(next) ? next : node);
    if (written !== "" && !shelf.has(key)) shelf.set(key, written);
  });
}

const isOtherwise = (node: Nodes | undefined): node is Nodes =>
  node?.type === "containerDirective" && node.name === "otherwise";

function sliceOf(text: string, first: Nodes, last: Nodes): string {
  const start = first.position?.start.offset;
  const end = last.position?.end.offset;
  return start === undefined || end === undefined ? "" : text.slice(start, end);
}

import type { RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { Language } from "../../language.ts";
import type { Record } from "../../record/record.ts";
import { bind } from "../bind/bind.ts";
import type { Sources } from "../bound.ts";
import {
  attributeOf,
  type Directive,
  grammars,
  isDirective,
  type TextDirective,
} from "../directive.ts";
import { stringifyTree } from "../markdown.ts";
import { yamlIn } from "../read/frontmatter.ts";
import { parseTemplate } from "../read/parse.ts";

/** What the directives of a template print. */
export interface Printed {
  /** By directive as it is written: `:number[loss]{digits=2}` → `0.11`. */
  readonly values: { readonly [directive: string]: string };
  /** By claim: whether it holds. */
  readonly claims: { readonly [name: string]: boolean };
}

/** A directive in a text, with offsets in it. */
export interface Found {
  readonly node: Directive;
  readonly from: number;
  readonly to: number;
}

/** The directives of a piece of a template that lie in no other, in order. */
export function directivesIn(text: string): Found[] {
  const found: Found[] = [];
  visit(parseTemplate(text), (node) => {
    if (!isDirective(node) || !Object.hasOwn(grammars, node.name)) return true;
    const { start, end } = node.position ?? {};
    found.push({ node, from: start?.offset ?? 0, to: end?.offset ?? 0 });
    return "skip";
  });
  return found;
}

/** Whether a directive is a claim in a line, whose words are a person's. */
export function isClaim(node: Directive): node is TextDirective {
  return node.type === "textDirective" && node.name === "claim";
}

/** What every directive in a line prints, and which claims hold. */
export function readPrinted(
  template: string,
  path: string,
  record: Record,
  sources: Sources,
  language: Language,
): Printed {
  const all = new Set<string>();
  collect(template, all);
  for (const line of yamlIn(template).split("\n")) collect(line, all);
  const directives = [...all];
  // All at once: a text of paragraphs, one directive each.
  const { tree } = bind(
    directives.join("\n\n"),
    ...([path, record, sources, undefined, language] as const),
  );
  const claims = Object.entries(record.claims ?? {});
  return {
    values: Object.fromEntries(
      directives.map((each, index) => [each, print(tree.children[index])]),
    ),
    claims: Object.fromEntries(
      claims.map(([name, { holds }]) => [name, holds]),
    ),
  };
}

/** Adds the directives in a line that print a value, also those within claims. */
function collect(text: string, all: Set<string>): void {
  visit(parseTemplate(text), (node) => {
    if (node.type !== "textDirective" || !Object.hasOwn(grammars, node.name))
      return;
    const { start, end } = node.position ?? {};
    if (!isClaim(node)) all.add(text.slice(start?.offset, end?.offset));
    else collect(attributeOf(node, "otherwise") ?? "", all);
  });
}

/** As Markdown: a value may hold signs that mean something there. */
function print(node: RootContent | undefined): string {
  if (node?.type !== "paragraph") return "";
  const value = toText(node);
  const text = { type: "text", value } as const;
  return stringifyTree({
    type: "root",
    children: [{ type: "paragraph", children: [text] }],
  }).trimEnd();
}

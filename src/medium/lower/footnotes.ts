import type {
  FootnoteDefinition,
  Heading,
  List,
  ListItem,
  Nodes,
  Root,
  RootContent,
  Text,
} from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { Lose } from "./lose.ts";
import { placed } from "./picture.ts";

/**
 * The article with its footnotes as references, which is all that Medium has: `[3]` in the text,
 * and their words in the numbered list below `## References`, behind what its author wrote
 * there. They are numbered as the text meets them. Without footnotes it is the same tree.
 */
export function lowerFootnotes(tree: Root, lose: Lose): Root {
  const names = namesIn(tree);
  const texts = readTexts(tree, names, lose);
  if (texts.size === 0) return tree;
  const children = [...tree.children];
  const at = children.findIndex(isReferences);
  const list = children.findIndex(
    (node, index) => index > at && node.type === "list",
  );
  const own = at < 0 ? undefined : children[list];
  const before = own?.type === "list" ? own.children.length : 0;
  const items = [...texts.values()].map(
    (text): ListItem =>
      placed(text, { type: "listItem", children: text.children as never }),
  );
  if (own?.type === "list")
    children[list] = { ...own, children: [...own.children, ...items] };
  else if (at >= 0)
    lose(children[at] as Heading, {
      rule: "MD-08",
      message: "references that are no list",
      hint: "make them a numbered list: the footnotes follow in it",
    });
  else children.splice(endOf(children), 0, ...section(items));
  const numbers = new Map(
    [...texts.keys()].map((name, index) => [name, before + index + 1]),
  );
  return number({ type: "root", children }, numbers) as Root;
}

/** The names of the footnotes in the order in which the text meets them. */
function namesIn(tree: Root): ReadonlySet<string> {
  const names = new Set<string>();
  visit(tree, "footnoteReference", (node) => {
    names.add(node.identifier);
  });
  return names;
}

/** The first text of each of `names`, in their order; all others go to `lose`. */
function readTexts(
  tree: Root,
  names: ReadonlySet<string>,
  lose: Lose,
): ReadonlyMap<string, FootnoteDefinition> {
  const found = new Map<string, FootnoteDefinition>();
  visit(tree, "footnoteDefinition", (node) => {
    const { identifier, label } = node;
    if (names.has(identifier) && !found.has(identifier)) {
      found.set(identifier, node);
      return;
    }
    const isTwice = found.has(identifier);
    lose(node, {
      rule: "MD-08",
      message: isTwice
        ? `second text of one footnote: [^${label}]`
        : `footnote that nothing refers to: [^${label}]`,
      hint: isTwice
        ? "the first one counts: give this one another name"
        : `write [^${label}] where the text leans on it, or take it out`,
    });
  });
  return new Map(
    [...names].flatMap((name) => {
      const text = found.get(name);
      return text ? [[name, text] as const] : [];
    }),
  );
}

/** Whether `node` heads the references. */
export function isReferences(node: RootContent): boolean {
  return node.type === "heading" && /^references$/i.test(toText(node));
}

/** Where the author's text ends: the rule above our note about the run, or the article's end. */
function endOf(children: readonly RootContent[]): number {
  const rule = children.findLastIndex(
    ({ type, data }) => type === "thematicBreak" && data?.bound?.kind === "run",
  );
  return rule < 0 ? children.length : rule;
}

function section(items: ListItem[]): [Heading, List] {
  const words: Text = { type: "text", value: "References" };
  return [
    { type: "heading", depth: 2, children: [words] },
    { type: "list", ordered: true, children: items },
  ];
}

/** `node` with its references as numbers in brackets, and without the texts where they stood. */
function number(node: Nodes, numbers: ReadonlyMap<string, number>): Nodes {
  if (node.type === "footnoteReference") {
    const value = `[${numbers.get(node.identifier)}]`;
    return placed<Text>(node, { type: "text", value });
  }
  if (!("children" in node)) return node;
  const children = node.children
    .filter(({ type }) => type !== "footnoteDefinition")
    .map((child) => number(child, numbers));
  return { ...node, children } as Nodes;
}

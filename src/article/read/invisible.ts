import type { Root } from "mdast";
import type { Node } from "unist";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import type { Binding } from "../directive.ts";
import { type Problem, report } from "../report.ts";
import { sourceOf } from "../tree.ts";

/** A sign that a reader cannot see, where it stands in a text; both 1-based. */
interface Invisible {
  readonly line: number;
  readonly column: number;
  /** What it is: `U+202E right-to-left override`. */
  readonly name: string;
}

const names = `
  0085 next line, 00AD soft hyphen, 061C Arabic letter mark, 200B zero width space,
  200C zero width non-joiner, 200D zero width joiner, 200E left-to-right mark,
  200F right-to-left mark, 2028 line separator, 2029 paragraph separator,
  202A left-to-right embedding, 202B right-to-left embedding, 202C pop directional formatting,
  202D left-to-right override, 202E right-to-left override, 2060 word joiner,
  2066 left-to-right isolate, 2067 right-to-left isolate, 2068 first strong isolate,
  2069 pop directional isolate, FEFF zero width no-break space`
  .trim()
  .split(/,\s+/);

/**
 * Signs that change the order of what follows, break a line unseen, or take no room: a listing may
 * then say something else than what ran. A joiner between two signs beyond ASCII is spared: emoji
 * and several scripts need it; so is the mark at a file's beginning.
 * Source: Boucher and Anderson, "Trojan Source", 2021; Unicode 16, Default_Ignorable_Code_Point.
 */
const pattern =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is looked for by itself.
  /[\u0085\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\uffa0\ufeff\ufff0-\ufffb\u{e0000}-\u{e0fff}]|(?<![^\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f])/u;

/** The first such sign of each line of `text`. */
export function findInvisible(text: string): Invisible[] {
  return text.split("\n").flatMap((line, index) => {
    const isFirst = index === 0 && line.startsWith("\ufeff");
    const match = pattern.exec(isFirst ? line.replace("\ufeff", " ") : line);
    if (match === null) return [];
    const column = match.index + 1;
    return [{ line: index + 1, column, name: nameOf(match[0]) }];
  });
}

/** What is said of one, in an article, on a slide and in a source. */
export function describeInvisible({ name }: Invisible): Problem & {
  readonly hint: string;
} {
  return {
    rule: "invisible-sign",
    message: `invisible sign: ${name}`,
    hint: "delete it: the text may not say what it seems to say",
  };
}

/**
 * Finds what no scan of the template can: signs that the record brings, and those written as
 * `&#x202e;`. Listings are looked at in their source.
 */
export function remarkInvisible({ record }: Binding) {
  return (tree: Root, file: VFile): void =>
    visit(tree, (node) => {
      if (node.data?.bound?.kind === "listing") return;
      const texts =
        node.type === "figure" && !node.own
          ? textsIn(record.figures[node.name])
          : textsOf(node);
      const [found] = texts.flatMap(findInvisible);
      if (found === undefined) return;
      if (findInvisible(sourceOf(node, file)).length > 0) return;
      report(file, node.position, describeInvisible(found));
    });
}

/** What a node says by itself, without its children. */
function textsOf(node: Node): string[] {
  return ["value", "alt", "title"].flatMap((field) => {
    const text: unknown = Reflect.get(node, field);
    return typeof text === "string" ? [text] : [];
  });
}

/** Every text in a figure's data: titles, names, labels. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function nameOf(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
  const hex = code.padStart(4, "0");
  return `U+${names.find((name) => name.startsWith(`${hex} `)) ?? hex}`;
}

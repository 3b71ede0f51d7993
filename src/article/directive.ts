import type { Nodes, Root, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
// Brings the directive nodes into the types of mdast.
import type {} from "remark-directive";
import type { VFile } from "vfile";
import { didYouMean } from "../errors.ts";
import type { Language } from "../language.ts";
import type { Record } from "../record/record.ts";
import type { Pictures, Sources } from "./bound.ts";
import { report } from "./report.ts";
import { replaceNodes } from "./tree.ts";

export type TextDirective = Extract<Nodes, { type: "textDirective" }>;
export type LeafDirective = Extract<Nodes, { type: "leafDirective" }>;
export type ContainerDirective = Extract<Nodes, { type: "containerDirective" }>;
export type Directive = TextDirective | LeafDirective | ContainerDirective;

/** `:name[…]` in a line, `::name{…}` on its own line, `:::name{…}` … `:::` around blocks. */
export type Form = Directive["type"];

/** The attributes of a directive in one of its forms. `id` is written `#name`. */
interface Attributes {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** Of a line of its own: whether `[…]` stands behind its name. Default: false. */
  readonly labelled?: boolean;
}

/** The forms in which a directive may be written. */
export type Grammar = { readonly [form in Form]?: Attributes };

const named: Attributes = { required: ["id"] };
const pointed: Attributes = { required: ["id"], optional: ["highlight"] };
const shown: Attributes = { required: ["src", "alt"] };

/**
 * Every directive there is, by name: a new one starts with a line here. Those in a line
 * take `[…]` right behind their name, and of the others a callout alone.
 */
export const grammars: { readonly [name: string]: Grammar } = {
  number: { textDirective: { optional: ["digits", "thousands"] } },
  percent: { textDirective: { optional: ["digits"] } },
  spread: { textDirective: { optional: ["digits", "thousands"] } },
  text: { textDirective: {} },
  run: { textDirective: {} },
  listing: {
    leafDirective: { required: ["id"], optional: ["from", "highlight"] },
  },
  output: { leafDirective: named },
  table: {
    leafDirective: pointed,
    // Around a table that is written there: it has no name in the record.
    containerDirective: { required: ["highlight"] },
  },
  figure: { containerDirective: pointed, leafDirective: pointed },
  callout: { leafDirective: { required: ["at"], labelled: true } },
  picture: { containerDirective: shown, leafDirective: shown },
  claim: {
    textDirective: { required: ["id"], optional: ["otherwise"] },
    containerDirective: named,
  },
  otherwise: { containerDirective: {} },
};

/** What the plugins of the directives are given: plain data, and a way back into the list. */
export interface Binding {
  readonly record: Record;
  readonly sources: Sources;
  readonly pictures: Pictures;
  /** How numbers are written. */
  readonly language: Language;
  /** Runs all the plugins over a tree that a plugin made from text. */
  bindTree(tree: Nodes, file: VFile): void;
}

/** A directive of this form and name that the grammar did not reject. */
export function isWhole<F extends Form>(
  node: Nodes | undefined,
  form: F,
  name: string,
): node is Extract<Directive, { type: F }> {
  return (
    node?.type === form &&
    (node as Directive).name === name &&
    !node.data?.rejected
  );
}

/** A plugin that puts what `bind` returns in the place of every whole directive of a name. */
export function bindEach<F extends Form>(
  form: F,
  name: string,
  bind: (
    node: Extract<Directive, { type: F }>,
    file: VFile,
    binding: Binding,
  ) => readonly RootContent[],
) {
  return (binding: Binding) =>
    (tree: Root, file: VFile): void =>
      replaceNodes(tree, (node) =>
        isWhole(node, form, name) ? bind(node, file, binding) : [node],
      );
}

export function isDirective(node: Nodes): node is Directive {
  return /^(?:text|leaf|container)Directive$/.test(node.type);
}

/** The name inside the brackets: `nearer-to-3` of `:number[nearer-to-3]`. */
export function labelOf(node: Directive): string {
  return toText(node).trim();
}

/** The attribute's value, or undefined. `{thousands}` has the value "". */
export function attributeOf(node: Directive, key: string): string | undefined {
  return node.attributes?.[key] ?? undefined;
}

/** The shelves of a record, each called as what lies on it, with an s. */
const shelves = [
  ...(["numbers", "texts", "outputs", "tables"] as const),
  ...(["claims", "figures", "spreads"] as const),
];
type Kind = (typeof shelves)[number];

type Shelf<K extends Kind> = Readonly<NonNullable<Record[K]>>;

/** The first shelf of `record` that has something under `name`, or undefined. */
export function findShelf(record: Record, name: string): Kind | undefined {
  return shelves.find((each) => Object.hasOwn(record[each] ?? {}, name));
}

/**
 * What the record holds under `name`. Where it holds nothing, reports `unknown-<kind>`
 * with the nearest name, or with the kind under which the name was recorded.
 */
export function lookUp<K extends Kind>(
  binding: Binding,
  file: VFile,
  node: Directive,
  kind: K,
  name: string,
): Shelf<K>[string] | undefined {
  const shelf = (binding.record[kind] ?? {}) as Shelf<K>;
  if (Object.hasOwn(shelf, name)) return shelf[name];
  const names = Object.keys(shelf);
  const other = findShelf(binding.record, name)?.slice(0, -1);
  const word = kind.slice(0, -1);
  report(file, node.position, {
    rule: `unknown-${word}`,
    message: `unknown ${word}: ${name}`,
    hint:
      didYouMean(name, names) ??
      (other && `${name} is a ${other}: quote it as one`) ??
      recordedNames(word, names),
  });
  return undefined;
}

function recordedNames(word: string, names: readonly string[]): string {
  if (names.length === 0) return `record one: lab.${word}("…", …)`;
  const shown = names.slice(0, 6).join(", ");
  const more = names.length > 6 ? `, and ${names.length - 6} more` : "";
  return `recorded ${word}s: ${shown}${more}`;
}

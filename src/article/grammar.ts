import type { Root, Text } from "mdast";
import type { VFile } from "vfile";
import { didYouMean, nearest } from "../errors.ts";
import {
  attributeOf,
  type Directive,
  type Form,
  type Grammar,
  grammars,
  isDirective,
  labelOf,
} from "./directive.ts";
import { report } from "./report.ts";
import { replaceNodes } from "./tree.ts";

/**
 * Checks that every directive is one of ours and written as its grammar says, so that the
 * plugins behind this one meet whole directives only. What merely looks like a directive
 * ("at 10:30", "a:b") becomes the text that it was.
 */
export function remarkGrammar() {
  return (tree: Root, file: VFile): void =>
    replaceNodes(tree, (node) => {
      if (!isDirective(node)) return [node];
      if (isProse(node, file)) return [proseOf(node)];
      checkDirective(node, file);
      return [node];
    });
}

function checkDirective(node: Directive, file: VFile): void {
  const grammar = Object.hasOwn(grammars, node.name)
    ? grammars[node.name]
    : undefined;
  const attributes = grammar?.[node.type];
  if (!grammar) reject(node, file, unknownDirective(node.name));
  else if (!attributes) reject(node, file, wrongForm(node.name, grammar));
  else {
    checkAttributes(node, attributes, file);
    checkParts(node, attributes, file);
  }
}

/** A colon in prose: bare, and glued to a word or far from every name of ours. */
function isProse(node: Directive, file: VFile): boolean {
  if (node.type !== "textDirective") return false;
  if (node.children.length > 0) return false;
  const source = sourceOf(node, file);
  if (source !== `:${node.name}`) return false;
  const start = node.position?.start.offset ?? 0;
  if (/[\p{L}\p{N}]/u.test(String(file)[start - 1] ?? " ")) return true;
  if (Object.hasOwn(grammars, node.name)) return false;
  return node.name.length < 4 || !nearest(node.name, Object.keys(grammars));
}

/** A name has no escape and no entity in it: its source is its text. */
function proseOf(node: Directive): Text {
  return {
    type: "text",
    value: `:${node.name}`,
    ...(node.position && { position: node.position }),
  };
}

interface Complaint {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

function unknownDirective(name: string): Complaint {
  const names = Object.keys(grammars);
  return {
    rule: "unknown-directive",
    message: `unknown directive: ${name}`,
    hint:
      didYouMean(name, names) ??
      `use one of ${names.join(", ")}; write a plain colon as \\:`,
  };
}

const examples: { readonly [form in Form]: (name: string) => string } = {
  textDirective: (name) => `in a line, as :${name}[…]`,
  leafDirective: (name) => `on its own line, as ::${name}{#…}`,
  containerDirective: (name) => `around a block, as :::${name} … :::`,
};

function wrongForm(name: string, grammar: Grammar): Complaint {
  const form = (Object.keys(grammar) as Form[])[0] ?? "textDirective";
  return {
    rule: "wrong-form",
    message: `wrong form of directive: ${name}`,
    hint: `write it ${examples[form](name)}`,
  };
}

function checkAttributes(
  node: Directive,
  { required = [], optional = [] }: NonNullable<Grammar[Form]>,
  file: VFile,
): void {
  const known = [...required, ...optional];
  for (const key of Object.keys(node.attributes ?? {})) {
    if (known.includes(key)) continue;
    const shown = key === "class" ? `.${attributeOf(node, key)}` : key;
    report(file, node.position, {
      rule: "unknown-attribute",
      message: `unknown attribute of ${node.name}: ${shown}`,
      hint:
        didYouMean(key, known) ??
        (known.length > 0
          ? `it takes ${known.map((each) => (each === "id" ? "#name" : each)).join(", ")}`
          : "it takes none"),
    });
  }
}

/** Rejects what lacks its label, its attributes or its closing fence. */
function checkParts(
  node: Directive,
  { required = [] }: NonNullable<Grammar[Form]>,
  file: VFile,
): void {
  const complaints: Complaint[] = [];
  if (node.type === "textDirective" && labelOf(node) === "") {
    complaints.push({
      rule: "missing-label",
      message: `missing label: ${node.name}`,
      hint: `write :${node.name}[…], without a space before the bracket`,
    });
  }
  if (hasStrayLabel(node)) {
    complaints.push({
      rule: "stray-label",
      message: `label where none belongs: ${node.name}`,
      hint: `write ${node.type === "leafDirective" ? "::" : ":::"}${node.name}{#…}`,
    });
  }
  for (const key of required) {
    if (attributeOf(node, key)) continue;
    complaints.push({
      rule: "missing-attribute",
      message: `missing attribute of ${node.name}: ${key === "id" ? "#name" : key}`,
      hint: `write {${key === "id" ? "#name" : `${key}="…"`}} right behind it, without a space`,
    });
  }
  if (node.type === "containerDirective" && !isClosed(node, file)) {
    complaints.push({
      rule: "unclosed-directive",
      message: `unclosed directive: ${node.name}`,
      hint: "end it with ::: on a line of its own; one around another needs a colon more",
    });
  }
  for (const each of complaints) reject(node, file, each);
}

function hasStrayLabel(node: Directive): boolean {
  if (node.type === "leafDirective") return node.children.length > 0;
  if (node.type !== "containerDirective") return false;
  return node.children.some(
    (child) => child.type === "paragraph" && child.data?.directiveLabel,
  );
}

function isClosed(node: Directive, file: VFile): boolean {
  return /\n[\s>]*:{3,}[ \t]*$/.test(sourceOf(node, file));
}

function sourceOf(node: Directive, file: VFile): string {
  const { start, end } = node.position ?? {};
  return String(file).slice(start?.offset, end?.offset);
}

/** A directive that cannot be bound: said here, and passed over by the other plugins. */
function reject(node: Directive, file: VFile, complaint: Complaint): void {
  report(file, node.position, complaint);
  node.data = { ...node.data, rejected: true };
}

import type { Root, Text } from "mdast";
import type { VFile } from "vfile";
import { nearest } from "../../errors.ts";
import {
  attributeOf,
  type Directive,
  type Form,
  type Grammar,
  grammars,
  isDirective,
  labelOf,
} from "../directive.ts";
import { type Problem, report } from "../report.ts";
import { replaceNodes, sourceOf } from "../tree.ts";
import {
  brokenAttributes,
  missingAttribute,
  missingLabel,
  strayLabel,
  unclosed,
  unknownAttribute,
  unknownDirective,
  wrongForm,
} from "./complaint.ts";

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

/** A colon in prose: bare, and glued to a word or far from every name of ours. */
function isProse(node: Directive, file: VFile): boolean {
  if (node.type !== "textDirective" || node.data?.made) return false;
  if (sourceOf(node, file) !== `:${node.name}`) return false;
  const start = node.position?.start.offset ?? 0;
  if (/[\p{L}\p{N}]/u.test(String(file)[start - 1] ?? " ")) return true;
  if (Object.hasOwn(grammars, node.name)) return false;
  // Short names are near to anything: ":in" to ":run".
  return node.name.length < 4 || !nearest(node.name, Object.keys(grammars));
}

/** A name has no escape and no entity in it: its source is its text. */
function proseOf(node: Directive): Text {
  return {
    type: "text",
    value: `:${node.name}`,
    position: node.position,
  };
}

/** Reports what is wrong; a directive that cannot be bound is marked as rejected. */
function checkDirective(node: Directive, file: VFile): void {
  const { name } = node;
  const grammar = Object.hasOwn(grammars, name) ? grammars[name] : undefined;
  const attributes = grammar?.[node.type];
  if (!grammar) return void reject(node, file, unknownDirective(name));
  if (!attributes || isNamedElsewhere(node, grammar))
    return void reject(node, file, wrongForm(name, grammar));
  const known = [
    ...(attributes.required ?? []),
    ...(attributes.optional ?? []),
  ];
  for (const key of Object.keys(node.attributes ?? {})) {
    if (known.includes(key)) continue;
    const value = attributeOf(node, key);
    report(file, node.position, unknownAttribute(name, key, value, known));
  }
  for (const each of missingParts(node, attributes, file)) {
    reject(node, file, each);
  }
}

/** Whether it has a name of the record, which its other form takes: `:::table{#results}`. */
function isNamedElsewhere(node: Directive, grammar: Grammar): boolean {
  const takesName = (form: Form) =>
    grammar[form]?.required?.includes("id") === true;
  return (
    attributeOf(node, "id") !== undefined &&
    !takesName(node.type) &&
    takesName("leafDirective")
  );
}

function missingParts(
  node: Directive,
  { required = [], labelled = false }: NonNullable<Grammar[Form]>,
  file: VFile,
): Problem[] {
  const { name } = node;
  const complaints: Problem[] = [];
  if (node.type === "textDirective" || labelled) {
    if (labelOf(node) === "") complaints.push(missingLabel(name, node.type));
  } else if (hasLabel(node)) complaints.push(strayLabel(name));
  const missing = required.filter((key) => !attributeOf(node, key));
  // Where a plugin made it, the text says nothing about it.
  const { made } = node.data ?? {};
  if (!made && String(file)[node.position?.end.offset ?? -1] === "{") {
    complaints.push(brokenAttributes(name));
  } else complaints.push(...missing.map((key) => missingAttribute(name, key)));
  if (node.type === "containerDirective" && !made && !isClosed(node, file)) {
    complaints.push(unclosed(name));
  }
  return complaints;
}

function hasLabel(node: Directive): boolean {
  if (node.type === "leafDirective") return node.children.length > 0;
  return node.children.some(
    (child) => child.type === "paragraph" && child.data?.directiveLabel,
  );
}

/** The parser ends an open container with the text; its last line tells. */
function isClosed(node: Directive, file: VFile): boolean {
  const source = sourceOf(node, file);
  const last = source.lastIndexOf("\n");
  return last >= 0 && /^[\s>]*:{3,}[ \t]*$/.test(source.slice(last + 1));
}

function reject(node: Directive, file: VFile, complaint: Problem): void {
  report(file, node.position, complaint);
  node.data = { ...node.data, rejected: true };
}

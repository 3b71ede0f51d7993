import {
  DOMParser,
  type Document,
  type Element,
  type Node,
  XMLSerializer,
} from "@xmldom/xmldom";
import { PackageError } from "./zip.ts";

/** The parts of Office Open XML that this folder reads and writes, by prefix. */
const namespaces = {
  a: "http://schemas.openxmlformats.org/drawingml/2006/main",
  c: "http://schemas.openxmlformats.org/drawingml/2006/chart",
  p: "http://schemas.openxmlformats.org/presentationml/2006/main",
  r: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  dc: "http://purl.org/dc/elements/1.1/",
  ct: "http://schemas.openxmlformats.org/package/2006/content-types",
  rel: "http://schemas.openxmlformats.org/package/2006/relationships",
} as const;

export type { Document, Element };

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The document of an XML part. Throws PackageError where it is not well-formed. */
export function parseXml(text: string): Document {
  const parser = new DOMParser({
    onError: (level, message) => {
      // U+FFFD is a character like any other: an author may write about it.
      if (level === "warning" && /replacement character/.test(message)) return;
      throw new Error(`${level}: ${message}`);
    },
  });
  try {
    return parser.parseFromString(text.replace(/^\ufeff/, ""), "text/xml");
  } catch (error) {
    throw new PackageError(error instanceof Error ? error.message : "no XML");
  }
}

/** The part's text: one form for one document. */
export function serialise(document: Document): string {
  return header + new XMLSerializer().serializeToString(rootOf(document));
}

/** The root of a document. */
export function rootOf(document: Document): Element {
  const root = document.documentElement;
  if (root === null) throw new Error("document without a root");
  return root;
}

/** Elements directly inside, all or those of one name such as `a:p`. */
export function children(parent: Element, name?: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== 1) continue;
    if (name === undefined || node.nodeName === name)
      found.push(node as Element);
  }
  return found;
}

/** The first element directly inside of that name. */
export function child(parent: Element, name: string): Element | undefined {
  return children(parent, name)[0];
}

/** Elements of that name, or with `*` all, anywhere inside, in document order. */
export function all(parent: Document | Element, name: string): Element[] {
  const found: Element[] = [];
  // By hand: the library keeps each list that it gives for changes of the document that may come.
  let node = parent.firstChild;
  while (node) {
    if (node.nodeType === 1 && (name === "*" || node.nodeName === name))
      found.push(node as Element);
    node = node.firstChild ?? following(node, parent);
  }
  return found;
}

/** What comes behind a node and all that is in it, within `parent`. */
function following(node: Node, parent: Node): Node | null {
  let each: Node | null = node;
  while (each && each !== parent && !each.nextSibling) each = each.parentNode;
  return each === parent ? null : (each?.nextSibling ?? null);
}

/** A new element such as `a:endParaRPr`, with its attributes. */
export function element(
  near: Element,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Element {
  const prefix = name.split(":")[0] as keyof typeof namespaces;
  const document = near.ownerDocument;
  if (document === null) throw new Error("element without a document");
  const made = document.createElementNS(namespaces[prefix], name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  return made;
}

/** Puts an element without a prefix, in `parent`'s own namespace, at the end of it. */
export function append(
  parent: Element,
  name: string,
  attributes: Readonly<Record<string, string>>,
): void {
  const document = parent.ownerDocument;
  if (document === null) throw new Error("element without a document");
  const made = document.createElementNS(parent.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  parent.appendChild(made);
}

/** A piece of XML as an element of `near`'s document; prefixes of `namespaces` are known. */
export function fragment(near: Element, text: string): Element {
  const declared = Object.entries(namespaces)
    .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
    .join(" ");
  const inside = children(rootOf(parseXml(`<x ${declared}>${text}</x>`)))[0];
  const document = near.ownerDocument;
  if (inside === undefined || document === null)
    throw new Error("empty fragment");
  return document.importNode(inside, true);
}

/** Takes `node` out of its parent. */
export function remove(node: Element): void {
  node.parentNode?.removeChild(node);
}

/** Removes the elements of those names directly inside `parent`. */
export function removeChildren(
  parent: Element,
  names: readonly string[],
): void {
  for (const each of children(parent)) {
    if (names.includes(each.nodeName)) remove(each);
  }
}

/**
 * Puts the elements inside `parent` into the order of a schema's sequence and drops the white
 * space between them. Throws for an element that the sequence does not know.
 */
export function sortChildren(
  parent: Element,
  sequence: readonly string[],
): void {
  const rank = (node: Element) => {
    const at = sequence.indexOf(node.nodeName);
    if (at < 0)
      throw new Error(`unexpected ${node.nodeName} in ${parent.nodeName}`);
    return at;
  };
  const sorted = children(parent).toSorted((a, b) => rank(a) - rank(b));
  while (parent.firstChild) parent.removeChild(parent.firstChild);
  for (const each of sorted) parent.appendChild(each);
}

/** Names of one prefix from a list in words: `prefixed("c", "idx order")`. */
export function prefixed(prefix: string, words: string): string[] {
  return words.split(" ").map((word) => `${prefix}:${word}`);
}

/** Says of every stretch of text in which language it is: spelling and reading aloud ask. */
export function setLanguage(document: Document, language: string): void {
  for (const name of ["a:rPr", "a:endParaRPr"]) {
    for (const each of all(document, name)) each.setAttribute("lang", language);
  }
  for (const each of all(document, "a:defRPr")) {
    if (each.hasAttribute("lang")) each.setAttribute("lang", language);
  }
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Element, Root as Html, Nodes } from "hast";
import { toParse5 } from "hast-util-to-parse5";
import { h } from "hastscript";
import { type DefaultTreeAdapterTypes, serialize } from "parse5";

/** Pages for a browser, whole and safe: what is written here needs no server and no network. */

/** What an element may hold; nothing stands where it is undefined or empty. */
export type Part = Nodes | string | undefined;

/** Each on a line of its own, without those that are not there. */
export function lines(...parts: Part[]): Part[] {
  return parts.flatMap((part) => (part ? [part, "\n"] : []));
}

/**
 * A tree as HTML, written as the standard says: what is a sign of HTML in a text or an attribute
 * is escaped here, and nowhere else. Source: HTML, "Serializing HTML fragments".
 */
export function writeHtml(tree: Html): string {
  return serialize(toParse5(tree) as DefaultTreeAdapterTypes.Document);
}

/** A whole page in the language `lang`, BCP 47: `policy` comes before all that it judges. */
export function writePage(
  policy: Element,
  head: readonly Part[],
  body: readonly Part[],
  lang = "en",
): string {
  const page = h("html", { lang }, [
    "\n",
    h("head", "\n", ...lines(h("meta", { charset: "utf-8" }), policy, ...head)),
    "\n",
    h("body", "\n", ...lines(...body)),
    "\n",
  ]);
  return writeHtml(h(null, { type: "doctype" }, "\n", page, "\n"));
}

/** What a page may load and run; everything else is refused by the browser. */
interface Policy {
  /** The whole text of each script element that runs. */
  readonly scripts?: readonly string[];
  /** Scripts beside the page may be loaded, and run WebAssembly in a worker. Default: they may not. */
  readonly runs?: boolean;
  /** The whole text of each style element. */
  readonly styles?: readonly string[];
  /** Elements say by an attribute where they stand. Default: they may not. */
  readonly placed?: boolean;
  /** Where pictures may come from. */
  readonly images: readonly ("data:" | "https:" | "file:" | "'self'")[];
  /** Where fonts may come from. Default: nowhere. */
  readonly fonts?: readonly "data:"[];
}

/**
 * The Content-Security-Policy of a page as a `meta` element, which must stand before all that it
 * judges: a page that is opened as a file has no headers. Source: W3C CSP Level 3.
 */
export function policyOf({
  scripts = [],
  runs = false,
  styles = [],
  placed = false,
  images,
  fonts = [],
}: Policy): Element {
  const directives = [
    ["default-src", "'none'"],
    ["script-src", ...scripts.map(hashOf), ...(runs ? beside : [])],
    ["worker-src", ...(runs ? ["blob:"] : [])],
    ["style-src", ...styles.map(hashOf)],
    ["style-src-attr", ...(placed ? ["'unsafe-inline'"] : [])],
    ["img-src", ...images],
    ["font-src", ...fonts],
    ["base-uri", "'none'"],
    ["form-action", "'none'"],
  ].filter(({ length }) => length > 1);
  const content = directives.map((each) => each.join(" ")).join("; ");
  return h("meta", { httpEquiv: "Content-Security-Policy", content });
}

/** From where the page lies, be it a server or a disk; a worker inherits what it may do. */
const beside = ["'self'", "file:", "'wasm-unsafe-eval'"];

/** Of the text as a browser reads it: with one kind of line end, whatever a checkout made of it. */
function hashOf(text: string): string {
  const read = text.replace(/\r\n?/g, "\n");
  return `'sha256-${createHash("sha256").update(read).digest("base64")}'`;
}

/** A style sheet or a script of a page: a file of `templates`, as text. */
export function readAsset(path: string): string {
  return readFileSync(new URL(`../templates/${path}`, import.meta.url), "utf8");
}

import { createHash } from "node:crypto";
import type { Element } from "hast";
import { h } from "hastscript";

/** What a page may load and run; everything else is refused by the browser. */
interface Policy {
  /** The whole text of each script element that runs. */
  readonly scripts?: readonly string[];
  /** The whole text of each style element. */
  readonly styles?: readonly string[];
  /** Where pictures may come from. */
  readonly images: readonly ("data:" | "https:" | "file:" | "'self'")[];
}

/**
 * The Content-Security-Policy of a page as a `meta` element, which must stand before all that it
 * judges: a page that is opened as a file has no headers. Source: W3C CSP Level 3.
 */
export function policyOf({
  scripts = [],
  styles = [],
  images,
}: Policy): Element {
  const directives = [
    ["default-src", "'none'"],
    ["script-src", ...scripts.map(hashOf)],
    ["style-src", ...styles.map(hashOf)],
    ["img-src", ...images],
    ["base-uri", "'none'"],
    ["form-action", "'none'"],
  ].filter(({ length }) => length > 1);
  const content = directives.map((each) => each.join(" ")).join("; ");
  return h("meta", { httpEquiv: "Content-Security-Policy", content });
}

/** Of the text as a browser reads it: with one kind of line end, whatever a checkout made of it. */
function hashOf(text: string): string {
  const read = text.replace(/\r\n?/g, "\n");
  return `'sha256-${createHash("sha256").update(read).digest("base64")}'`;
}

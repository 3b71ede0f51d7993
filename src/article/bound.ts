import type { Parent, PhrasingContent, Root } from "mdast";
import type { Finding } from "../errors.ts";

/**
 * Markdown after its directives were bound to a record: only GFM nodes and `figure`.
 * Every node that a directive made carries `data.bound` and the directive's `position`
 * in the template, so that rules further down can point at what a person wrote.
 */

/** Where a node's content came from. */
export interface Bound {
  readonly kind:
    | "number"
    | "percent"
    | "spread"
    | "text"
    | "run"
    | "listing"
    | "output"
    | "table"
    | "figure"
    | "claim";
  /** Name in the record, or the region for a listing. */
  readonly name: string;
  /** The raw value behind a number or percent, before rounding. */
  readonly value?: number;
  /** The source file's name behind a listing: `experiment.ts` or `pytorch.py`. */
  readonly file?: string;
}

/** A figure of the record: its caption as children, drawn at `figures/<name>.png`. */
export interface FigureNode extends Parent {
  type: "figure";
  /** Name in the record. */
  name: string;
  alt: string;
  /** The caption. */
  children: PhrasingContent[];
}

declare module "mdast" {
  interface RootContentMap {
    figure: FigureNode;
  }
  interface BlockContentMap {
    figure: FigureNode;
  }
  interface Data {
    bound?: Bound;
    /** A directive that was not written as its grammar says: never bound. */
    rejected?: boolean;
  }
}

/** What a template may quote beside the record: the sources that ran, by file name. */
export type Sources = Readonly<{ [file: string]: string }>;

/** One template with all its directives bound. */
export interface BoundText {
  /**
   * Front matter, parsed from YAML and not yet checked. `{}` when there is none, undefined
   * when it cannot be read, which is a finding.
   */
  readonly frontmatter: unknown;
  readonly tree: Root;
  /** Errors and warnings, in the order of the text. */
  readonly findings: readonly Finding[];
}

import type { Parent, PhrasingContent, Root } from "mdast";
import type { Finding } from "../errors.ts";
import type { Pointing } from "../figure/data/pointing.ts";
import type { Problem } from "./report.ts";

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
    | "picture"
    | "claim";
  /** Name in the record, the region for a listing, or of a picture its file's. */
  readonly name: string;
  /** The raw value behind a number or percent, before rounding. */
  readonly value?: number;
  /** The source file's name behind a listing: `experiment.ts` or `pytorch.py`. */
  readonly file?: string;
}

/**
 * A picture of the author's own as a reader gets it: upright, and without what its camera wrote
 * beside it, such as the place.
 */
export interface OwnPicture {
  readonly bytes: Buffer;
  readonly type: "png" | "jpeg";
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The pictures that a text names, by path in the topic's folder; or what is wrong with one. */
export type Pictures = ReadonlyMap<string, OwnPicture | Problem>;

/**
 * A figure of the record, drawn at `figures/<name>.png`, or a picture of the author's own; its
 * caption as children.
 */
export interface FigureNode extends Parent {
  type: "figure";
  /** Name in the record; of an own picture, its file's in kebab-case. */
  name: string;
  alt: string;
  /** Default: the record has it. */
  own?: OwnPicture;
  /** What is pointed at in it. Default: nothing. */
  pointing?: Pointing;
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
    /** A course's plugin made it: where it stands, a person wrote something else. */
    made?: boolean;
    /** A cell of a table that is pointed at. */
    pointed?: boolean;
    /** Lines of a listing that are pointed at, from 1. */
    lines?: readonly number[];
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

import type { Article } from "../article/article.ts";
import type { Sources } from "../article/bound.ts";
import type { Course } from "../course/course.ts";
import type { Machine } from "../course/machine.ts";
import type { Language } from "../language.ts";
import type { Record } from "../record/record.ts";
import type { Signature } from "../signature.ts";

/** One article, bound to its record: what `readArticle` gives and the kit needs. */
export type BoundArticle = Pick<
  Article,
  "path" | "frontmatter" | "tree" | "words"
> & {
  /** The template as written: findings point into its front matter. Default: at line 1. */
  readonly template?: string | undefined;
  /** Default: English. */
  readonly language?: Language;
};

/** A place in a text: path relative to the project root, line and column from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A figure as it was drawn, or an own picture. */
export interface Drawn {
  readonly bytes: Buffer;
  /** Of the bytes. Default: png. */
  readonly type?: "png" | "jpeg";
  /** In its pixels. */
  readonly width: number;
  readonly height: number;
  /** The smallest text in it, in its pixels. Default: none is known. */
  readonly smallestText?: number;
  /** No pixel lets the page shine through. Default: the rules decode it to see. */
  readonly isOpaque?: boolean;
}

/** Drawn figures by name in the record. */
export type Figures = ReadonlyMap<string, Drawn>;

/** What the command line and the course say about an article. Front matter wins. */
export interface MediumOptions
  extends Signature,
    Pick<Course, "publication" | "tags" | "words" | "minutes"> {
  /** Topic's folder name, such as `03-pixel-similarity`. */
  readonly topic: string;
  /**
   * Public https address of this article's `medium` folder. With it, images are hosted
   * and there is an import page; without it, each image is a marker to be replaced.
   */
  readonly baseUrl?: string | undefined;
  /** The sources that ran, by file name: listings are compared with them. Default: not compared. */
  readonly sources?: Sources;
  /** Whose names and paths must not get out. Default: nobody's. */
  readonly machine?: Machine | undefined;
}

/** Everything that one article's kit is made from. */
export interface MediumInput {
  readonly article: BoundArticle;
  readonly figures: Figures;
  readonly record: Record;
  readonly options: MediumOptions;
}

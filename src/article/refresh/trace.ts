import type { RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { Record } from "../../record/record.ts";
import type { Article } from "../article.ts";
import type { Bound, Sources } from "../bound.ts";
import { parseTemplate } from "../read/parse.ts";
import { blocksOf } from "./blocks.ts";
import { findScalar } from "./frontmatter.ts";
import { type Printed, readPrinted } from "./printed.ts";

/** Where in the template a block of the built article comes from. */
export interface Origin {
  /** `made`: out of the run or a file; `note`: said by every article, out of no template. */
  readonly kind: "words" | "title" | "subtitle" | "caption" | "made" | "note";
  /**
   * Offsets in the template, the end behind the last letter: of words those themselves, of what
   * is made those of its directive. `[0, 0]` for a note.
   */
  readonly source: readonly [from: number, to: number];
  /** What made it, such as `listing distances of experiment.ts`; "" for words. */
  readonly maker: string;
}

/** A built article with the template that it came from: what a person's version is compared with. */
export interface Trace {
  readonly format: 1;
  /** SHA-256 of the run. */
  readonly run: string;
  readonly template: string;
  /** The article as it was built. */
  readonly markdown: string;
  readonly printed: Printed;
  /** One a block of `markdown`, in order. */
  readonly origins: readonly Origin[];
}

/**
 * What there is to know of `markdown`, which `article` was written as. Undefined where its blocks
 * cannot be told apart with certainty, and for an article without a front matter.
 */
export function traceArticle(
  { template, path, tree, language }: Article,
  markdown: string,
  record: Record,
  sources: Sources,
  run: string,
): Trace | undefined {
  const [title, subtitle] = ["title", "subtitle"].map((key) =>
    findScalar(template, key),
  );
  if (title === undefined || subtitle === undefined) return undefined;
  const origins: Origin[] = [
    { kind: "title", source: title.range, maker: "" },
    { kind: "subtitle", source: subtitle.range, maker: "" },
    ...tree.children.flatMap(originsOf),
  ];
  if (origins.length !== blocksOf(markdown).length) return undefined;
  const printed = readPrinted(template, path, record, sources, language);
  return { format: 1, run, template, markdown, printed, origins };
}

function originsOf(node: RootContent): Origin[] {
  const source = rangeOf(node);
  if (node.type === "figure") {
    const maker = `${node.own ? "picture" : "figure"} ${node.name}`;
    const made: Origin = { kind: "made", source, maker };
    const [first, last] = [node.children[0], node.children.at(-1)];
    if (first === undefined || last === undefined) return [made];
    const caption = [rangeOf(first)[0], rangeOf(last)[1]] as const;
    // The caption of an image on a line is an attribute, and has no place of its own.
    const isOwn = caption[0] > source[0];
    const kind = isOwn ? "caption" : "made";
    return [made, { kind, source: isOwn ? caption : source, maker }];
  }
  const { bound, made } = node.data ?? {};
  if (made === true)
    return [{ kind: "made", source, maker: "a plugin of the course" }];
  if (bound?.kind === "run")
    return [{ kind: "note", source: [0, 0], maker: "note about the run" }];
  if (bound !== undefined && bound.kind !== "claim")
    return [{ kind: "made", source, maker: makerOf(bound) }];
  // A claim may have nothing to say.
  const isEmpty = node.type === "paragraph" && node.children.every(isNothing);
  return isEmpty ? [] : [{ kind: "words", source, maker: "" }];
}

function isNothing(node: RootContent): boolean {
  return node.type === "text" && toText(node).trim() === "";
}

function makerOf({ kind, name, file }: Bound): string {
  return `${kind} ${name}${file === undefined ? "" : ` of ${file}`}`;
}

function rangeOf({ position }: RootContent): [number, number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0];
}

/** The `:::claim` and `:::otherwise` blocks of a template, as offsets. */
export function claimBlocksOf(
  template: string,
): readonly (readonly [from: number, to: number])[] {
  return parseTemplate(template).children.flatMap((node) =>
    node.type === "containerDirective" &&
    (node.name === "claim" || node.name === "otherwise")
      ? [rangeOf(node)]
      : [],
  );
}

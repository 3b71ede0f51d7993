import type { Root, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { SKIP, visit } from "unist-util-visit";
import { VFile } from "vfile";
import type { Finding } from "../errors.ts";
import { type Language, languageOf } from "../language.ts";
import type { Plugins } from "../plugins.ts";
import type { Record } from "../record/record.ts";
import { addAbout } from "./about.ts";
import { dropUnsafeImage } from "./address.ts";
import { bind } from "./bind/bind.ts";
import type { FigureNode, Pictures, Sources } from "./bound.ts";
import { checkMeta, type Meta } from "./meta.ts";
import { askRules } from "./plugins.ts";
import { drawingOf } from "./pointing.ts";
import {
  commentHint,
  commentOf,
  findFrontmatterPrompts,
  promptOf,
  unwritten,
} from "./read/comment.ts";
import { langIn } from "./read/frontmatter.ts";
import { describeInvisible, findInvisible } from "./read/invisible.ts";
import { readFindings, report } from "./report.ts";
import { replaceNodes } from "./tree.ts";

/** A figure of the record as an article shows it. */
interface Drawing extends Pick<FigureNode, "name" | "pointing"> {
  /** What its picture is called. */
  readonly file: string;
}

/** An article, bound to its run and checked. */
export interface Article {
  /** Path of the template, relative to the project root. */
  readonly path: string;
  /** The template as written. */
  readonly template: string;
  /** Front matter as written, directives in it bound. */
  readonly frontmatter: unknown;
  /** Front matter, checked; with empty texts where that failed. */
  readonly meta: Meta;
  /** The body with the notes about the run. Title and subtitle are in `meta` only. */
  readonly tree: Root;
  /** Errors and warnings, in the order of the text. With an error, show none of it. */
  readonly findings: readonly Finding[];
  /**
   * Words of prose that the author wrote: of paragraphs, lists and quotes, not of headings,
   * captions, tables, listings and outputs. A word is what stands between spaces and has a letter
   * or a digit.
   */
  readonly words: number;
  /** In which it is written: that of the front matter, else of the course, else English. */
  readonly language: Language;
  /** The record's figures, in the order of the text. */
  readonly figures: readonly Drawing[];
}

/**
 * Reads an article's template: binds it to `record`, `sources` and `pictures`, checks its front
 * matter and its structure, and adds the notes about the run. `tag` is the course's language,
 * BCP 47, `plugins` what it adds. Never throws for what an author wrote, but UserError for a plugin
 * that throws.
 */
export function readArticle(
  template: string,
  path: string,
  record: Record,
  sources: Sources,
  pictures?: Pictures,
  tag?: string,
  plugins: Plugins = {},
): Article {
  const language = languageOf(langIn(template) ?? tag, plugins.wording);
  const file = new VFile({ path, value: template });
  const bound = bind(
    ...([template, path, record, sources, pictures, language] as const),
    plugins.remarkPlugins,
  );
  const { frontmatter, tree, findings } = bound;
  const meta = checkMeta(frontmatter, file, plugins.wording);
  const figures: Drawing[] = [];
  replaceNodes(tree, (node) => {
    if (node.type === "figure" && !node.own) {
      const { name, pointing } = node;
      figures.push({
        name,
        ...(pointing && { pointing }),
        file: drawingOf(node),
      });
    }
    checkNode(node, file);
    // A comment is the author's own note: it never reaches a reader.
    return commentOf(node) === undefined ? [dropUnsafeImage(node, file)] : [];
  });
  for (const sign of findInvisible(template)) {
    report(file, sign, describeInvisible(sign));
  }
  for (const { text, ...place } of findFrontmatterPrompts(template)) {
    report(file, place, unwritten(text));
  }
  const words = countWords(tree);
  // With an error the tree may have gaps: one mistake, one finding.
  if (words === 0 && !findings.some((each) => each.severity === "error")) {
    report(
      file,
      { line: 1, column: 1 },
      {
        rule: "no-prose",
        message: "article without prose",
        hint: "write it below the front matter",
      },
    );
  }
  const told = [...findings, ...readFindings(file)];
  if (!told.some(({ severity }) => severity === "error"))
    told.push(
      ...askRules(plugins.rules, path, (rule, asked) =>
        rule.article?.(tree, asked),
      ),
    );
  addAbout(tree, record, language, sources);
  return {
    path,
    template,
    frontmatter,
    meta,
    tree,
    findings: told.sort((a, b) => a.line - b.line || a.column - b.column),
    words,
    language,
    figures,
  };
}

/** Reports what an article may not hold, though Markdown may. */
function checkNode(node: RootContent, file: VFile): void {
  const prompt = promptOf(commentOf(node) ?? "");
  if (prompt !== undefined) report(file, node.position, unwritten(prompt));
  if (node.type === "heading" && node.depth === 1) {
    report(file, node.position, {
      rule: "title-in-body",
      message: "title in the body: #",
      hint: "the title is in the front matter; write ## for a section",
    });
  } else if (node.type === "heading" && node.depth > 3) {
    report(file, node.position, {
      rule: "heading-too-deep",
      message: `heading too deep: ${"#".repeat(node.depth)}`,
      hint: "write ## for a section and ### for a part of one",
    });
  } else if (
    node.type === "figure" &&
    !node.own &&
    node.children.length === 0
  ) {
    report(file, node.position, {
      rule: "missing-caption",
      message: `figure without a caption: ${node.name}`,
      hint: `write :::figure{#${node.name}}, the caption below it, then :::`,
    });
  } else if (node.type === "code" && node.data?.lines !== undefined) {
    report(file, node.position, {
      rule: "listing-highlight",
      message: `highlighted lines in an article: ${node.data.bound?.name}`,
      hint: "Medium shows code in one look: take highlight away, and say in the text which line",
    });
  } else if (node.type === "html" && commentOf(node) === undefined) {
    report(file, node.position, {
      rule: "html",
      message: `HTML: ${node.value.split("\n")[0]}`,
      hint: commentHint(node) ?? "use Markdown, or write a plain < as \\<",
    });
  }
}

/** Words of prose in a tree, bound or not: see `Article.words`. */
export function countWords(tree: Root): number {
  let words = 0;
  visit(tree, (node) => {
    // A caption's and a cell's words stand in no paragraph.
    if (node.type !== "paragraph") return undefined;
    const tokens = toText(node, { includeHtml: false }).split(/\s+/);
    words += tokens.filter((each) => /[\p{L}\p{N}]/u.test(each)).length;
    return SKIP;
  });
  return words;
}

import type { Nodes, Root, RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { countWords } from "../article/article.ts";
import { attributeOf, isDirective, labelOf } from "../article/directive.ts";
import {
  commentOf,
  findFrontmatterPrompts,
  promptOf,
} from "../article/read/comment.ts";
import { findExcess } from "../article/read/excess.ts";
import { parseTemplate } from "../article/read/parse.ts";
import type { Outline } from "../topic/outline.ts";

/** How far somebody's text is. */
export interface TextProgress {
  /** Words of prose, before anything is bound. */
  readonly words: number;
  /** Prompts that still wait for their words. */
  readonly prompts: number;
  /** Questions of the topic that the text answers in prose. */
  readonly answered: number;
}

/** A part of a text below one heading, those below it included. */
interface Section {
  readonly title: string;
  /** The question above a slide's heading, or "". */
  readonly question: string;
  /** As an outline names it: `figure:shifted`. */
  readonly evidence: ReadonlySet<string>;
  readonly hasProse: boolean;
}

/**
 * How far `text` is in answering the `questions` of its topic: one counts where there is prose
 * below its heading. Where somebody gave it another heading, prose below one that quotes the
 * question's evidence does. Undefined for a text too large to be read.
 */
export function measureProgress(
  text: string,
  questions: Outline["questions"],
): TextProgress | undefined {
  if (findExcess(text) !== undefined) return undefined;
  const tree = parseTemplate(text);
  const sections = splitSections(tree);
  return {
    words: countWords(withoutCaptions(tree)),
    prompts: countPrompts(tree) + findFrontmatterPrompts(text).length,
    answered: questions.filter((each) => isAnswered(each, sections)).length,
  };
}

/** Of a claim one of two is shown; a caption is no prose. */
function withoutCaptions(tree: Root): Root {
  const copy = structuredClone(tree);
  visit(copy, (node, index, parent) => {
    if (node.type !== "containerDirective" || node.name === "claim") return;
    if (parent === undefined || index === undefined) return;
    parent.children.splice(index, 1);
    return index;
  });
  return copy;
}

function countPrompts(tree: Root): number {
  let prompts = 0;
  visit(tree, "html", (node) => {
    if (promptOf(commentOf(node) ?? "") !== undefined) prompts += 1;
  });
  return prompts;
}

function isAnswered(
  { ask, evidence }: Outline["questions"][number],
  sections: readonly Section[],
): boolean {
  const below = sections.filter(({ title, question }) =>
    [bare(title), bare(question)].includes(bare(ask)),
  );
  if (below.length > 0) return below.some(({ hasProse }) => hasProse);
  return sections.some(
    (section) =>
      section.hasProse &&
      evidence.some(({ kind, name }) =>
        section.evidence.has(`${kind}:${name}`),
      ),
  );
}

/** Letters and digits alone: signs and spaces make no other heading. */
function bare(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function splitSections({ children }: Root): Section[] {
  return children.flatMap((node, index) => {
    if (node.type !== "heading") return [];
    const after = children.slice(index + 1);
    const end = after.findIndex(
      (each) => each.type === "heading" && each.depth <= node.depth,
    );
    const last = end < 0 ? children.length : index + 1 + end;
    const nodes = children.slice(
      index + 1,
      last - (isAsked(children, last - 1) ? 1 : 0),
    );
    const evidence = new Set(nodes.flatMap(evidenceIn));
    return [
      {
        title: toText(node),
        question: isAsked(children, index - 1)
          ? toText(children[index - 1])
          : "",
        evidence,
        hasProse: nodes.some((each) => hasProse(each)),
      },
    ];
  });
}

/** Whether the first paragraph of a slide stands there above a heading: a question. */
function isAsked(nodes: readonly RootContent[], at: number): boolean {
  const types = nodes
    .slice(Math.max(0, at - 1), at + 2)
    .map(({ type }) => type);
  return types.join(" ") === "thematicBreak paragraph heading";
}

function evidenceIn(node: RootContent): string[] {
  const found: string[] = [];
  visit(node, (each) => {
    if (isDirective(each))
      found.push(`${each.name}:${attributeOf(each, "id") ?? labelOf(each)}`);
  });
  return found;
}

/** A paragraph of somebody's own; a caption, and a draft's list of evidence, are none. */
function hasProse(node: Nodes, inList = false): boolean {
  if (node.type === "containerDirective" || node.type === "heading")
    return false;
  if (node.type === "paragraph") {
    const words = countWords({ type: "root", children: [node] });
    return words > 1 && !(inList && node.children.some(isDirective));
  }
  const within = inList || node.type === "list";
  return (
    "children" in node && node.children.some((each) => hasProse(each, within))
  );
}

import { stringify } from "yaml";
import { parseRegions } from "../article/bind/regions.ts";
import { promptMark } from "../article/read/comment.ts";
import { codeLimits } from "../deck/layout/fit.ts";
import type { Evidence, Outline } from "../topic/outline.ts";
import { type Quoted, quoteEvidence } from "./evidence.ts";

/** A draft of an article and of its talk, to be made somebody's own. */
export interface Draft {
  readonly article: string;
  readonly deck: string;
}

/** The shipped texts, which a draft may begin from. */
export interface Examples {
  readonly article: string;
  readonly deck: string;
  /** What listings come out of, by file name. */
  readonly sources: { readonly [file: string]: string };
}

/** Slides of evidence in a talk: with the first one it has seven. */
const talkSlides = 6;

/**
 * A draft for `outline`: its questions as headings and slides, under each the evidence of the
 * run and what is asked of the writer. `examples` lend captions and the words of claims.
 * Throws UserError for evidence that no example quotes.
 */
export function draftFromOutline(
  outline: Outline,
  examples: Examples,
  author: string | undefined,
): Draft {
  const { title } = outline;
  // A caption on a slide is shorter: each document borrows from its own kind first.
  const sections = quoteEvidence(outline, [examples.article, examples.deck]);
  const slides = quoteEvidence(withoutWide(outline, examples.sources), [
    examples.deck,
    examples.article,
  ]);
  return {
    article: join([
      frontmatter({
        title,
        subtitle: `${capital(promptMark)} one sentence that tells a stranger what they will know after reading`,
        tags: tagsOf(examples.article),
        author,
      }),
      prompt(
        "open with the question that made you curious, and with what you found, in two or three sentences.",
      ),
      ...sections.flatMap(asSection),
      "## What I would try next",
      prompt(
        "one thing that surprised you, and one that a reader can try on their own.",
      ),
    ]),
    deck: join([
      frontmatter({
        title,
        subtitle: `${capital(promptMark)} what you will show`,
        author,
      }),
      `# ${title}`,
      prompt(
        "turn the heading into a sentence that says what you found, and tell them why it matters.",
      ),
      ...slides.slice(0, talkSlides).flatMap((each) => ["---", asSlide(each)]),
      "---",
      "# Questions",
      // What five minutes have no room for is asked for later.
      ...slides.slice(talkSlides).flatMap((each) => ["---", asSlide(each)]),
      ...slides.flatMap(asBackup),
    ]),
  };
}

/** The shipped texts as somebody's draft: theirs in name, and theirs to rewrite. */
export function draftFromExample(
  { article, deck }: Examples,
  author: string | undefined,
): Draft {
  return { article: sign(article, author), deck: sign(deck, author) };
}

/** Puts the author into the front matter, in place of another. */
function sign(text: string, author: string | undefined): string {
  const [, yaml] = /^---\r?\n([\s\S]*?)^---/m.exec(text) ?? [];
  if (author === undefined || yaml === undefined) return text;
  const others = yaml.replace(/^author:.*\n/m, "");
  return text.replace(yaml, () => `${others}${stringify({ author })}`);
}

/** The outline without the listings that no slide has room for. */
function withoutWide(outline: Outline, sources: Examples["sources"]): Outline {
  const isWide = ({ kind, name, from = "experiment.ts" }: Evidence) => {
    if (kind !== "listing") return false;
    const { regions } = parseRegions(sources[from] ?? "");
    const lines = regions.get(name)?.code.split("\n") ?? [];
    return (
      lines.length > codeLimits.lines ||
      lines.some((line) => line.length > codeLimits.columns)
    );
  };
  const questions = outline.questions.map((each) => ({
    ...each,
    evidence: each.evidence.filter((piece) => !isWide(piece)),
  }));
  return { ...outline, questions };
}

function asSection({ ask, prompt: asked, blocks, lines }: Quoted): string[] {
  const list = lines.map((line) => `- ${line}`).join("\n");
  return [`## ${ask}`, prompt(asked), ...blocks, ...(list ? [list] : [])];
}

function asSlide({ ask, prompt: asked, blocks, lines }: Quoted): string {
  const [first, ...rest] = blocks;
  const shown = first ?? rest[0] ?? lines.map((line) => `- ${line}`).join("\n");
  const blocksShown = shown === "" ? [] : [shown];
  return join([`# ${ask}`, ...blocksShown, prompt(asked)]).trimEnd();
}

/** The second piece of evidence waits for the five minutes of questions. */
function asBackup({ ask, blocks, lines }: Quoted, index: number): string[] {
  const [, second] = blocks;
  const shown = second ?? lines.map((line) => `- ${line}`).join("\n");
  if (shown === "") return [];
  return [
    "---",
    `# Question ${index + 1}: what might they ask here?`,
    shown,
    prompt(
      `put the question on top, and say its answer in two sentences. It belongs to: ${ask}`,
    ),
  ];
}

/** The tags that the example is found by; they say the subject, and nobody's words. */
function tagsOf(article: string): string[] {
  const [, list = ""] = /^tags: *\[(.*)\]/m.exec(article) ?? [];
  return list.split(",").map((each) => each.trim());
}

function prompt(text: string): string {
  return `<!-- ${promptMark} ${text} -->`;
}

function frontmatter(values: { readonly [key: string]: unknown }): string {
  return `---\n${stringify(values, { lineWidth: 0 })}---`;
}

function join(blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}

const capital = (text: string) =>
  text.replace(/^./, (first) => first.toUpperCase());

import { stringify } from "yaml";
import { parseRegions } from "../article/bind/regions.ts";
import { codeLimits } from "../deck/layout/fit.ts";
import type { Language } from "../language.ts";
import type { Evidence, Outline } from "../topic/outline.ts";
import { type Quoted, quoteEvidence } from "./evidence.ts";
import { shortCaption, titleOf } from "./slide-words.ts";

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

/** Whose draft it is, and in which language it asks for words. */
export interface Writer {
  readonly author?: string | undefined;
  /** The course's topics on Medium: an article that names none has these. */
  readonly tags?: readonly string[] | undefined;
  readonly language: Language;
  /** Of the course's slides. */
  readonly size?: "16:9" | "4:3" | undefined;
}

/**
 * A draft for `outline`: its questions as headings and slides, under each the evidence of the
 * run and what is asked of the writer. `examples` lend captions and the words of claims.
 * Throws UserError for evidence that no example quotes.
 */
export function draftFromOutline(
  outline: Outline,
  examples: Examples,
  { author, tags, language, size = "16:9" }: Writer,
): Draft {
  const { title } = outline;
  const { draft, questions } = language;
  const prompt = (text: string) => `<!-- ${language.prompt} ${text} -->`;
  const mark = language.prompt.replace(/^./, (first) => first.toUpperCase());
  // A caption on a slide is shorter: each document borrows from its own kind first.
  const sections = quoteEvidence(outline, [examples.article, examples.deck]);
  const slides = quoteEvidence(withoutWide(outline, examples.sources), [
    examples.deck,
    examples.article,
  ]);
  const asSlides = (asked: readonly Quoted[]) =>
    asked.flatMap((each) => ["---", ...asSlide(each, size, prompt)]);
  return {
    article: join([
      frontmatter({
        title,
        subtitle: `${mark} ${draft.reader}`,
        tags: tags === undefined ? tagsOf(examples.article) : undefined,
        author,
      }),
      prompt(draft.opening),
      ...sections.flatMap((each) => asSection(each, prompt)),
      `## ${draft.next}`,
      prompt(draft.closing),
    ]),
    deck: join([
      frontmatter({ title, subtitle: `${mark} ${draft.shown}`, author }),
      `# ${title}`,
      prompt(draft.finding),
      ...asSlides(slides.slice(0, talkSlides)),
      "---",
      `# ${questions}`,
      ...asAnswers(slides, language, prompt),
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

/** Writes what a draft asks for as a comment. */
type Prompt = (text: string) => string;

function asSection(
  { ask, prompt: asked, blocks, lines }: Quoted,
  prompt: Prompt,
): string[] {
  return [`## ${ask}`, prompt(asked), ...blocks, ...listOf(lines)];
}

function asSlide(
  quoted: Quoted,
  size: NonNullable<Writer["size"]>,
  prompt: Prompt,
): string[] {
  const [shown] = pieces(quoted);
  const title = titleOf(quoted.ask, size);
  return [
    `# ${title}`,
    ...(shown === undefined ? [] : [shown]),
    prompt(quoted.prompt),
  ];
}

/**
 * Slides with a question above the heading that is to answer it: what five minutes have no room for
 * is asked for later.
 */
function asAnswers(
  slides: readonly Quoted[],
  { draft }: Language,
  prompt: Prompt,
): string[] {
  const late = slides.slice(talkSlides).map((each) => {
    const { ask, prompt: asked } = each;
    return { ask, asked, shown: pieces(each)[0] };
  });
  const second = slides.flatMap((each, index) => {
    const shown = pieces(each)[1];
    if (shown === undefined) return [];
    const ask = draft.asked.replace("{}", String(index + 1));
    return [{ ask, shown, asked: draft.answer.replace("{}", () => each.ask) }];
  });
  return [...late, ...second].flatMap(({ ask, shown, asked }, index) => [
    ...["---", ask],
    `# ${draft.answered.replace("{}", String(index + 1))}`,
    ...(shown === undefined ? [] : [shown]),
    prompt(asked),
  ]);
}

/** The evidence for a question, piece by piece: the first is shown, the second waits for questions. */
function pieces({ blocks, lines }: Quoted): string[] {
  return [...blocks, ...listOf(lines)].map(shortCaption);
}

/** The lines as one list; without any, none. */
function listOf(lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [lines.map((line) => `- ${line}`).join("\n")];
}

/** The tags that the example is found by; they say the subject, and nobody's words. */
function tagsOf(article: string): string[] | undefined {
  const [, list] = /^tags: *\[(.*)\]/m.exec(article) ?? [];
  return list?.split(",").map((each) => each.trim());
}

function frontmatter(values: { readonly [key: string]: unknown }): string {
  return `---\n${stringify(values, { lineWidth: 0 })}---`;
}

function join(blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}

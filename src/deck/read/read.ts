import type { Root, RootContent } from "mdast";
import { visit } from "unist-util-visit";
import { VFile } from "vfile";
import { z } from "zod";
import { bind } from "../../article/bind/bind.ts";
import type { Pictures, Sources } from "../../article/bound.ts";
import {
  findFrontmatterPrompts,
  unwritten,
} from "../../article/read/comment.ts";
import { langIn } from "../../article/read/frontmatter.ts";
import {
  checkFrontmatter,
  line,
  signatureKeys,
} from "../../article/read/frontmatter-check.ts";
import {
  describeInvisible,
  findInvisible,
} from "../../article/read/invisible.ts";
import { readFindings } from "../../article/report.ts";
import { didYouMean, type Finding } from "../../errors.ts";
import {
  knownTag,
  type Language,
  LanguageTag,
  languageOf,
} from "../../language.ts";
import { limits } from "../../limits.ts";
import type { Plugins } from "../../plugins.ts";
import type { Record } from "../../record/record.ts";
import { formatSignature, type Signature } from "../../signature.ts";
import { allEvidence, type Deck, plain, type Slide, startOf } from "../deck.ts";
import { inOrder, placeOf, type Report, reportInto } from "../report.ts";
import { loseInto } from "./lose.ts";
import { readNotes } from "./notes.ts";
import { readSlide } from "./slide.ts";
import { slideKey } from "./slide-key.ts";

export interface ReadOptions extends Signature, Plugins {
  /** BCP 47; the front matter wins. Default: "en-US". */
  readonly language?: string | undefined;
  /** The topic's pictures. Default: it has none. */
  readonly pictures?: Pictures;
}

/** Front matter of a deck. */
export const Frontmatter = z.strictObject({
  title: line(250),
  subtitle: line(250).optional(),
  ...signatureKeys,
  lang: LanguageTag.optional(),
  /** A figure of the record, drawn as an ornament of the title slide. Default: the deck's first. */
  art: line(100).optional(),
});

/**
 * Reads deck.md: binds its directives to `record` and `sources`, splits it at `---`, and
 * returns its slides as plain data. `path` is relative to the project root. Never throws for
 * what an author wrote: `findings` has every mistake, and with an error among them the deck
 * must not be built.
 */
export function readDeck(
  template: string,
  path: string,
  record: Record,
  sources: Sources,
  options: ReadOptions = {},
): Deck {
  const findings: Finding[] = [];
  const report = reportInto(findings, path);
  for (const sign of findInvisible(template)) {
    report(sign, describeInvisible(sign));
  }
  const { pictures, remarkPlugins } = options;
  const tag = langIn(template) ?? options.language;
  const language = languageOf(tag, options.wording);
  const bindText = (text: string) =>
    bind(
      ...([text, path, record, sources, pictures, language] as const),
      remarkPlugins,
    );
  const bound = bindText(template);
  findings.push(...bound.findings);
  const front = new VFile({ path, value: template });
  const own = Frontmatter.extend({
    lang: knownTag(options.wording).optional(),
  });
  const {
    title = "",
    subtitle = "",
    author = options.author,
    handle = options.handle,
    course = options.course,
    session,
    art,
  } = checkFrontmatter(own, bound.frontmatter, front) ?? {};
  findings.push(...readFindings(front));
  const bindNotes = (text: string, above: number) => {
    const inside = bindText(text);
    for (const each of inside.findings) {
      // What is wrong in a source stays where it is.
      const lower = each.file === path ? above : 0;
      findings.push({ ...each, line: each.line + lower });
    }
    const places = new Set<{ start: { line: number } }>();
    visit(inside.tree, ({ position }) => {
      if (position !== undefined) places.add(position);
    });
    for (const { start } of places) start.line += above;
    return inside.tree;
  };
  const notes = readNotes(bound.tree, bindNotes, loseInto(report, "notes"));
  for (const { place, prompt } of notes.values()) {
    if (prompt !== undefined) report(place, unwritten(prompt));
  }
  for (const { text, ...place } of findFrontmatterPrompts(template)) {
    report(place, unwritten(text));
  }
  const slides: Slide[] = [];
  const lines = template.split("\n");
  const keys = new Set<string>();
  const parts = splitSlides(bound.tree);
  const [excess] = parts[limits.slides] ?? [];
  if (excess !== undefined)
    report(placeOf(excess), {
      rule: "text-too-large",
      message: `too large: ${parts.length} slides, at most ${limits.slides}`,
      hint: "leave out what nobody will be shown",
    });
  for (const nodes of parts.slice(0, limits.slides)) {
    const last = slides.at(-1);
    const slide = readSlide(nodes, {
      language,
      number: slides.length + 1,
      part: last === undefined || last.part === "talk" ? "talk" : "backup",
      record,
      notes,
      report,
    });
    const { line } = startOf(slide);
    const end = slide.question?.end ?? line;
    const key = slideKey(lines.slice(line - 1, end).join(" "), keys);
    slides.push(asDivider({ ...slide, key }, language, report));
  }
  return {
    path,
    title,
    subtitle,
    author: author ?? "",
    signature: formatSignature({
      ...{ author, handle, course },
      session: session === undefined ? options.session : { date: session },
      dates: language.dates,
    }),
    language,
    ...artOf(art, slides, record, report),
    slides,
    findings: inOrder(findings),
  };
}

/** The figure that the front matter names, or else the first that a slide shows. */
function artOf(
  name: string | undefined,
  slides: readonly Slide[],
  record: Record,
  report: Report,
): Pick<Deck, "art"> {
  const shown = slides
    .flatMap(allEvidence)
    .find(({ kind }) => kind === "figure");
  if (name === undefined) return shown?.kind === "figure" ? { art: shown } : {};
  const figure = Object.hasOwn(record.figures, name)
    ? record.figures[name]
    : undefined;
  if (figure !== undefined) return { art: { name, figure } };
  const names = Object.keys(record.figures);
  report(
    { line: 1, column: 1 },
    {
      rule: "DS-14",
      message: `unknown figure for the title slide: ${name}`,
      hint:
        didYouMean(name, names) ??
        (names.length > 0
          ? `art is one of ${names.join(", ")}`
          : "leave art out: the record has no figure"),
    },
  );
  return {};
}

function isQuestions(title: string, questions: string): boolean {
  return title.replace(/\?$/, "").toLowerCase() === questions.toLowerCase();
}

/** Runs of nodes between thematic breaks; a break at either end makes no slide. */
function splitSlides(tree: Root): RootContent[][] {
  const slides: RootContent[][] = [[]];
  for (const node of tree.children) {
    if (node.type === "thematicBreak") slides.push([]);
    else slides.at(-1)?.push(node);
  }
  return slides.filter((nodes) => nodes.length > 0);
}

/** The first slide called `Questions`, in the deck's language, ends the talk; it lists what follows, and nothing else. */
function asDivider(
  slide: Slide,
  { questions }: Language,
  report: Report,
): Slide {
  if (slide.part !== "talk" || !isQuestions(plain(slide.title), questions))
    return slide;
  for (const { place } of allEvidence(slide)) {
    report(place, {
      rule: "DK-04",
      message: "more than a heading on the slide that ends the talk",
      hint: `put --- between empty lines below # ${questions}, and this on a slide of its own`,
    });
  }
  return { ...slide, part: "divider", layout: "divider" };
}

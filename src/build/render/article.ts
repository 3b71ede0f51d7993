import { visit } from "unist-util-visit";
import type { Article } from "../../article/article.ts";
import { articleMarkdown, pictureFile } from "../../article/markdown.ts";
import { type Trace, traceArticle } from "../../article/refresh/trace.ts";
import type { Machine } from "../../course/machine.ts";
import type { Settings } from "../../course/settings.ts";
import type { FoundDeck } from "../../deck/rules/package.ts";
import type { Finding } from "../../errors.ts";
import { sha256 } from "../../files.ts";
import type { Shelf } from "../../kept/shelf.ts";
import type { Figures, MediumInput } from "../../medium/input.ts";
import { type HostedImage, listHosted } from "../../medium/pages/hosted.ts";
import { type BuiltKit, buildKit } from "../../medium/pages/kit.ts";
import { parsePublished } from "../../medium/published/published.ts";
import { addChanges } from "../../medium/published/published-kit.ts";
import { checkKit } from "../../medium/rules/check.ts";
import { formatJson } from "../../record/format.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import type { PartName } from "../manifest.ts";
import type { Files } from "../output.ts";
import { pathOf, publishedFile, type TopicTexts } from "../texts.ts";

/** What the rules look at beside what is made. */
export interface Look {
  /** Whose names no article may tell. Default: nobody's. */
  readonly machine?: Machine;
  /** What lies in the `medium` folder, by path inside it. Default: what is made now. */
  readonly found?: ReadonlyMap<string, Buffer>;
  /** The deck that lies on the disk: it is looked into, too. Default: none is. */
  readonly deck?: FoundDeck;
  /** What was drawn before lies there. Default: all is drawn. */
  readonly shelf?: Shelf;
  /** Parts that lie there as they would be made now: they are looked at, and not made again. */
  readonly made?: ReadonlySet<PartName>;
  /** Stops the work between two stages. */
  readonly signal?: AbortSignal;
}

/** The article's files, with what the rules say of them. */
export interface RenderedArticle {
  readonly files: Files;
  readonly findings: readonly Finding[];
  /** The images that Medium will fetch. */
  readonly hosted: readonly HostedImage[];
  /** Where each block of the article comes from: worked out when it is asked for. */
  trace(): Trace | undefined;
}

/** The article as Markdown and the Medium kit, with what their rules say. */
export function renderArticle(
  topic: Topic,
  article: Article,
  record: Record,
  texts: TopicTexts,
  figures: Figures,
  settings: Settings,
  { machine, found, made: known }: Look,
): RenderedArticle {
  const made = mediumInput(topic, article, record, texts, figures, settings);
  const input = { ...made, options: { ...made.options, machine } };
  const { kit, findings } = withPublished(buildKit(input), input, topic, texts);
  const looked = {
    findings: [...checkKit(input, kit, found), ...findings],
    hosted: listHosted(input, kit),
  };
  if (known?.has("article"))
    return { ...looked, files: new Map(), trace: () => undefined };
  const files = new Map<string, string | Uint8Array>();
  const markdown = articleMarkdown(article);
  files.set("article.md", markdown);
  visit(article.tree, "figure", ({ name, own }) => {
    if (own) files.set(pictureFile(name, own), own.bytes);
  });
  for (const { file, pointing } of article.figures) {
    const drawn = pointing && figures.get(file);
    if (drawn) files.set(`figures/${file}.png`, drawn.bytes);
  }
  for (const [path, bytes] of kit.files) files.set(`medium/${path}`, bytes);
  return {
    ...looked,
    files,
    trace: () => {
      const run = sha256(formatJson(record));
      return traceArticle(article, markdown, record, texts.sources, run);
    },
  };
}

/** The kit with what has to be changed on Medium, where the article is read there. */
function withPublished(
  kit: BuiltKit,
  input: MediumInput,
  topic: Topic,
  { published }: TopicTexts,
): { readonly kit: BuiltKit; readonly findings: readonly Finding[] } {
  if (published === undefined) return { kit, findings: [] };
  const file = pathOf(topic, publishedFile);
  return addChanges(kit, input, parsePublished(published, file), file);
}

/** Everything that the kit is made from. */
export function mediumInput(
  topic: Topic,
  article: Article,
  record: Record,
  { sources }: TopicTexts,
  figures: Figures,
  settings: Settings,
): MediumInput {
  const {
    talk: _talk,
    theme: _theme,
    size: _size,
    baseUrl: base,
    ...course
  } = settings;
  const baseUrl =
    base === undefined
      ? {}
      : { baseUrl: `${base.replace(/\/$/, "")}/${topic.name}/medium` };
  const options = { ...course, ...baseUrl, topic: topic.name, sources };
  return { article, figures, record, options };
}

import type { Element, Root as Html } from "hast";
import type { Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";
import type { Article } from "../../article/article.ts";
import { mediumInput, renderArticle } from "../../build/render/article.ts";
import { readTopicArticle } from "../../build/render/read-article.ts";
import { drawFigures } from "../../build/render/render.ts";
import { type Finding, stopsBuild } from "../../errors.ts";
import { primary } from "../../language.ts";
import type { MediumInput } from "../../medium/input.ts";
import { lower } from "../../medium/lower/lower.ts";
import { numberPictures } from "../../medium/lower/pictures.ts";
import { blocksOf } from "../../medium/pages/html.ts";
import { byline } from "../../medium/pages/page.ts";
import { previewHead, previewStyle } from "../../medium/pages/preview.ts";
import { readingTime } from "../../medium/pages/reading.ts";
import { placeOfSetting, readSettings } from "../../medium/settings.ts";
import { asBlocks, type Block, type Placed } from "./block.ts";
import type { Sight, Studio } from "./context.ts";

/** An article as the page shows it. */
export interface Story {
  /** What binding and reading found. */
  readonly findings: readonly Finding[];
  /** Undefined where a finding stops a build: it would have holes. */
  readonly blocks: readonly Block[] | undefined;
  /** Of its text, the first subtag: "en". */
  readonly lang: string;
  /** Builds the kit, and says what Medium's rules find in it: slower than all the rest. */
  check(): readonly Finding[];
}

/** Reads the article, and shows it as Medium would, block by block. */
export async function renderStory(
  sight: Sight,
  { drawings, gallery, own, machine }: Studio,
): Promise<Story> {
  const { topic, record, texts, settings } = sight;
  const article = await readTopicArticle(sight, own.article);
  const lang = primary(article.language.language);
  const { findings } = article;
  if (findings.some(stopsBuild))
    return { findings, blocks: undefined, lang, check: () => [] };
  const figures = await drawFigures(record, article, drawings);
  const given = [topic, article, record, texts, figures, settings] as const;
  const blocks = blocksIn(mediumInput(...given), article, gallery.hang);
  const check = () => renderArticle(...given, { machine }).findings;
  return { findings, blocks, lang, check };
}

function blocksIn(
  input: MediumInput,
  article: Article,
  address: Parameters<typeof previewStyle>[0],
): Block[] {
  const settings = readSettings(article, input.options);
  const lowered = lower(input, settings);
  const pictures = numberPictures(lowered, undefined);
  const by = byline({ settings, reading: readingTime(lowered) });
  const head = previewHead(settings, by).map((element): Placed => {
    const [name = ""] = (element.properties.className ?? []) as string[];
    const key = name === "by" ? "author" : name;
    return { element, line: placeOfSetting(article, key).line };
  });
  const style = previewStyle(address);
  const body = lowered.tree.children.flatMap((node): Placed[] => {
    const line = node.position?.start.line ?? 1;
    const end = node.position?.end.line ?? line;
    markNumbers(node);
    markItems(node, line);
    const alone: Root = { type: "root", children: [node] };
    const made = blocksOf(alone, pictures, style);
    return elementsIn(made).map((element) => ({ element, line, end }));
  });
  return asBlocks([...head, ...body]);
}

/** What the reader can ask for: where a number comes from, and where else it stands. */
const asked = new Set(["number", "percent", "spread", "text"]);

/** Marks what a directive put into a line. The tree is this page's own: nothing else is made of it. */
function markNumbers(node: Nodes): void {
  visit(node, "text", (text) => {
    const bound = text.data?.bound;
    if (bound === undefined || !asked.has(bound.kind)) return;
    text.data = {
      ...text.data,
      hName: "span",
      hProperties: { className: ["bound"], dataNumber: bound.name },
    };
  });
}

/** The lines of a list's items, counted from the list's own: they move with it. */
function markItems(node: Nodes, first: number): void {
  visit(node, "listItem", (item) => {
    const line = item.position?.start.line ?? first;
    item.data = { ...item.data, hProperties: { dataBelow: line - first } };
  });
}

function elementsIn(html: Html): Element[] {
  return html.children.filter((node) => node.type === "element");
}

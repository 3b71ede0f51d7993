import type { Article } from "../article/article.ts";
import { type Finding, FindingsError } from "../errors.ts";
import type { Drawn } from "../medium/input.ts";
import { formatJson } from "../record/format.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { PartName } from "./manifest.ts";
import type { Files } from "./output.ts";
import type { Settings } from "./settings.ts";
import { pathOf, type TopicTexts } from "./texts.ts";

/** The parts that were asked for, and what the rules say of them. */
export interface Rendered {
  readonly parts: { readonly [name in PartName]?: Files };
  /** Warnings: errors are thrown. */
  readonly warnings: readonly Finding[];
}

/**
 * Turns one record and the topic's texts into the files of the wanted parts. Nothing is
 * written here. Throws FindingsError with every error of article and deck.
 */
export async function render(
  ...what: Parameters<typeof collect>
): Promise<Rendered> {
  const { parts, ...collected } = await collect(...what);
  const findings = collected.findings.map(forDraft);
  if (hasError(findings)) throw new FindingsError(findings);
  return { parts, warnings: findings };
}

/**
 * Rules on what is ready to be published or presented, such as the reading time or the
 * length of the talk. A draft may break them: a build warns, `lectern check` insists.
 * Everything else would leave a hole in a page or a slide, and stops a build.
 */
const publishing = /^(MD-\d+|DK-02|DK-03|DK-12)$/;

function forDraft(finding: Finding): Finding {
  return publishing.test(finding.rule)
    ? { ...finding, severity: "warning" }
    : finding;
}

/** The same with every finding, errors too: then a part of it may be missing. */
export async function collect(
  topic: Topic,
  record: Record,
  texts: TopicTexts,
  wanted: readonly PartName[],
  settings: Settings,
): Promise<Pick<Rendered, "parts"> & { findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const parts: { [name in PartName]?: Files } = {};
  const article = await read(topic, record, texts);
  const figures = await draw(record, article.figures[0]);
  if (wanted.includes("run")) {
    const files = new Map<string, string | Uint8Array>();
    files.set("record.json", formatJson(record));
    for (const [name, { png }] of figures)
      files.set(`figures/${name}.png`, png);
    parts.run = files;
  }
  if (wanted.includes("article")) {
    findings.push(...article.findings);
    if (!hasError(findings)) {
      const { renderArticle } = await import("./render-article.ts");
      const made = renderArticle(
        topic,
        article,
        record,
        texts,
        figures,
        settings,
      );
      findings.push(...made.findings);
      parts.article = made.files;
    }
  }
  if (wanted.includes("deck")) {
    const { renderDeck } = await import("./render-deck.ts");
    const made = await renderDeck(topic, record, texts, settings);
    findings.push(...made.findings);
    parts.deck = made.files;
  }
  return { parts, findings };
}

async function read(
  topic: Topic,
  record: Record,
  texts: TopicTexts,
): Promise<Article> {
  const { readArticle } = await import("../article/article.ts");
  return readArticle(
    texts.article,
    pathOf(topic, "article.md"),
    record,
    texts.sources,
  );
}

/** Draws every figure of the record; the article's first one as its cover. */
async function draw(
  record: Record,
  cover: string | undefined,
): Promise<Map<string, Drawn>> {
  const { drawFigure } = await import("../figure/draw.ts");
  const drawn = new Map<string, Drawn>();
  for (const [name, figure] of Object.entries(record.figures)) {
    const purpose = name === cover ? "cover" : "article";
    drawn.set(name, await drawFigure(figure, { purpose }));
  }
  return drawn;
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some((each) => each.severity === "error");
}

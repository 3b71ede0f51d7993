import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finding, FindingsError } from "../errors.ts";
import { readIfThere } from "../files.ts";
import type { Record } from "../record/record.ts";
import { formatRecord } from "../record/store.ts";
import type { Topic } from "../topic/topic.ts";
import type { PartName } from "./manifest.ts";
import type { Files } from "./output.ts";
import type { Settings } from "./settings.ts";

/** What a topic's folder holds, as text. */
export interface TopicTexts {
  readonly article: string;
  readonly deck: string;
  /** By file name: `experiment.ts`, `pytorch.py`. */
  readonly sources: { readonly [file: string]: string };
}

/** The parts that were asked for, and what the rules say of them. */
export interface Rendered {
  readonly parts: { readonly [name in PartName]?: Files };
  /** Warnings: errors are thrown. */
  readonly warnings: readonly Finding[];
}

export async function readTexts(topic: Topic): Promise<TopicTexts> {
  const read = (name: string) => readFile(join(topic.folder, name), "utf8");
  const pytorch = await readIfThere(join(topic.folder, "pytorch.py"));
  return {
    article: await read("article.md"),
    deck: await read("deck.md"),
    sources: {
      "experiment.ts": await read("experiment.ts"),
      ...(pytorch === undefined ? {} : { "pytorch.py": pytorch.toString() }),
    },
  };
}

/**
 * Turns one record and the topic's texts into the files of the wanted parts. Nothing is
 * written here. Throws FindingsError with every error of article and deck.
 */
export async function render(
  topic: Topic,
  record: Record,
  texts: TopicTexts,
  wanted: readonly PartName[],
  settings: Settings,
): Promise<Rendered> {
  const { drawFigure } = await import("../figure/draw.ts");
  const figures = new Map<string, Awaited<ReturnType<typeof drawFigure>>>();
  for (const [name, figure] of Object.entries(record.figures)) {
    figures.set(name, await drawFigure(figure));
  }
  const findings: Finding[] = [];
  const parts: { [name in PartName]?: Files } = {};
  if (wanted.includes("run")) {
    const drawn = [...figures].map(
      ([name, { png }]) => [`figures/${name}.png`, png] as const,
    );
    parts.run = new Map<string, string | Uint8Array>([
      ["record.json", formatRecord(record)],
      ...drawn,
    ]);
  }
  if (wanted.includes("article")) {
    const { renderArticle } = await import("./render-article.ts");
    const made = renderArticle(topic, record, texts, figures, settings);
    findings.push(...made.findings);
    parts.article = made.files;
  }
  if (wanted.includes("deck")) {
    const { renderDeck } = await import("./render-deck.ts");
    const made = await renderDeck(topic, record, texts, settings);
    findings.push(...made.findings);
    parts.deck = made.files;
  }
  if (findings.some((each) => each.severity === "error"))
    throw new FindingsError(findings);
  return { parts, warnings: findings };
}

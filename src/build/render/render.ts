import { setImmediate } from "node:timers/promises";
import type { Article } from "../../article/article.ts";
import { unwrittenRule } from "../../article/read/comment.ts";
import type { Trace } from "../../article/refresh/trace.ts";
import type { PlannedDeck } from "../../deck/plan.ts";
import {
  type Finding,
  FindingsError,
  saidOnce,
  stopsBuild,
} from "../../errors.ts";
import { signsOf } from "../../language.ts";
import type { Drawn } from "../../medium/input.ts";
import type { HostedImage } from "../../medium/pages/hosted.ts";
import { formatJson } from "../../record/format.ts";
import { parityFile } from "../../record/parity.ts";
import type { Record } from "../../record/record.ts";
import type { PartName } from "../manifest.ts";
import type { Files } from "../output.ts";
import { pathOf } from "../texts.ts";
import type { Look } from "./article.ts";
import { checkParity } from "./check-parity.ts";
import type { Drawings } from "./drawings.ts";
import type { TopicSources } from "./read-article.ts";

/** The parts that were asked for. */
interface Parts {
  readonly parts: { readonly [name in PartName]?: Files };
  /** How long the talk is, in one line; without a deck, none. */
  readonly talk?: string;
  /** How full the talk's slides are, in one line; without a deck, none. */
  readonly fill?: string;
  /** What the deck was written from; without a deck, none. */
  readonly plan?: PlannedDeck;
  /** The images that Medium will fetch. */
  readonly hosted: readonly HostedImage[];
  /** Finds out where in its template each block of the article comes from; without one, none. */
  readonly trace?: () => Trace | undefined;
}

/** What can be written, with what the rules say of it. */
export interface Rendered extends Parts {
  /** Errors that stop a build are thrown. */
  readonly warnings: readonly Finding[];
}

/** What was made, whatever the rules say of it. */
export interface Collected extends Parts {
  readonly findings: readonly Finding[];
}

/** One topic's record and texts, and what of them is to be made. */
export interface RenderInput extends TopicSources {
  readonly wanted: readonly PartName[];
  readonly look?: Look;
}

/**
 * Turns one record and the topic's texts into the files of the wanted parts. Nothing is
 * written here. Throws FindingsError with every error of article and deck.
 */
export async function render(input: RenderInput): Promise<Rendered> {
  const { findings, ...made } = await collect(input);
  const warnings = countPrompts(findings).map(forDraft);
  if (findings.some(stopsBuild)) throw new FindingsError(warnings);
  return { ...made, warnings };
}

/** A draft's prompts are counted, file by file, and `lectern check` names each. */
function countPrompts(findings: readonly Finding[]): Finding[] {
  const prompts = findings.filter(({ rule }) => rule === unwrittenRule);
  const others = findings.filter(({ rule }) => rule !== unwrittenRule);
  const files = new Set(prompts.map(({ file }) => file));
  const counted = [...files].flatMap((file) => {
    const [first, ...more] = prompts.filter((each) => each.file === file);
    if (first === undefined || more.length === 0) return first ?? [];
    const message = `${more.length + 1} prompts not yet written`;
    return { ...first, message, hint: "lectern check names each" };
  });
  return [...others, ...counted];
}

/** What a draft may break is a warning while it is one. */
function forDraft(finding: Finding): Finding {
  if (finding.severity === "warning" || stopsBuild(finding)) return finding;
  return { ...finding, severity: "warning" };
}

/** The same with every finding, errors too: then a part of it may be missing. */
export async function collect({
  topic,
  record,
  texts,
  wanted,
  settings,
  look = {},
}: RenderInput): Promise<Collected> {
  const findings: Finding[] = [];
  const parts: { [name in PartName]?: Files } = {};
  const hosted: HostedImage[] = [];
  let trace: Parts["trace"];
  const told = (): Collected => ({
    ...{ parts, findings: saidOnce(findings), hosted },
    ...(trace && { trace }),
  });
  const { readTopicArticle } = await import("./read-article.ts");
  const article = await readTopicArticle({ topic, record, texts, settings });
  const { Drawings } = await import("./drawings.ts");
  const drawings = new Drawings(look.shelf);
  const figures = await drawFigures(record, article, drawings, look.signal);
  if (wanted.includes("run") && !look.made?.has("run")) {
    const files = new Map<string, string | Uint8Array>();
    files.set("record.json", formatJson(record));
    for (const [name, { bytes }] of figures)
      if (Object.hasOwn(record.figures, name))
        files.set(`figures/${name}.png`, bytes);
    parts.run = files;
  }
  if (wanted.includes("article")) {
    findings.push(...article.findings);
    const kept = pathOf(topic, parityFile);
    findings.push(...checkParity(texts.sources, record, kept));
    if (!findings.some(stopsBuild)) {
      const { renderArticle } = await import("./article.ts");
      await breathe(look.signal);
      const made = renderArticle(
        topic,
        article,
        record,
        texts,
        figures,
        settings,
        look,
      );
      hosted.push(...made.hosted);
      trace = made.trace;
      findings.push(...made.findings);
      parts.article = made.files;
    }
  }
  if (wanted.includes("deck")) {
    const { renderDeck } = await import("./deck.ts");
    await breathe(look.signal);
    const made = await renderDeck(
      topic,
      record,
      texts,
      settings,
      drawings,
      look,
    );
    findings.push(...made.findings);
    parts.deck = made.files;
    const { files: _files, findings: _findings, ...said } = made;
    return { ...told(), ...said };
  }
  return told();
}

/**
 * Draws every figure of the record, and once more as the article points at it; the first of those
 * that it shows, as its cover. Numbers in them are written in its language.
 */
export async function drawFigures(
  record: Record,
  { figures: shown, language }: Pick<Article, "figures" | "language">,
  drawings: Drawings,
  signal?: AbortSignal,
): Promise<Map<string, Drawn>> {
  const drawn = new Map<string, Drawn>();
  const plain = Object.keys(record.figures).map((name) => ({
    name,
    file: name,
  }));
  const wanted: Article["figures"] = [...plain, ...shown];
  for (const { name, file, pointing } of wanted) {
    const figure = record.figures[name];
    if (figure === undefined || drawn.has(file)) continue;
    const purpose = file === shown[0]?.file ? "cover" : "article";
    await breathe(signal);
    const { png, ...size } = await drawings.draw(figure, {
      purpose,
      pointing,
      signs: signsOf(language),
    });
    drawn.set(file, { bytes: png, ...size });
  }
  await breathe(signal);
  return drawn;
}

/** Lets a Ctrl-C through between two stages. Throws the signal's reason when there was one. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

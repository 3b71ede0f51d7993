import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Drawings } from "../../build/render/drawings.ts";
import { pathOf } from "../../build/texts.ts";
import type { Timing } from "../../deck/timing.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Block } from "../render/block.ts";
import type { Sight, Studio } from "../render/context.ts";
import { renderDeck } from "../render/deck.ts";
import type { Gallery } from "../render/gallery.ts";
import { findQuoted, QuoteReader, type SlideStart } from "../render/quotes.ts";
import { renderStory, type Story } from "../render/story.ts";
import type { Channel } from "./channel.ts";
import { asFindings, Findings, linkTo, type Source } from "./findings.ts";
import type { PreviewOptions } from "./options.ts";
import type { Reader } from "./reader.ts";

/** What the pages on one topic show: a part is made anew when what it is made from is another. */
export class Stage {
  readonly #topic: Topic;
  readonly #options: PreviewOptions;
  readonly #channel: Channel;
  readonly #reader: Reader;
  readonly #studio: Studio;
  readonly #findings = new Findings();
  readonly #quotes = new QuoteReader();
  /** The texts that are shown. */
  readonly #shown: { article?: string; deck?: string } = {};
  /** What the parts were made from that were looked at last. */
  readonly #keys: { article?: string; deck?: string } = {};
  /** Not yet asked what Medium's rules say of it. */
  #story: Story | undefined;
  #talk: Timing | undefined;
  #starts: readonly SlideStart[] = [];

  constructor(
    topic: Topic,
    options: PreviewOptions,
    gallery: Gallery,
    channel: Channel,
    reader: Reader,
  ) {
    this.#topic = topic;
    this.#options = options;
    this.#channel = channel;
    this.#reader = reader;
    this.#studio = {
      ...{ drawings: new Drawings(), gallery },
      own: { article: new Map(), deck: new Map() },
      machine: options.request.machine,
    };
  }

  /** The times of the talk that is shown; undefined where none was. */
  get talk(): Timing | undefined {
    return this.#talk;
  }

  /**
   * Reads everything and shows what is another than before, the article first. A mistake in one
   * part leaves the last good view of it.
   */
  async look(signal: AbortSignal): Promise<void> {
    let sight: Sight | undefined;
    await this.#attempt("texts", signal, async () => {
      sight = await this.#reader.read(signal);
    });
    if (sight !== undefined) {
      const seen = sight;
      await this.#attempt("article", signal, () => this.#showArticle(seen));
      await this.#attempt("deck", signal, () => this.#showDeck(seen));
      const { topic, texts, record } = seen;
      const given = [topic, texts, record, this.#starts] as const;
      const quoted = findQuoted(...given, this.#quotes);
      this.#channel.tell("numbers", quoted);
    }
    this.#tellFindings();
  }

  /** Asks Medium's rules, which takes some tenths of a second, where they were not asked yet. */
  check(): void {
    if (!this.#story?.blocks) return;
    this.#findings.set("rules", this.#story.check());
    this.#story = undefined;
    this.#tellFindings();
  }

  /** Does what may find that something cannot be read: that is a finding like others. */
  async #attempt(
    source: Source,
    signal: AbortSignal,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
      if (source === "texts") this.#findings.set(source, []);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#findings.set(source, asFindings(thrown));
    }
  }

  async #showArticle(sight: Sight): Promise<void> {
    const key = this.#reader.keyOf(sight, "article");
    if (this.#keys.article === key) return;
    const story = await renderStory(sight, this.#studio);
    this.#keys.article = key;
    this.#findings.set("article", story.findings);
    this.#story = story;
    const { blocks, lang } = story;
    if (blocks === undefined) return;
    this.#shown.article = sight.texts.article;
    this.#tellPart("article", sight.texts.files.article, blocks, lang);
    // A page that waits gets it before the deck is looked at.
    await setImmediate();
  }

  async #showDeck(sight: Sight): Promise<void> {
    const key = this.#reader.keyOf(sight, "deck");
    if (this.#keys.deck === key) return;
    const { findings, parts, lang } = await renderDeck(sight, this.#studio);
    this.#keys.deck = key;
    this.#findings.set("deck", findings);
    if (parts === undefined) return;
    this.#shown.deck = sight.texts.deck;
    const file = sight.texts.files.deck;
    for (const kind of ["slides", "talk", "questions"] as const)
      this.#tellPart(kind, file, parts[kind], lang);
    this.#channel.tell("look", parts.look);
    this.#channel.tell("plan", parts.plan);
    this.#talk = parts.timing;
    this.#starts = parts.starts;
  }

  #tellPart(
    kind: string,
    name: string,
    blocks: readonly Block[],
    lang: string,
  ): void {
    const file = pathOf(this.#topic, name);
    const link = linkTo(resolve(this.#options.request.root, file));
    this.#channel.tellPart(kind, { blocks, lang, file, link });
  }

  #tellFindings(): void {
    const { root } = this.#options.request;
    const { texts } = this.#reader;
    this.#findings.print(this.#options.terminal);
    this.#channel.tell(
      "findings",
      this.#findings.tell(this.#topic, root, texts, this.#shown),
    );
  }
}

import type { ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { Drawings } from "../../build/render/drawings.ts";
import { keptIn } from "../../build/state.ts";
import { pathOf } from "../../build/texts.ts";
import { whyOutdated } from "../../build/topic-check.ts";
import type { Timing } from "../../deck/timing.ts";
import { type Finding, FindingsError, UserError } from "../../errors.ts";
import { asUserError } from "../../files.ts";
import { home, type Topic } from "../../topic/topic.ts";
import {
  keepRehearsal,
  readRehearsals,
  type Spoken,
} from "../rehearsal/rehearsal.ts";
import type { Block } from "../render/block.ts";
import type { Sight, Studio } from "../render/context.ts";
import { renderDeck } from "../render/deck.ts";
import type { Gallery } from "../render/gallery.ts";
import { findQuoted, type SlideStart } from "../render/quotes.ts";
import { renderStory, type Story } from "../render/story.ts";
import { Channel } from "./channel.ts";
import { Findings, linkTo, type Source } from "./findings.ts";
import type { PreviewOptions } from "./options.ts";
import { Reader } from "./reader.ts";
import { type Watching, watchFiles } from "./watch.ts";
import { type Task, Work } from "./work.ts";

/** Milliseconds without a change before Medium's rules are asked, which takes some tenths of a second. */
const pause = 600;

/** One topic as long as a page shows it: reads, renders and tells, again at each change. */
export class Session {
  readonly #topic: Topic;
  readonly #options: PreviewOptions;
  readonly #studio: Studio;
  readonly #channel: Channel;
  readonly #findings = new Findings();
  readonly #work: Work;
  readonly #closing = new AbortController();
  readonly #reader: Reader;
  /** The texts that the page shows. */
  readonly #shown: { article?: string; deck?: string } = {};
  /** What those parts were made from that were looked at last. */
  readonly #keys: { article?: string; deck?: string } = {};
  #watching: Watching | undefined;
  /** The turn that is taken, or was last. */
  #turn: Promise<void> = Promise.resolve();
  /** A turn waits that nobody has begun. */
  #isAsked = false;
  /** Something else than a text changed. */
  #isCode = true;
  /** Counts changes: what takes long asks whether there was another one. */
  #changes = 0;
  #story: Story | undefined;
  #talk: Timing | undefined;
  #starts: readonly SlideStart[] = [];

  /** `onEmpty` is called when no page shows the topic any more. */
  constructor(
    topic: Topic,
    options: PreviewOptions,
    gallery: Gallery,
    onEmpty: () => void,
  ) {
    this.#topic = topic;
    this.#options = options;
    this.#reader = new Reader(topic, options.request);
    this.#studio = {
      ...{ drawings: new Drawings(), gallery },
      own: { article: new Map(), deck: new Map() },
      machine: options.request.machine,
    };
    this.#channel = new Channel(onEmpty);
    this.#work = new Work(topic, options, (progress) =>
      this.#channel.tell("work", progress),
    );
  }

  /** Begins to watch, and shows what there is. */
  async open(): Promise<void> {
    this.#watching = await watchFiles(
      this.#watched(),
      (paths) => this.#change(paths),
      (error) => this.#options.terminal.fail(error),
    );
    if (this.#closing.signal.aborted) await this.#watching.close();
    this.#ask(false);
    await this.#turn;
    await this.#tellRehearsals();
  }

  /** One more page shows the topic. */
  join(client: ServerResponse): void {
    this.#channel.join(client);
  }

  get isShown(): boolean {
    return !this.#channel.isEmpty;
  }

  /** Keeps how long each slide of the talk took. */
  async keepRehearsal(spoken: z.infer<typeof Spoken>): Promise<void> {
    if (this.#talk === undefined) return;
    await keepRehearsal(this.#reader.folder, spoken, this.#talk);
    await this.#tellRehearsals();
  }

  async #tellRehearsals(): Promise<void> {
    const rehearsals = await readRehearsals(this.#reader.folder);
    this.#channel.tell("rehearsals", rehearsals);
  }

  /** Stops what goes on, and watches no more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#work.stop();
    this.#channel.close();
    await this.#watching?.close();
    await this.#turn.catch(() => {});
  }

  /** Runs or builds; it is told how that goes. False where something goes on already. */
  start(task: Task, isQuick: boolean): boolean {
    if (this.#work.isBusy) return false;
    this.#reader
      .requestAgain(isQuick)
      .then((request) => this.#work.start(task, request, ["the page asked"]))
      .then(() => this.#ask(false))
      .catch((error) => this.#options.terminal.fail(error));
    return true;
  }

  /** Stops a run or a build. */
  stop(): void {
    this.#work.stop();
  }

  #watched() {
    const { root, out } = this.#options.request;
    const files = ["lectern.config.ts", "lectern.config.json"];
    return {
      folders: [this.#topic.folder, join(home, "templates")],
      files: [
        ...files.map((each) => join(root, each)),
        keptIn(this.#reader.folder),
      ],
      above: [root, ...(out.startsWith(root) ? [] : [out])],
    };
  }

  #change(paths: ReadonlySet<string>): void {
    const assets = join("templates", "preview");
    if ([...paths].some((path) => path.includes(assets)))
      this.#channel.call("reload");
    this.#ask([...paths].every((path) => path.endsWith(".md")));
  }

  /** Asks for a turn; changes that come before it begins take the same one. */
  #ask(isText: boolean): void {
    this.#changes += 1;
    this.#isCode ||= !isText;
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#turn = this.#turn.then(async () => {
      this.#isAsked = false;
      if (this.#closing.signal.aborted) return;
      await this.#look().catch((error) => {
        if (!this.#closing.signal.aborted) this.#options.terminal.fail(error);
      });
    });
  }

  /** One look at everything: what is another than before is told. */
  async #look(): Promise<void> {
    const change = this.#changes;
    let sight: Sight | undefined;
    await this.#attempt("texts", async () => {
      sight = await this.#reader.read(this.#closing.signal);
    });
    if (sight !== undefined) {
      const seen = sight;
      await this.#attempt("article", () => this.#showArticle(seen));
      await this.#attempt("deck", () => this.#showDeck(seen));
      const { topic, texts, record } = seen;
      this.#channel.tell(
        "numbers",
        findQuoted(topic, texts, record, this.#starts),
      );
    }
    this.#tellFindings();
    if (this.#isCode) await this.#tellState();
    this.#isCode = false;
    void this.#checkLater(change);
  }

  /** Does what may find that something cannot be read: that is a finding like others. */
  async #attempt(source: Source, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (source === "texts") this.#findings.set(source, []);
    } catch (thrown) {
      if (this.#closing.signal.aborted) return;
      this.#findings.set(source, asFindings(thrown));
      if (source !== "texts") delete this.#keys[source as "article"];
    }
  }

  async #showArticle(sight: Sight): Promise<void> {
    const key = this.#reader.keyOf(sight, "article");
    if (this.#keys.article === key) return;
    const story = await renderStory(sight, this.#studio);
    this.#keys.article = key;
    this.#findings.set("article", story.findings);
    this.#findings.set("rules", []);
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

  /** Medium's rules, once nobody writes for a moment. */
  async #checkLater(change: number): Promise<void> {
    const { signal } = this.#closing;
    await wait(pause, undefined, { signal }).catch(() => {});
    const story = this.#story;
    if (signal.aborted || this.#changes !== change || !story?.blocks) return;
    this.#story = undefined;
    this.#findings.set("rules", story.check());
    this.#tellFindings();
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

  /** Which run is shown, and why it is older than its experiment. */
  async #tellState(): Promise<void> {
    const { root } = this.#options.request;
    const { head } = this.#reader;
    const stale = head ? await whyOutdated(head, this.#topic, root) : [];
    const { imports = {} } = head?.record.provenance ?? {};
    const files = Object.keys(imports).map((path) => resolve(root, path));
    this.#watching?.add(files);
    const run = head && {
      profile: head.record.profile,
      data: head.record.provenance.data.name,
    };
    this.#channel.tell("state", { topic: this.#topic.name, run, stale });
  }
}

/** What cannot be read, as findings; one without a place of its own has no file. */
function asFindings(thrown: unknown): readonly Finding[] {
  if (thrown instanceof FindingsError) return thrown.findings;
  const error = asUserError(thrown);
  if (!(error instanceof UserError)) throw error;
  const { message, hint } = error;
  const place = { file: "", line: 1, column: 1 };
  const said = { ...place, severity: "error", message, rule: "" } as const;
  return [hint === undefined ? said : { ...said, hint }];
}

import type { ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { keptIn, whyOutdated } from "../../build/state.ts";
import { chooseClasses } from "../../topic/classes.ts";

import { home, type Topic } from "../../topic/topic.ts";
import {
  keepRehearsal,
  readRehearsals,
  type Spoken,
} from "../rehearsal/rehearsal.ts";
import type { Gallery } from "../render/gallery.ts";
import { Channel } from "./channel.ts";
import type { PreviewOptions } from "./options.ts";
import { Reader } from "./reader.ts";
import { Stage } from "./stage.ts";
import { type Watching, watchFiles } from "./watch.ts";
import { type Task, Work } from "./work.ts";

/** Milliseconds without a change before Medium's rules are asked. */
const pause = 600;

/** One topic as long as a page shows it: reads, renders and tells, again at each change. */
export class Session {
  readonly #topic: Topic;
  readonly #options: PreviewOptions;
  readonly #channel: Channel;
  readonly #stage: Stage;
  readonly #work: Work;
  readonly #closing = new AbortController();
  readonly #reader: Reader;
  #watching: Watching | undefined;
  /** The run or the build that goes on, or was last. */
  #working: Promise<void> = Promise.resolve();
  /** The turn that is taken, or was last. */
  #turn: Promise<void> = Promise.resolve();
  /** A turn waits that nobody has begun. */
  #isAsked = false;
  /** Something else than a text changed. */
  #isCode = true;
  /** Counts changes: what takes long asks whether there was another one. */
  #changes = 0;

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
    this.#channel = new Channel(onEmpty);
    const told = [this.#channel, this.#reader] as const;
    this.#stage = new Stage(topic, options, gallery, ...told);
    this.#work = new Work(topic, options, (progress) =>
      this.#channel.tell("work", progress),
    );
  }

  /** Begins to watch, and shows what there is. */
  async open(): Promise<void> {
    this.#ask(false);
    this.#watching = await watchFiles(
      this.#watched(),
      (paths) => this.#change(paths),
      (error) => this.#fail(error),
    );
    if (this.#closing.signal.aborted) await this.#watching.close();
    // What changed before that was seen.
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

  /** An experiment runs, or a build. */
  get isBusy(): boolean {
    return this.#work.isBusy;
  }

  /** Keeps how long each slide of the talk took. */
  async keepRehearsal(spoken: z.infer<typeof Spoken>): Promise<void> {
    const { talk } = this.#stage;
    if (talk === undefined) return;
    await keepRehearsal(this.#reader.folder, spoken, talk);
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
    // Its lock is given back, and its process has ended.
    await this.#working;
    await this.#turn;
  }

  /** Runs or builds; it is told how that goes. False where something goes on already. */
  start(task: Task, isQuick: boolean): boolean {
    if (this.#work.isBusy) return false;
    this.#working = this.#reader
      .requestAgain(isQuick)
      .then((request) => this.#work.start(task, request, ["the page asked"]))
      .then(() => this.#ask(false))
      .catch((error) => this.#fail(error));
    return true;
  }

  #fail(error: unknown): void {
    if (!this.#closing.signal.aborted) this.#options.terminal.fail(error);
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
      await this.#look().catch((error) => this.#fail(error));
    });
  }

  /** One look at everything: what is another than before is told. */
  async #look(): Promise<void> {
    const change = this.#changes;
    await this.#stage.look(this.#closing.signal);
    if (this.#isCode) await this.#tellState();
    this.#isCode = false;
    this.#checkLater(change).catch((error) => this.#fail(error));
  }

  /** Medium's rules, once nobody writes for a moment. */
  async #checkLater(change: number): Promise<void> {
    const { signal } = this.#closing;
    await wait(pause, undefined, { signal }).catch(() => {});
    if (!signal.aborted && this.#changes === change) this.#stage.check();
  }

  /** Which run is shown, and why it is older than its experiment. */
  async #tellState(): Promise<void> {
    const { root } = this.#options.request;
    const { head } = this.#reader;
    const classes = await chooseClasses(this.#topic, this.#reader.digits);
    const stale = head
      ? await whyOutdated(head, classes, this.#topic, root)
      : [];
    const tracked = this.#reader.tracked.map((path) => resolve(root, path));
    this.#watching
      ?.add(tracked)
      .then((isNew) => isNew && this.#ask(true))
      .catch((error) => this.#fail(error));
    const run = head && {
      profile: head.record.profile,
      data: head.record.provenance.data.name,
    };
    this.#channel.tell("state", { topic: this.#topic.name, run, stale });
  }
}

import { dirname, join } from "node:path";
import { readManifest } from "../../build/manifest.ts";
import { hashFiles } from "../../build/pictures.ts";
import type { Request } from "../../build/request.ts";
import { keptIn } from "../../build/state.ts";
import type { TopicTexts } from "../../build/texts.ts";
import {
  type Flags,
  readSettings,
  type Settings,
} from "../../course/settings.ts";
import { type RunHead, readRun, readRunHead } from "../../record/kept.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Sight } from "../render/context.ts";
import { readWhole } from "./whole.ts";

/** Reads what a topic's views are made from, each time as it is then. */
export class Reader {
  readonly #topic: Topic;
  readonly #request: Request;
  #texts: TopicTexts | undefined;
  #head: RunHead | undefined;
  #record: Record | undefined;
  /** Of the course: its theme's, and those of its own code. */
  #look: readonly string[] = [];
  #flags: Flags;

  constructor(topic: Topic, request: Request) {
    this.#topic = topic;
    this.#request = request;
    this.#flags = request.flags;
  }

  /** Where the topic's output lies. */
  get folder(): string {
    return join(this.#request.out, this.#topic.name);
  }

  /** The texts that were read last. */
  get texts(): TopicTexts | undefined {
    return this.#texts;
  }

  /** Files outside the topic's folder that were read, from the project root. */
  get tracked(): readonly string[] {
    const { imports = {} } = this.#head?.record.provenance ?? {};
    return [...this.#look, ...Object.keys(imports)];
  }

  /** The two classes that the command line named for the documents that were built last. */
  get digits(): Flags["digits"] {
    return this.#flags.digits;
  }

  /** The head of the run that was read last; undefined where there is none. */
  get head(): RunHead | undefined {
    return this.#head;
  }

  /**
   * What there is now; undefined where the experiment has not run yet. Throws UserError and
   * FindingsError for what cannot be read.
   */
  async read(signal: AbortSignal): Promise<Sight | undefined> {
    this.#texts = await readWhole(this.#topic, this.#texts, signal);
    this.#flags = await this.#readFlags();
    const settings = await readSettings(
      ...([this.#request.root, this.#flags, this.#topic] as const),
    );
    this.#look = [...pathsOf(settings.theme), ...(settings.code?.files ?? [])];
    const record = await this.#readRecord();
    const [topic, texts] = [this.#topic, this.#texts];
    return record && { topic, texts, settings, record };
  }

  /** What a part of the view is made from: the same for the same. */
  keyOf({ texts, settings }: Sight, part: "article" | "deck"): string {
    return JSON.stringify([
      ...[texts[part], texts.files[part], texts.sources, settings],
      ...[hashFiles(texts.pictures[part]), this.#head?.hash],
      ...(typeof settings.theme === "string"
        ? []
        : hashFiles(settings.theme[2])),
    ]);
  }

  /** A build or a run as the kept one was asked for, so that its numbers are of the same kind. */
  async requestAgain(isQuick: boolean): Promise<Request> {
    const flags = await this.#readFlags();
    const run = await readRunHead(keptIn(this.folder));
    if (run === undefined)
      return {
        ...{ ...this.#request, flags },
        profile: isQuick ? "quick" : this.#request.profile,
      };
    const { profile, seed, provenance } = run.record;
    return {
      ...{ ...this.#request, flags, profile, seed },
      reproducible: provenance.engine.arithmetic !== "fma",
    };
  }

  /** How the documents were asked for the last time. */
  async #readFlags(): Promise<Flags> {
    return (await readManifest(this.folder))?.flags ?? this.#request.flags;
  }

  /** The same object as before while the file is the same. */
  async #readRecord(): Promise<Record | undefined> {
    const path = keptIn(this.folder);
    const head = await readRunHead(path);
    if (head?.hash !== this.#head?.hash) {
      this.#record = head && (await readRun(path))?.record;
      this.#head = this.#record && head;
    }
    return this.#record;
  }
}

/** The theme's own file and those that it names, from the project root; none for one of ours. */
function pathsOf(theme: Settings["theme"]): string[] {
  if (typeof theme === "string") return [];
  const [, path, files] = theme;
  return [path, ...[...files.keys()].map((name) => join(dirname(path), name))];
}

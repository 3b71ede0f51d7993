import { join, relative, sep } from "node:path";
import type { Classes } from "../classes.ts";
import type { Settings } from "../course/settings.ts";
import { sourceDate } from "../deck/package/date.ts";
import { sha256 } from "../files.ts";
import { whyStale } from "../lab/freshness.ts";
import { type RunHead, readRunHead } from "../record/kept.ts";
import type { Topic } from "../topic/topic.ts";
import { type Manifest, type PartName, readManifest } from "./manifest.ts";
import { hashFiles } from "./pictures.ts";
import { readRenderKey } from "./render/key.ts";
import type { Chosen, Request } from "./request.ts";
import { pathOf, type TopicTexts } from "./texts.ts";
import { hashOf } from "./transaction.ts";

/** What one topic's output is, before anything is done about it. */
export interface State {
  readonly folder: string;
  readonly run: RunHead | undefined;
  readonly manifest: Manifest | undefined;
  /** Why the experiment must run; empty when the kept run stands. */
  readonly stale: readonly string[];
}

/** Where a topic's run is kept in its output folder. */
export function keptIn(folder: string): string {
  return join(folder, ".lectern/run.json");
}

/** Where in it lies what was drawn, and can be drawn again. */
export const keptPath = ".lectern/kept";

/** Reads the state; `digits` are those that a run would use. */
export async function readState(
  topic: Topic,
  request: Request,
  { identity, classes }: Chosen,
): Promise<State> {
  const folder = join(request.out, topic.name);
  const run = await readRunHead(keptIn(folder));
  const stale = await whyStale(
    run,
    { ...request, data: identity, classes },
    relative(request.root, join(topic.folder, "experiment.ts"))
      .split(sep)
      .join("/"),
    request.root,
  );
  return { folder, run, manifest: await readManifest(folder), stale };
}

/**
 * Why the kept run is older than its code, or than what the topic says of its digits; that it was
 * asked for otherwise does not count.
 */
export function whyOutdated(
  run: RunHead,
  classes: Classes,
  topic: Topic,
  root: string,
): Promise<string[]> {
  const { profile, seed, provenance } = run.record;
  const same = {
    ...{ profile, seed, engine: provenance.engine.name },
    ...{ data: run.data, classes },
    reproducible: provenance.engine.arithmetic !== "fma",
  };
  return whyStale(run, same, pathOf(topic, "experiment.ts"), root);
}

/** Hash of everything that a part is made from, by part; `run` is the kept run's hash. */
export async function partKeys(
  run: string,
  { article, deck, files, sources, pictures, published }: TopicTexts,
  settings: Settings,
): Promise<{ readonly [name in PartName]: string }> {
  const code = await readRenderKey();
  const { theme, code: plugins } = settings;
  const key = (...from: unknown[]) =>
    sha256(JSON.stringify([code, run, ...from]));
  return {
    // The article's first figure is drawn as its cover.
    run: key(article, plugins),
    article: key(
      ...[article, files.article, sources, settings],
      ...[hashFiles(pictures.article), published],
    ),
    deck: key(
      ...[deck, files.deck, sources, settings],
      hashFiles(pictures.deck),
      // Fonts and logo: in the settings' JSON they are nothing.
      hashFiles(typeof theme === "string" ? new Map() : theme[2]),
      sourceDate(),
    ),
  };
}

/** True when the part was made from these inputs and its files are still as they were. */
export async function isCurrent(
  { manifest, folder }: State,
  name: PartName,
  key: string,
): Promise<boolean> {
  const part = manifest?.parts[name];
  if (part?.key !== key) return false;
  for (const [path, hash] of Object.entries(part.files)) {
    const there = await hashOf(folder, path).catch(() => undefined);
    if (there !== hash) return false;
  }
  return true;
}

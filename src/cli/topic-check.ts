import { join } from "node:path";
import type { Finding } from "../errors.ts";
import { readRun, readRunHead } from "../record/kept.ts";
import type { Topic } from "../topic/topic.ts";
import { readManifest } from "./manifest.ts";
import { collect } from "./render.ts";
import type { Settings } from "./settings.ts";
import { keptRun } from "./state.ts";
import { readTexts } from "./texts.ts";

/** Every finding of the rules on what is built of the topic; undefined when nothing is. */
export async function checkTopic(
  topic: Topic,
  out: string,
  settings: Settings,
): Promise<readonly Finding[] | undefined> {
  const folder = join(out, topic.name);
  const kept = join(folder, keptRun);
  const manifest = await readManifest(folder);
  if (manifest === undefined || (await readRunHead(kept)) === undefined) {
    return undefined;
  }
  const { record } = await readRun(kept);
  const parts = (["article", "deck"] as const).filter(
    (part) => manifest.parts[part],
  );
  const texts = await readTexts(topic);
  const { findings } = await collect(topic, record, texts, parts, settings);
  return findings;
}

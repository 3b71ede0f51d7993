import { join } from "node:path";
import type { Finding } from "../errors.ts";
import { readRun } from "../record/store.ts";
import type { Topic } from "../topic/topic.ts";
import { readManifest } from "./manifest.ts";
import { collect, readTexts } from "./render.ts";
import type { Settings } from "./settings.ts";

/** Every finding of the rules on what is built of the topic; undefined when nothing is. */
export async function checkTopic(
  topic: Topic,
  out: string,
  settings: Settings,
): Promise<readonly Finding[] | undefined> {
  const folder = join(out, topic.name);
  const run = await readRun(join(folder, ".lectern/run.json"));
  const manifest = await readManifest(folder);
  if (run === undefined || manifest === undefined) return undefined;
  const parts = (["article", "deck"] as const).filter(
    (part) => manifest.parts[part],
  );
  const texts = await readTexts(topic);
  const { findings } = await collect(topic, run.record, texts, parts, settings);
  return findings;
}

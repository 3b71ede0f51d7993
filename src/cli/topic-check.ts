import { join, relative } from "node:path";
import type { Finding } from "../errors.ts";
import { readIfThere } from "../files.ts";
import { readRun, readRunHead } from "../record/kept.ts";
import type { Topic } from "../topic/topic.ts";
import { readManifest } from "./manifest.ts";
import type { Files } from "./output.ts";
import { collect } from "./render.ts";
import { type Request, readSettings } from "./request.ts";
import { keptRun } from "./state.ts";
import { readTexts } from "./texts.ts";

/** What the rules say of one topic's output. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** How long the talk is; without a deck, none. */
  readonly talk: string | undefined;
}

/**
 * Every finding of the rules on what is built of the topic, and every file that is no longer
 * what the topic gives; undefined when nothing is built.
 */
export async function checkTopic(
  topic: Topic,
  { out, root, flags }: Request,
): Promise<Checked | undefined> {
  const folder = join(out, topic.name);
  const kept = join(folder, keptRun);
  const manifest = await readManifest(folder);
  if (manifest === undefined || (await readRunHead(kept)) === undefined) {
    return undefined;
  }
  const { record } = await readRun(kept);
  const built = (["run", "article", "deck"] as const).filter(
    (part) => manifest.parts[part],
  );
  const settings = await readSettings(root, manifest.flags ?? flags);
  const texts = await readTexts(topic);
  const made = await collect(topic, record, texts, built, settings);
  const findings = [...made.findings];
  const about = { line: 1, column: 1 };
  const stale: string[] = [];
  for (const files of Object.values(made.parts))
    stale.push(...(await findStale(folder, files)));
  const [first] = stale;
  if (first !== undefined) {
    const more = stale.length - 1;
    const others = more === 0 ? "" : `, and ${more} more of its files`;
    findings.push({
      file: relative(root, join(folder, first)),
      ...about,
      severity: "error",
      message: `not what the topic gives now${others}`,
      rule: "stale-output",
      hint: `build it again: lectern build ${topic.slug}`,
    });
  }
  if (record.profile === "quick") {
    findings.push({
      file: relative(root, join(folder, "record.json")),
      ...about,
      severity: "warning",
      message: "built from a quick run",
      rule: "quick-run",
      hint: `before you publish: lectern build ${topic.slug}`,
    });
  }
  return { findings, talk: made.talk };
}

/** Paths whose bytes on the disk are missing or others. */
async function findStale(folder: string, files: Files): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, bytes] of files) {
    const there = await readIfThere(join(folder, path));
    if (there === undefined || !there.equals(Buffer.from(bytes))) {
      stale.push(path);
    }
  }
  return stale;
}

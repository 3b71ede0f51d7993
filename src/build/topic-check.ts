import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Flags, readSettings } from "../course/settings.ts";
import type { DeckFile } from "../deck/render/decks.ts";
import type { Finding } from "../errors.ts";
import { readIfThere, sha256 } from "../files.ts";
import { Shelf } from "../kept/shelf.ts";
import { findUntrackedReads } from "../lab/untracked.ts";
import type { HostedImage } from "../medium/pages/hosted.ts";
import { readRun, readRunHead } from "../record/kept.ts";
import type { Record } from "../record/record.ts";
import { chooseClasses } from "../topic/classes.ts";
import type { Topic } from "../topic/topic.ts";
import { findExampleClasses, findExampleShare } from "./example.ts";
import { partNames, readManifest } from "./manifest.ts";
import type { Files } from "./output.ts";
import { commandFor, digitsFlag, staleRunRule, sumUp } from "./reasons.ts";
import { articlePath, findEditedLines } from "./refresh/article-desk.ts";
import { compareDesk, deckPath } from "./refresh/desk.ts";
import { type Collected, collect } from "./render/render.ts";
import type { Request } from "./request.ts";
import { keptIn, keptPath, whyOutdated } from "./state.ts";
import { pathOf, readTexts } from "./texts.ts";

/** What the rules say of one topic's output. */
export interface Checked {
  readonly findings: readonly Finding[];
  /** How full the slides are, and what of the texts is still their example's, a line each. */
  readonly facts: readonly string[];
  /** How long the talk is; without a deck, none. */
  readonly talk: string | undefined;
  /** The images that Medium will fetch. */
  readonly hosted: readonly HostedImage[];
  /** The deck, where it lies there as the topic gives it now. */
  readonly deck: DeckFile | undefined;
}

/**
 * Every finding of the rules on what is built of the topic, and every file that is no longer
 * what the topic gives; undefined when nothing is built.
 */
export async function checkTopic(
  topic: Topic,
  { out, root, flags, machine }: Request,
  signal?: AbortSignal,
): Promise<Checked | undefined> {
  const folder = join(out, topic.name);
  const kept = keptIn(folder);
  const manifest = await readManifest(folder);
  const [head, run] = [await readRunHead(kept), await readRun(kept)];
  if (manifest === undefined || head === undefined || run === undefined)
    return undefined;
  const { record } = run;
  const built = partNames.filter((part) => manifest.parts[part]);
  const settings = await readSettings(root, manifest.flags ?? flags, topic);
  const texts = await readTexts(topic);
  const found = await readFolder(join(folder, "medium"));
  const written = Object.values(manifest.parts).flatMap(({ files }) =>
    Object.entries(files),
  );
  const untouched = await findUntouched(folder, written);
  const bytes = await readIfThere(join(folder, "deck.pptx"));
  const desk = bytes && (await compareDesk(folder, bytes));
  const deck = bytes && { bytes, untouched: desk?.untouched === true };
  const look = {
    machine,
    shelf: new Shelf(join(folder, keptPath)),
    ...(signal && { signal }),
    ...(built.includes("article") && { found }),
    ...(deck && { deck }),
  };
  const made = await collect({
    ...{ topic, record, texts, settings, look },
    wanted: built,
  });
  const stale: string[] = [];
  for (const files of Object.values(made.parts)) {
    for (const path of await findStale(folder, files)) {
      // What a hand changed in the kit the rules have looked at: MD-57.
      if (path === deckPath && bytes && desk?.untouched === false) {
        const now = Buffer.from(files.get(path) ?? "");
        if (!(await compareDesk(folder, bytes, now)).isStale) continue;
      }
      if (untouched.has(path) || !path.startsWith("medium/")) stale.push(path);
    }
  }
  const { talk, fill, hosted } = made;
  const at = (path: string) => relative(root, join(folder, path));
  const findings = made.findings
    // Not what the template makes now, but what it made: that is said once, for all of them.
    .filter(
      ({ rule, file }) =>
        rule !== "MD-57" || stale.length === 0 || !untouched.has(file),
    )
    .map((each) =>
      each.file.startsWith("medium/") ? { ...each, file: at(each.file) } : each,
    );
  const experiment = join(topic.folder, "experiment.ts");
  findings.push(...(await findUntrackedReads(experiment, root)));
  findings.push(...findExampleClasses(topic, texts, record, built));
  const share = await findExampleShare(topic, texts);
  const facts = [...(fill === undefined ? [] : [fill]), ...share.facts];
  findings.push(...share.findings);
  const edited = stale.includes(articlePath)
    ? await findEditedLines(folder, manifest)
    : undefined;
  if (edited !== undefined)
    findings.push(editedArticle(at(articlePath), edited, topic));
  const [first, ...others] = stale.filter(
    (path) => path !== articlePath || edited === undefined,
  );
  if (first !== undefined)
    findings.push(staleOutput(at(first), others.length, topic));
  if (record.profile === "quick")
    findings.push(quickRun(at("record.json"), topic, manifest.flags));
  const wanted = await chooseClasses(topic, manifest.flags.digits);
  const outdated = await whyOutdated(head, wanted, topic, root);
  const said = { talk, hosted, facts, deck: bytes && planned(bytes, made) };
  if (outdated.length === 0) return { ...said, findings };
  const older = staleRun(topic, outdated, record, manifest.flags);
  return { ...said, findings: [older, ...findings] };
}

/** The deck with its plan; undefined of one that is not what was made from it. */
function planned(
  bytes: Buffer,
  { parts, plan }: Collected,
): DeckFile | undefined {
  const made = parts.deck?.get(deckPath);
  if (plan === undefined || made === undefined) return undefined;
  return bytes.equals(Buffer.from(made)) ? { bytes, plan } : undefined;
}

function staleRun(
  topic: Topic,
  why: readonly string[],
  record: Record,
  { digits }: Flags,
): Finding {
  const { numbers, claims, figures } = record;
  const parts = [
    count(Object.keys(numbers).length, "number"),
    count(Object.keys(claims).length, "claim"),
    count(Object.keys(figures).length, "figure"),
  ];
  return {
    ...{ file: pathOf(topic, "experiment.ts"), line: 1, column: 1 },
    severity: "error",
    message: `what is built is older than its experiment: ${sumUp(why)}; ${parts.join(", ")} may differ`,
    rule: staleRunRule,
    hint: `run it: ${commandFor(topic, record, digits)}`,
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function staleOutput(file: string, more: number, topic: Topic): Finding {
  const others = more === 0 ? "" : `, and ${more} more of its files`;
  return {
    ...{ file, line: 1, column: 1 },
    severity: "error",
    message: `not what the topic gives now${others}`,
    rule: "stale-output",
    hint: `build it again: lectern build ${topic.slug}`,
  };
}

function editedArticle(file: string, lines: string, topic: Topic): Finding {
  const [line = "1"] = /\d+/.exec(lines) ?? [];
  return {
    ...{ file, line: Math.max(1, Number(line)), column: 1 },
    severity: "error",
    message: `changed by hand in ${lines}: the next build puts that aside`,
    rule: "stale-output",
    hint: `take it over into the topic's own text: lectern refresh ${topic.slug} --article`,
  };
}

function quickRun(file: string, topic: Topic, { digits }: Flags): Finding {
  return {
    ...{ file, line: 1, column: 1 },
    severity: "warning",
    message: "built from a quick run",
    rule: "quick-run",
    hint: `before you publish: lectern build ${topic.slug}${digitsFlag(digits)}`,
  };
}

/** The paths that lie there as the last build wrote them. */
async function findUntouched(
  folder: string,
  written: readonly (readonly [path: string, sha256: string])[],
): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (const [path, hash] of written) {
    const there = await readIfThere(join(folder, path));
    if (there !== undefined && sha256(there) === hash) paths.add(path);
  }
  return paths;
}

/** Every file below a folder, by path in it with `/`; none where it is missing. */
async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    files.set(name, await readFile(path));
  }
  return files;
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

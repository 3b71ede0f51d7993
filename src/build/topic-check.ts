import { join, relative } from "node:path";
import { readSettings } from "../course/settings.ts";
import type { DeckFile } from "../deck/render/decks.ts";
import type { Finding } from "../errors.ts";
import { Shelf } from "../kept/shelf.ts";
import { findUntrackedReads } from "../lab/untracked.ts";
import type { HostedImage } from "../medium/pages/hosted.ts";
import { readRun, readRunHead } from "../record/kept.ts";
import { chooseClasses } from "../topic/classes.ts";
import type { Topic } from "../topic/topic.ts";
import {
  editedArticle,
  quickRun,
  staleOutput,
  staleRun,
} from "./check/findings.ts";
import { findMade, findStale, type Lying, readLying } from "./check/lying.ts";
import { findExampleClasses, findExampleShare } from "./example.ts";
import {
  type Manifest,
  type PartName,
  partNames,
  readManifest,
} from "./manifest.ts";
import { articlePath, findEditedLines } from "./refresh/article-desk.ts";
import { deckPath } from "./refresh/desk.ts";
import { type Collected, collect } from "./render/render.ts";
import type { Request } from "./request.ts";
import { keptIn, keptPath, whyOutdated } from "./state.ts";
import { readTexts } from "./texts.ts";

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
 * what the topic gives; undefined when nothing is built. `note` is told what it looks at and does
 * not read as a file.
 */
export async function checkTopic(
  topic: Topic,
  { out, root, flags, machine }: Request,
  signal?: AbortSignal,
  note: (path: string) => void = () => {},
): Promise<Checked | undefined> {
  const folder = join(out, topic.name);
  const kept = keptIn(folder);
  const manifest = await readManifest(folder);
  const [head, run] = [await readRunHead(kept), await readRun(kept)];
  if (manifest === undefined || head === undefined || run === undefined)
    return undefined;
  const { record } = run;
  const built = partNames.filter((part) => manifest.parts[part]);
  const wanted = await chooseClasses(topic, manifest.flags.digits);
  // First: it tells the files that the experiment imports, before they are looked into.
  const outdated = await whyOutdated(head, wanted, topic, root);
  const settings = await readSettings(root, manifest.flags ?? flags, topic);
  const texts = await readTexts(topic);
  const lying = await readLying(folder, manifest, note);
  const known = await findMade(lying, manifest, head.hash, texts, settings);
  const { deck } = lying;
  const made = await collect({
    ...{ topic, record, texts, settings },
    wanted: built,
    look: {
      ...{ machine, made: known, shelf: new Shelf(join(folder, keptPath)) },
      ...(signal && { signal }),
      ...(built.includes("article") && { found: lying.kit }),
      ...(deck && { deck: { bytes: deck.bytes, untouched: deck.isOurs } }),
    },
  });
  const at = (path: string) => relative(root, join(folder, path));
  const stale = await findStale(lying, made.parts);
  const experiment = join(topic.folder, "experiment.ts");
  const share = await findExampleShare(topic, texts);
  const findings = [
    ...ofRules(made, lying, stale, at),
    ...(await findUntrackedReads(experiment, root, note)),
    ...findExampleClasses(topic, texts, record, built),
    ...share.findings,
    ...(await ofStale(lying, manifest, stale, at, topic)),
  ];
  if (record.profile === "quick")
    findings.push(quickRun(at("record.json"), topic, manifest.flags));
  const older =
    outdated.length > 0 && staleRun(topic, outdated, record, manifest.flags);
  const { talk, fill, hosted } = made;
  return {
    ...{
      talk,
      hosted,
      facts: [...(fill === undefined ? [] : [fill]), ...share.facts],
    },
    deck: planned(lying, known, made),
    findings: older ? [older, ...findings] : findings,
  };
}

/** The findings on what is made, at the paths where it lies. */
function ofRules(
  { findings }: Collected,
  { untouched }: Lying,
  stale: readonly string[],
  at: (path: string) => string,
): Finding[] {
  return (
    findings
      // Not what the template makes now, but what it made: that is said once, for all of them.
      .filter(
        ({ rule, file }) =>
          rule !== "MD-57" || stale.length === 0 || !untouched.has(file),
      )
      .map((each) =>
        each.file.startsWith("medium/")
          ? { ...each, file: at(each.file) }
          : each,
      )
  );
}

/** That files are not what the topic gives now; of an article that a person changed, in which lines. */
async function ofStale(
  { folder }: Lying,
  manifest: Manifest,
  stale: readonly string[],
  at: (path: string) => string,
  topic: Topic,
): Promise<Finding[]> {
  const edited = stale.includes(articlePath)
    ? await findEditedLines(folder, manifest)
    : undefined;
  const [first, ...others] = stale.filter(
    (path) => path !== articlePath || edited === undefined,
  );
  return [
    ...(edited === undefined
      ? []
      : [editedArticle(at(articlePath), edited, topic)]),
    ...(first === undefined
      ? []
      : [staleOutput(at(first), others.length, topic)]),
  ];
}

/** The deck with its plan; undefined of one that is not what was made from it. */
function planned(
  { deck }: Lying,
  known: ReadonlySet<PartName>,
  { parts, plan }: Collected,
): DeckFile | undefined {
  if (plan === undefined || deck === undefined) return undefined;
  const { bytes } = deck;
  const made = parts.deck?.get(deckPath);
  const isSame = known.has("deck")
    ? deck.isOurs
    : made !== undefined && bytes.equals(Buffer.from(made));
  return isSame ? { bytes, plan } : undefined;
}

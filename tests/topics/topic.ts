import { join } from "node:path";
import validate from "@ooxml-tools/validate";
import { describe, expect, test } from "vitest";
import { readArticle } from "../../src/article/article.ts";
import { collect } from "../../src/build/render/render.ts";
import { pathOf, readTexts } from "../../src/build/texts.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import { draftFromOutline } from "../../src/draft/draft.ts";
import { type Finding, stopsBuild } from "../../src/errors.ts";
import { runExperiment } from "../../src/lab/run.ts";
import { languageOf } from "../../src/language.ts";
import {
  compareWith,
  parityFile,
  readParity,
} from "../../src/record/parity.ts";
import { type Profile, Record } from "../../src/record/record.ts";
import { readOutline } from "../../src/topic/outline.ts";
import { findTopics, home, resolveTopic } from "../../src/topic/topic.ts";

/** Why the tests on MNIST are skipped, or false: they need its files. */
export const noMnist = process.env.LECTERN_DATA
  ? false
  : "set LECTERN_DATA to a folder with MNIST's idx files to run this";

const cache = join(home, "node_modules/.cache/lectern-tests");

const runs = new Map<string, Promise<Record>>();

/** Runs a topic's experiment, as a build does, and returns its record; once a file of tests. */
export function runTopic(
  slug: string,
  profile: Profile,
  data: "mnist" | "handwriting",
): Promise<Record> {
  const key = [slug, profile, data].join();
  const run = runs.get(key) ?? runOnce(slug, profile, data);
  runs.set(key, run);
  return run;
}

async function runOnce(
  slug: string,
  profile: Profile,
  data: "mnist" | "handwriting",
): Promise<Record> {
  const topic = resolveTopic(findTopics(home), slug);
  const experiment = join(topic.folder, "experiment.ts");
  const {
    findings,
    identity: _,
    reads: _reads,
    ...made
  } = await runExperiment(
    { experiment, root: home, profile, data, seed: 42, engine: "wasm" },
    { cwd: home, env: { ...process.env, LECTERN_CACHE: cache } },
  );
  const provenance = { ...made, versions: {}, imports: {}, runner: {} };
  const head = { format: 1, topic: topic.name, profile, seed: 42 };
  return Record.parse({ ...head, provenance, ...findings });
}

/**
 * Every error that would stop a build of article, kit and deck on this record. On a quick run,
 * which every machine makes, also what the Open XML SDK and the package lint say of the deck,
 * and whether a second build gives other bytes.
 */
async function errorsOf(
  slug: string,
  record: Record,
): Promise<readonly Finding[]> {
  const topic = resolveTopic(findTopics(home), slug);
  const texts = await readTexts(topic);
  const settings = { pace: 140, theme: "light" } as const;
  const input = { topic, record, texts, settings };
  const made = await collect({ ...input, wanted: ["article", "deck"] });
  const errors = made.findings.filter(stopsBuild);
  if (record.profile !== "quick") return errors;
  const again = await collect({ ...input, wanted: ["deck"] });
  const [deck, second] = [made, again].map((each) =>
    Buffer.from(each.parts.deck?.get("deck.pptx") ?? ""),
  );
  return [...errors, ...(await deckErrors(deck ?? Buffer.of(), second))];
}

async function deckErrors(deck: Buffer, second?: Buffer): Promise<Finding[]> {
  if (deck.length === 0) return [errorOf("PX-04", "no deck was built")];
  return [
    ...(await validate(new Uint8Array(deck), "pptx")).map((message) =>
      errorOf("PX-10", JSON.stringify(message)),
    ),
    ...(await lintPackage(deck)).map(({ rule, message }) =>
      errorOf(rule, message),
    ),
    ...(second?.equals(deck)
      ? []
      : [errorOf("PX-11", "a second build gives other bytes")]),
  ];
}

const errorOf = (rule: string, message: string): Finding => ({
  file: "deck.pptx",
  line: 1,
  column: 1,
  severity: "error",
  rule,
  message,
});

/** The words of a topic's article on this record, directives bound. */
export async function articleOf(slug: string, record: Record): Promise<string> {
  const { articleMarkdown } = await import("../../src/article/markdown.ts");
  const topic = resolveTopic(findTopics(home), slug);
  const { article, files, sources } = await readTexts(topic);
  return articleMarkdown(
    readArticle(article, pathOf(topic, files.article), record, sources),
  );
}

/** What differs from topic to topic in what is the same for all. */
export interface Expected {
  /** Words of the article on a full run on MNIST. */
  readonly says?: string;
  /** Words that a quick run must not leave in the article. */
  readonly hides?: string;
  /** Claims that do not hold on MNIST, which the article says. */
  readonly fails?: readonly string[];
  /** What a quick run looked at, as its article says it. Default: handwriting. */
  readonly looksAt?: "no digit";
  /** Its full run takes minutes: done only where `LECTERN_LONG` is set. */
  readonly isLong?: boolean;
}

/** Why the full run of a long topic is skipped, or false. */
export const notLong =
  noMnist ||
  (process.env.LECTERN_LONG ? false : "set LECTERN_LONG=1: it takes minutes");

/** Tests what every topic owes: its claims, and an article and a deck that can be built. */
export function testTopic(
  slug: string,
  { says, hides, fails = [], looksAt, isLong = false }: Expected = {},
): void {
  const skipped = isLong ? notLong : noMnist;
  describe.skipIf(skipped)(`${slug} on MNIST ${skipped || ""}`, () => {
    const run = () => runTopic(slug, "full", "mnist");

    test("bears out the claims of the article, but for those that it says fail", async () => {
      const claims = Object.entries((await run()).claims);
      const failed = claims.filter(([, { holds }]) => !holds);
      expect(failed.map(([name]) => name)).toEqual(fails);
    });

    test("agrees with what PyTorch printed, number by number", async () => {
      const { sources } = await readTexts(resolveTopic(findTopics(home), slug));
      const kept = readParity(sources[parityFile], sources["pytorch.py"]);
      if (kept === undefined) expect.fail("run: npm run parity");
      const compared = compareWith(kept, await run());
      expect(compared?.apart).toEqual([]);
      expect(compared?.rows.length).toBeGreaterThan(5);
    });

    test("binds article and deck without an error", async () => {
      const record = await run();
      expect(await errorsOf(slug, record)).toEqual([]);
      if (says) expect(await articleOf(slug, record)).toContain(says);
    });
  });

  test("a quick run on handwriting records every name that article and deck quote", async () => {
    const record = await runTopic(slug, "quick", "handwriting");
    expect(await errorsOf(slug, record)).toEqual([]);
    const article = await articleOf(slug, record);
    expect(article).toContain("quick run");
    if (looksAt === undefined) expect(article).toContain("handwriting");
    else {
      expect(article).toContain(`It looked at ${looksAt}`);
      expect(article).not.toContain("handwriting");
    }
    if (hides !== undefined) expect(article).not.toContain(hides);
  });

  test.each([
    ["en", "16:9"],
    ["de", "4:3"],
  ] as const)(
    "a draft of its questions in %s, its slides %s, can be built, every piece of evidence bound",
    async (language, size) => {
      const record = await runTopic(slug, "quick", "handwriting");
      const topic = resolveTopic(findTopics(home), slug);
      const texts = await readTexts(topic);
      const outline = await readOutline(topic, language);
      const draft = draftFromOutline(outline, texts, {
        ...{ language: languageOf(language), size },
      });
      const { findings } = await collect({
        ...{ topic, record, wanted: ["article", "deck"] },
        texts: { ...texts, ...draft },
        settings: { theme: "light", language, size },
      });
      expect(findings.filter(stopsBuild)).toEqual([]);
      const prompts = findings.filter(({ rule }) => rule === "unwritten");
      expect(prompts.length).toBeGreaterThan(2 * outline.questions.length);
    },
  );
}

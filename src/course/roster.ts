import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { didYouMean, type Finding, FindingsError } from "../errors.ts";
import { isMissing } from "../files.ts";
import { limits } from "../limits.ts";
import { readText } from "../text.ts";
import { findTopics, type Topic } from "../topic/topic.ts";
import { type Claim, classFileRule, parseClaim } from "./claim.ts";
import { refuseConflict } from "./conflict.ts";

/** Who has which topic. */
export interface Roster {
  /** By the topic's name. */
  readonly claims: ReadonlyMap<string, Claim>;
  /** Topics that nobody has, by number. */
  readonly free: readonly Topic[];
}

/** Where a topic's claim is kept, relative to the project root. */
export function claimFile(topic: Topic): string {
  return `class/${topic.name}.yaml`;
}

/**
 * Who has a topic; undefined where nobody does. Throws FindingsError at the line of its file that
 * is wrong, and for one that two people claimed.
 */
export async function readClaim(
  root: string,
  topic: Topic,
): Promise<Claim | undefined> {
  const file = claimFile(topic);
  const text = await readText(join(root, file), file, limits.config);
  if (text === undefined) return undefined;
  refuseConflict(text, file, topic, () => findFree(root, findTopics(root)));
  return parseClaim(text, file);
}

/**
 * Everybody's claims. Throws FindingsError with what is wrong in any file of `class/`, also for
 * one that belongs to no topic: it would be somebody's who believes to have one.
 */
export async function readRoster(
  root: string,
  topics: readonly Topic[],
): Promise<Roster> {
  const findings = await findStrangers(root, topics);
  const claims = new Map<string, Claim>();
  for (const topic of topics) {
    try {
      const claim = await readClaim(root, topic);
      if (claim !== undefined) claims.set(topic.name, claim);
    } catch (error) {
      if (!(error instanceof FindingsError)) throw error;
      findings.push(...error.findings);
    }
  }
  if (findings.length > 0) throw new FindingsError(findings);
  return { claims, free: findFree(root, topics) };
}

/** Topics without a file in `class/`. */
function findFree(root: string, topics: readonly Topic[]): Topic[] {
  return topics.filter((topic) => !existsSync(join(root, claimFile(topic))));
}

async function findStrangers(
  root: string,
  topics: readonly Topic[],
): Promise<Finding[]> {
  const names = await readdir(join(root, "class")).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const files = topics.map(({ name }) => `${name}.yaml`);
  return names
    .filter((name) => /^[^.].*\.ya?ml$/i.test(name) && !files.includes(name))
    .sort()
    .map((name) => ({
      ...{ file: `class/${name}`, line: 1, column: 1, severity: "error" },
      message: `file of no topic: ${name}`,
      rule: classFileRule,
      hint: didYouMean(name, files) ?? "name it like its topic, or remove it",
    }));
}

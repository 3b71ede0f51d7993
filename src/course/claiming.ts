import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument, stringify } from "yaml";
import { UserError } from "../errors.ts";
import { errorCode, makeFolder, writeThrough, writeWhole } from "../files.ts";
import { limits } from "../limits.ts";
import { readText } from "../text.ts";
import type { Topic } from "../topic/topic.ts";
import {
  Claim,
  formatPerson,
  isSameName,
  isSamePerson,
  type Person,
} from "./claim.ts";
import { listNames } from "./conflict.ts";
import { claimFile, type Roster, readRoster } from "./roster.ts";

/** What the command line says of a claim: what is undefined stays as it is. */
export interface Wish extends Person {
  readonly article?: string | undefined;
  readonly deck?: string | undefined;
  readonly note?: string | undefined;
}

/** What became of a claim. */
export interface Claimed {
  readonly claim: Claim;
  /** The file of `class/`, relative to the root. */
  readonly file: string;
  readonly change: "made" | "changed" | "none";
}

const options = ["name", "handle", "article", "deck", "note"] as const;

/** A wish whose values may stand in a claim. Throws UserError (exit code 2) that names the option. */
export function checkWish(
  values: {
    readonly [option in (typeof options)[number]]?: unknown;
  },
): Wish {
  const read = Claim.omit({ since: true }).safeParse(
    Object.fromEntries(options.map((key) => [key, values[key]])),
  );
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const option = String(issue?.path[0] ?? "name");
  if (values.name === undefined)
    throw new UserError(
      "nobody is named: --name is missing",
      'write it like --name "Ada Lovelace"',
      2,
    );
  throw new UserError(
    `--${option} ${issue?.message}`,
    option === "handle"
      ? "write it like --handle @ada"
      : "see lectern claim --help",
    2,
  );
}

/**
 * Gives `topic` to whom the wish names, or changes what their claim says. `today` is the day that
 * a new one carries. Throws UserError where somebody else has it, or they have another.
 */
export async function claimTopic(
  root: string,
  topics: readonly Topic[],
  topic: Topic,
  wish: Wish,
  today: string,
): Promise<Claimed> {
  const roster = await readRoster(root, topics);
  const held = roster.claims.get(topic.name);
  if (held !== undefined) return changeClaim(root, topic, held, wish, roster);
  refuseSecond(topics, topic, wish, roster);
  const file = claimFile(topic);
  const { name, handle, ...others } = wish;
  const claim = Claim.parse(known({ name, handle, since: today, ...others }));
  await makeFolder(join(root, "class"));
  try {
    await writeThrough(join(root, file), stringify(claim, { lineWidth: 0 }));
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    // Their file may not be whole yet.
    throw new UserError(
      `somebody claimed the topic this very moment: ${topic.name}`,
      "run the same command again, and see who has it",
    );
  }
  return { claim, file, change: "made" };
}

/** Gives the topic back: its file goes. Throws UserError where it is not theirs. */
export async function releaseTopic(
  root: string,
  topics: readonly Topic[],
  topic: Topic,
  person: Person,
): Promise<Claimed> {
  const { claims } = await readRoster(root, topics);
  const claim = claims.get(topic.name);
  if (claim === undefined)
    throw new UserError(
      `nobody has the topic: ${topic.name}`,
      "see who has which: lectern status",
    );
  if (!isSamePerson(claim, person))
    throw new UserError(
      `topic is not ${formatPerson(person)}'s: ${topic.name} is ${formatPerson(claim)}'s since ${claim.since}`,
      "only who has it can give it back, by --name",
    );
  const file = claimFile(topic);
  await rm(join(root, file));
  return { claim, file, change: "changed" };
}

/** The holder's claim with what the wish says; the file's comments stay. */
async function changeClaim(
  root: string,
  topic: Topic,
  held: Claim,
  wish: Wish,
  { free }: Roster,
): Promise<Claimed> {
  if (!isSamePerson(held, wish))
    throw new UserError(
      `topic is taken: ${topic.name}, by ${formatPerson(held)} since ${held.since}`,
      free.length === 0
        ? "no topic is free: ask who leads the course"
        : `free: ${listNames(free)}`,
    );
  const file = claimFile(topic);
  const { name: _, ...wanted } = wish;
  const changes = Object.entries(known(wanted)).filter(
    ([key, value]) => held[key as keyof Claim] !== value,
  );
  if (changes.length === 0) return { claim: held, file, change: "none" };
  const path = join(root, file);
  const document = parseDocument(
    (await readText(path, file, limits.config)) ?? "",
  );
  for (const [key, value] of changes) document.set(key, value);
  await writeWhole(path, document.toString({ lineWidth: 0 }));
  const claim = Claim.parse(document.toJS());
  return { claim, file, change: "changed" };
}

/** One person has one topic. */
function refuseSecond(
  topics: readonly Topic[],
  topic: Topic,
  wish: Wish,
  { claims }: Roster,
): void {
  const handle = wish.handle?.toLowerCase();
  for (const other of topics) {
    const claim = claims.get(other.name);
    if (claim === undefined) continue;
    const sameHandle =
      handle !== undefined && claim.handle?.toLowerCase() === handle;
    if (!sameHandle && !isSameName(claim.name, wish.name)) continue;
    throw new UserError(
      `${formatPerson(claim)} has a topic already: ${other.name}, since ${claim.since}`,
      `give it back first: lectern claim ${other.slug} --name ${JSON.stringify(claim.name)} --release; then ${topic.slug} can be claimed`,
    );
  }
}

/** Without the keys that say nothing. */
function known<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => each !== undefined),
  ) as Partial<Value>;
}

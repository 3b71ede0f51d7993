import { parse } from "yaml";
import { type Finding, FindingsError } from "../errors.ts";
import type { Topic } from "../topic/topic.ts";
import { type Claim, formatPerson, isSamePerson } from "./claim.ts";

/** The two that git could not join into one file. */
interface Halves {
  /** Line of the first marker, 1-based. */
  readonly line: number;
  readonly upper: string;
  readonly lower: string;
  /** What git calls the lower half: a commit in a merge, commit and subject in a rebase. */
  readonly label: string;
}

/** Rule of a class file that two people wrote. */
const rule = "class-conflict";

/**
 * Throws FindingsError where `text`, the class file of `topic`, holds the markers that git leaves
 * when two people claimed one topic: who both are, what to do, and which topics are `free`.
 */
export function refuseConflict(
  text: string,
  file: string,
  topic: Topic,
  free: () => readonly Topic[],
): void {
  const halves = splitHalves(text);
  if (halves === undefined) return;
  const [upper, lower] = [readWho(halves.upper), readWho(halves.lower)];
  throw new FindingsError([
    {
      ...{ file, line: halves.line, column: 1, severity: "error", rule },
      ...(isSamePerson(upper, lower)
        ? {
            message: `written in two ways by ${upper.name}`,
            hint: `keep the right lines, take the markers away, then: git add ${file}`,
          }
        : {
            message: `${topic.name} is claimed by two: ${said(upper)} (above) and ${said(lower)} (below)`,
            hint: adviseOn(upper, lower, halves.label, file, free()),
          }),
    } satisfies Finding,
  ]);
}

/** Both files whole again: lines that they share stand outside of the markers. */
function splitHalves(text: string): Halves | undefined {
  const halves = { upper: "", lower: "" };
  let side: "both" | "upper" | "base" | "lower" = "both";
  let first: number | undefined;
  let label = "";
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^<{7}( |$)/.test(line)) {
      side = "upper";
      first ??= index + 1;
    } else if (/^\|{7}( |$)/.test(line)) side = "base";
    else if (/^={7}$/.test(line) && side !== "both") side = "lower";
    else if (/^>{7}( |$)/.test(line)) {
      side = "both";
      first ??= index + 1;
      label = line.slice(8);
    } else {
      if (side !== "lower" && side !== "base") halves.upper += `${line}\n`;
      if (side !== "upper" && side !== "base") halves.lower += `${line}\n`;
    }
  }
  return first === undefined ? undefined : { ...halves, line: first, label };
}

/** Whoever the half names, however little of it can be read. */
function readWho(half: string): Claim {
  let found: unknown;
  try {
    found = parse(half);
  } catch {
    // Edited by hand in the middle of a conflict.
  }
  const { name, handle, since } = { ...Object(found) };
  return {
    name: typeof name === "string" ? name : "somebody",
    ...(typeof handle === "string" && { handle }),
    since: typeof since === "string" ? since : "an unknown day",
  };
}

function said(claim: Claim): string {
  return `${formatPerson(claim)} since ${claim.since}`;
}

/**
 * In a rebase, the upper half is what was pushed before, and its label names commit and subject;
 * in a pull that merges, the lower half is. Of another merge nobody can say.
 */
function adviseOn(
  upper: Claim,
  lower: Claim,
  label: string,
  file: string,
  free: readonly Topic[],
): string {
  const then =
    free.length === 0
      ? "no topic is free"
      : `then claim a free one: ${listNames(free)}`;
  const take = (half: string) =>
    `git checkout --${half} ${file} && git add ${file}`;
  if (/^[0-9a-f]{7,40} \(/.test(label))
    return `${upper.name} was first and has it; ${lower.name}: git rebase --skip, ${then}`;
  if (/^([0-9a-f]{40}$|origin\/)/.test(label))
    return `${lower.name} was first and has it; ${upper.name}: ${take("theirs")} && git commit --no-edit, ${then}`;
  return `who pushed first has it: keep the upper half with ${take("ours")}, or the lower with ${take("theirs")}; who lost: ${then}`;
}

/** "03-pixel-similarity, 05-gradients". */
export function listNames(topics: readonly Topic[]): string {
  return topics.map(({ name }) => name).join(", ");
}

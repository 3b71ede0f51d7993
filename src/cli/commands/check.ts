import { checkKept, type Said } from "../../build/check/kept.ts";
import { staleRunRule } from "../../build/reasons.ts";
import type { Request } from "../../build/request.ts";
import type { Checked } from "../../build/topic-check.ts";
import type { DeckFile } from "../../deck/render/decks.ts";
import type { Office } from "../../deck/render/office.ts";
import type { Finding } from "../../errors.ts";
import { count } from "../../sentences.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Command, Input, Streams } from "../command.ts";
import { formatOption, openFormat } from "../findings.ts";
import { parseRequest } from "../request.ts";

/** What is found of a topic; its deck where that is to be drawn. */
type Found = Said & Partial<Pick<Checked, "deck">>;

/** `lectern check [topic…]`: the Medium and deck rules on what is built. */
export const check: Command = {
  name: "check",
  summary: "the Medium and deck rules on what is built; exit 1 with errors",
  args: "[topic...]",
  options: [
    {
      flags: "--out <folder>",
      summary: "where the output is (default: output/ of the project)",
    },
    {
      flags: "--online",
      summary:
        "also fetch the hosted images, and compare them with those built",
    },
    {
      flags: "--render",
      summary:
        "also draw the slides with LibreOffice, and measure what is seen",
    },
    formatOption,
    { flags: "--json", summary: "the findings as JSON on stdout" },
  ],
  run: runCheck,
};

async function runCheck(input: Input, streams: Streams): Promise<number> {
  const request = parseRequest(input, streams);
  const format = openFormat(input, request.root, streams.env);
  const online = input.options.online === true;
  const office = input.options.render === true && (await openOffice(streams));
  const findings: Finding[] = [];
  const decks: DeckFile[] = [];
  let checked = 0;
  for (const topic of request.topics) {
    const found = await checkOne(topic, request, streams, {
      ...{ online, isDrawn: office !== false },
    });
    if (found === undefined) continue;
    checked += 1;
    findings.push(...found.findings);
    if (office === false) continue;
    if (found.deck !== undefined) decks.push(found.deck);
    else sayNotDrawn(topic, streams);
  }
  if (office !== false) {
    const { checkSeen } = await import("../../deck/render/decks.ts");
    findings.push(...(await checkSeen(decks, office, streams)));
  }
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (request.json)
    streams.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else {
    const isStale = ({ rule }: Finding) => rule === staleRunRule;
    // Said first: what the others say of old numbers may no longer be so.
    streams.stdout.write(format(findings, isStale));
    const what = count(checked, "topic");
    streams.stdout.write(
      `${what} checked: ${count(errors, "error")}, ${count(findings.length - errors, "warning")}\n`,
    );
  }
  return errors > 0 || checked === 0 ? 1 : 0;
}

/** The findings of one topic, its facts said on stderr; undefined where nothing is built. */
async function checkOne(
  topic: Topic,
  request: Request,
  { stderr, signal, env }: Streams,
  { online, isDrawn }: { readonly online: boolean; readonly isDrawn: boolean },
): Promise<Found | undefined> {
  const found = isDrawn
    ? await checkWithDeck(topic, request, signal)
    : await checkKept(topic, request, env, signal);
  if (found === undefined) {
    stderr.write(
      `${topic.name}: not built, nothing to check\nhint: lectern build ${topic.slug}\n`,
    );
    return undefined;
  }
  if (found.talk !== undefined) {
    stderr.write(`${topic.name}: talk ${found.talk}\n`);
  }
  for (const fact of found.facts) stderr.write(`${topic.name}: ${fact}\n`);
  if (!online) return found;
  const { checkOnline } = await import("../online.ts");
  const faults = await checkOnline(found.hosted, signal);
  const fetched = count(found.hosted.length, "hosted image");
  stderr.write(`${topic.name}: ${fetched} fetched, ${faults.length} wrong\n`);
  return { ...found, findings: [...found.findings, ...faults] };
}

/** What is kept of a check has no deck to draw. */
async function checkWithDeck(
  topic: Topic,
  request: Request,
  signal: AbortSignal,
): Promise<Checked | undefined> {
  const { checkTopic } = await import("../../build/topic-check.ts");
  return checkTopic(topic, request, signal);
}

/** Looked for before anything is checked. Throws UserError (exit code 2) where there is none. */
async function openOffice({ env }: Streams): Promise<Office> {
  const { findOffice } = await import("../../deck/render/office.ts");
  return findOffice(env);
}

function sayNotDrawn({ name, slug }: Topic, { stderr }: Streams): void {
  stderr.write(
    `${name}: no deck.pptx that is what the topic gives now: its slides are not drawn\nhint: lectern build ${slug}\n`,
  );
}

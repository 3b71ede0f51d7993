import { join } from "node:path";
import { Package } from "../../deck/package/package.ts";
import { findDeckName } from "../../deck/package/parts/origin.ts";
import { PackageError } from "../../deck/package/zip.ts";
import {
  type Counts,
  countNotices,
  formatReport,
  type Refreshed,
} from "../../deck/refresh/report.ts";
import { lintPackage } from "../../deck/rules/package.ts";
import { UserError } from "../../errors.ts";
import { readIfThere, sha256 } from "../../files.ts";
import { formatJson } from "../../record/format.ts";
import type { Hashes, Manifest } from "../manifest.ts";
import type { Files } from "../output.ts";
import { hashOf } from "../transaction.ts";
import {
  addEarlier,
  addGenerated,
  generatedPath,
  type Ledger,
  ledgerPath,
  readLedger,
} from "./ledger.ts";

export const deckPath = "deck.pptx";
export const reportPath = "refresh.md";

/** What a refresh did, for a person and for `--json`. */
export type Told = Counts | { readonly refused: string };

/** The deck's files with the person's work in them, and what is to be written beside them. */
export interface Desk {
  readonly files: Files;
  /** Files of Lectern's own. */
  readonly notes: Files;
  /** SHA-256 of the person's deck that went into the new one, by its path. */
  readonly merged: Hashes;
  /** Paths that are kept no longer. */
  readonly gone: readonly string[];
  /** Without a person's work, undefined. */
  readonly told?: Told;
}

/**
 * Brings the deck on the desk, or `given`, together with the one that was made now. A deck that
 * nobody changed gives way to it; one that is no version of ours is left to be put aside. Throws
 * UserError where `given` is none.
 */
export async function refreshDesk(
  folder: string,
  made: Files,
  manifest: Manifest | undefined,
  given?: Buffer,
): Promise<Desk> {
  const now = made.get(deckPath);
  if (now === undefined)
    return { files: made, notes: new Map(), merged: {}, gone: [] };
  const written = manifest?.parts.deck?.files[deckPath];
  const generated = Buffer.from(now);
  const name = await nameOf(generated);
  const before = await readLedger(folder);
  const added = addGenerated(before, { name, sha256: sha256(generated) });
  const ledger = { ...added.ledger, base: name };
  const notes = new Map<string, string | Uint8Array>();
  if ((await hashOf(folder, generatedPath(name))) !== sha256(generated))
    notes.set(generatedPath(name), generated);
  const there = await readIfThere(join(folder, deckPath));
  const desk = given ?? there;
  const gone = [...added.gone];
  const plain = (told?: Told): Desk => {
    notes.set(ledgerPath, formatJson(ledger));
    return { files: made, notes, merged: {}, gone, ...(told && { told }) };
  };
  if (desk === undefined || isOurs(desk, before, given ? undefined : written))
    return plain();
  const done = await merge(folder, desk, before, generated);
  if ("refused" in done) {
    if (given === undefined) return plain(done);
    throw new UserError(
      `deck cannot be refreshed: ${done.refused}`,
      "give a version of the deck that lectern built, saved as .pptx",
    );
  }
  const files = new Map(made).set(deckPath, done.bytes);
  const isChanged = there === undefined || !done.bytes.equals(there);
  const report = isChanged
    ? formatReport(done)
    : (await readIfThere(join(folder, reportPath)))?.toString();
  if (report !== undefined) files.set(reportPath, report);
  let kept: Ledger = ledger;
  if (isChanged && there !== undefined && !isOurs(there, before)) {
    const earlier = addEarlier({ ...ledger, base: before.base });
    kept = { ...earlier.ledger, base: name };
    notes.set(earlier.path, there);
    gone.push(...earlier.gone);
  }
  notes.set(ledgerPath, formatJson(kept));
  const merged: Hashes = there ? { [deckPath]: sha256(there) } : {};
  return { files, notes, gone, merged, told: countNotices(done) };
}

/** True for a deck as it was generated, byte by byte: nobody's work is in it. */
function isOurs(deck: Buffer, ledger: Ledger, written?: string): boolean {
  const hash = sha256(deck);
  // Written before there was a ledger.
  if (ledger.generated.length === 0) return hash === written;
  return ledger.generated.some((each) => each.sha256 === hash);
}

async function merge(
  folder: string,
  hers: Buffer,
  ledger: Ledger,
  now: Buffer,
): Promise<Refreshed | { readonly refused: string }> {
  try {
    const before = await findBase(folder, hers, ledger);
    if (before === undefined)
      return { refused: "nothing tells which deck of lectern it was" };
    const { mergeDeck } = await import("../../deck/refresh/merge.ts");
    const done = await mergeDeck(hers, before, now);
    const [wrong] = await findNewDefects(hers, done.bytes);
    return wrong === undefined ? done : { refused: wrong };
  } catch (error) {
    if (error instanceof PackageError) return { refused: error.message };
    throw error;
  }
}

/** The generated deck that hers is a version of. */
async function findBase(
  folder: string,
  hers: Buffer,
  ledger: Ledger,
): Promise<Buffer | undefined> {
  const known = ledger.generated.map(({ name }) => name);
  const own = await nameOf(hers);
  const name = known.includes(own) ? own : ledger.base;
  if (!known.includes(name)) return undefined;
  return readIfThere(join(folder, generatedPath(name)));
}

/** What a deck goes by; "" for one without. Throws PackageError for what is no archive. */
async function nameOf(deck: Buffer): Promise<string> {
  return findDeckName(await Package.open(deck))?.name ?? "";
}

/** What only a file of ours owes. */
const ofBuild = /^(PX-01|PX-11|DK-\d\d)$/;

/** What is wrong in the merged deck, and was not in hers: then nothing is replaced. */
async function findNewDefects(hers: Buffer, merged: Buffer): Promise<string[]> {
  const lint = async (bytes: Buffer) =>
    (await lintPackage(bytes))
      .filter(({ rule }) => !ofBuild.test(rule))
      .map(({ rule, message }) => `${rule} ${message}`);
  const known = new Set(await lint(hers));
  return (await lint(merged)).filter((each) => !known.has(each));
}

/** How the deck on the desk stands to the one that the topic gives now. */
export async function compareDesk(
  folder: string,
  desk: Buffer,
  made?: Buffer,
): Promise<{ readonly untouched: boolean; readonly isStale: boolean }> {
  const ledger = await readLedger(folder);
  if (isOurs(desk, ledger) || ledger.generated.length === 0)
    return {
      untouched: true,
      isStale: made !== undefined && !made.equals(desk),
    };
  const own = await nameOf(desk).catch(() => undefined);
  // Broken: no work of anybody is in it that could be kept.
  if (own === undefined)
    return { untouched: false, isStale: made !== undefined };
  const known = ledger.generated.map(({ name }) => name);
  const base = known.includes(own) ? own : ledger.base;
  const isStale = made !== undefined && base !== (await nameOf(made));
  return { untouched: false, isStale };
}

import type { Finding } from "../../errors.ts";
import type { Deck } from "../deck.ts";
import { PackageError, unzip } from "../package/zip.ts";
import { reportInto } from "../report.ts";
import { lintArchive, lintMedia, readDocuments } from "./archive.ts";
import { lintCharts } from "./charts.ts";
import type { Defect } from "./defect.ts";
import { lintParts } from "./parts.ts";
import { lintRelations, lintTypes } from "./relations.ts";

/** A deck that lies on the disk. */
export interface FoundDeck {
  readonly bytes: Buffer;
  /** It is as the last build wrote it, byte by byte. */
  readonly untouched: boolean;
}

/** What only a build owes: one order, one date. A program that saves a deck has its own. */
const ofBuild = new Set(["PX-01", "PX-11"]);

/**
 * The rules PX, and those of DK that show only in the file, at the slides of deck.md; `families`
 * are the fonts of the theme that it is built with.
 */
export async function checkPackage(
  { bytes, untouched }: FoundDeck,
  deck: Deck,
  families: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  const start = { line: 1, column: 1 };
  for (const { rule, message, slide } of await lintPackage(bytes, families)) {
    if (!untouched && ofBuild.has(rule)) continue;
    report(deck.slides[(slide ?? 0) - 1]?.place ?? start, {
      rule,
      message: `deck.pptx: ${message}`,
      hint: untouched
        ? "a fault of lectern, not of deck.md: please report it"
        : "changed since it was built: mend it there, or build it again",
    });
  }
  return findings;
}

/**
 * What is wrong with the package: empty for one that opens without a repair prompt. `families`
 * are a theme's fonts, beside those that every PowerPoint has.
 */
export async function lintPackage(
  bytes: Buffer,
  families: readonly string[] = [],
): Promise<Defect[]> {
  try {
    return await lintAll(bytes, families);
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    return [{ rule: "PX-03", message: error.message }];
  }
}

async function lintAll(
  bytes: Buffer,
  families: readonly string[],
): Promise<Defect[]> {
  const parts = await unzip(bytes);
  const { documents, defects } = readDocuments(parts);
  const found = [
    ...lintArchive(bytes),
    ...defects,
    ...lintTypes(parts, documents),
    ...lintRelations(parts, documents),
    ...lintMedia(parts),
  ];
  // What cannot be read cannot be looked into.
  if (defects.length > 0) return found;
  return [
    ...found,
    ...lintParts(parts, documents, families),
    ...(await lintCharts(parts, documents)),
  ];
}

import type { Finding } from "../../errors.ts";
import type { Deck } from "../deck.ts";
import { unzip } from "../package/zip.ts";
import { reportInto } from "../report.ts";
import type { Defect } from "./defect.ts";
import {
  lintArchive,
  lintMedia,
  lintRelations,
  lintTypes,
  readDocuments,
} from "./lint-archive.ts";
import { lintCharts } from "./lint-chart.ts";
import { lintParts } from "./lint-part.ts";
import { lintPictures } from "./lint-picture.ts";
import { lintSlides } from "./lint-slide.ts";

/** The rules PX, and those of DK that show only in the file, at the slides of deck.md. */
export async function checkPackage(
  bytes: Buffer,
  deck: Deck,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  for (const { rule, message, slide } of await lintPackage(bytes)) {
    const place = deck.slides[(slide ?? 0) - 1]?.place ?? {
      line: 1,
      column: 1,
    };
    report(place, {
      rule,
      message: `deck.pptx: ${message}`,
      hint: "a fault of lectern, not of deck.md: please report it",
    });
  }
  return findings;
}

/** What is wrong with the package: empty for one that opens without a repair prompt. */
export async function lintPackage(bytes: Buffer): Promise<Defect[]> {
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
    ...lintParts(parts, documents),
    ...lintSlides(documents),
    ...lintPictures(parts, documents),
    ...(await lintCharts(parts, documents)),
  ];
}

import { repairChart } from "./repair-chart.ts";
import { repairNotes } from "./repair-notes.ts";
import {
  dropPhantomTypes,
  mergePictures,
  orderPresentation,
  ownNotesTheme,
  renumberCharts,
  setProperties,
} from "./repair-package.ts";
import { repairShapes } from "./repair-shapes.ts";
import { repairWorkbook } from "./repair-workbook.ts";
import { type Document, parseXml, serialise } from "./xml.ts";
import { bytesOf, namesOf, type Parts, textOf, unzip, zip } from "./zip.ts";

export interface Properties {
  /** BCP 47. */
  readonly language: string;
  /** Of creation and change, ISO 8601 in UTC. */
  readonly date: string;
}

type Repair = (document: Document, language: string) => void;

/** What each kind of part needs, by its name. */
const repairs: readonly (readonly [RegExp, Repair])[] = [
  [
    /^ppt\/slides\/slide\d+\.xml$/,
    (document, language) => repairShapes(document, "slide", language),
  ],
  [
    /^ppt\/slide(Layouts|Masters)\/[^/]+\.xml$/,
    (document, language) => repairShapes(document, "layout", language),
  ],
  [/^ppt\/notesSlides\/[^/]+\.xml$/, repairNotes],
  [/^ppt\/charts\/chart\d+\.xml$/, repairChart],
];

/**
 * What pptxgenjs 4.0.1 wrote as a package that opens without a repair prompt and is the same
 * bytes for the same deck. Doing it twice changes nothing.
 */
export async function normalise(
  bytes: Uint8Array,
  properties: Properties,
): Promise<Buffer> {
  return zip(await normaliseParts(await unzip(bytes), properties));
}

/** The same for a package in memory. */
export async function normaliseParts(
  parts: Parts,
  { language, date }: Properties,
): Promise<Parts> {
  // First: the parts below are then known by the names that they keep.
  const renamed = renumberCharts(parts);
  for (const [name, content] of renamed) {
    const repair = repairs.find(([pattern]) => pattern.test(name))?.[1];
    if (repair === undefined || typeof content !== "string") continue;
    const document = parseXml(content);
    repair(document, language);
    renamed.set(name, serialise(document));
  }
  // After the charts: a sheet is mended from the chart in front of it.
  for (const name of namesOf(renamed, /\.xlsx$/)) {
    const digits = /(\d+)\.xlsx$/.exec(name)?.[1];
    const chart = parseXml(textOf(renamed, `ppt/charts/chart${digits}.xml`));
    const mended = await repairWorkbook(bytesOf(renamed, name), chart, date);
    renamed.set(name, mended);
  }
  mergePictures(renamed);
  ownNotesTheme(renamed);
  orderPresentation(renamed);
  setProperties(renamed, language, date);
  // Last: every part has its final name by then.
  dropPhantomTypes(renamed);
  return renamed;
}

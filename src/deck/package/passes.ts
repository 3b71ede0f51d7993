import { repairChart } from "./repair-chart.ts";
import { repairNotes } from "./parts/notes.ts";
import {
  dropPhantomTypes,
  mergePictures,
  orderPresentation,
  ownNotesTheme,
  renumberCharts,
  setProperties,
} from "./parts/relations.ts";
import { repairShapes } from "./parts/shape.ts";
import { repairWorkbook } from "./parts/workbook.ts";
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

/*
 * What pptxgenjs 4.0.1 gets wrong, and where it is dealt with:
 *
 * - archive: folders, stored entries, dates of the clock → zip.ts
 * - parts: types without a part, image/jpg, a theme shared with the notes, a presentation out
 *   of order, charts counted through the process, random ids, pictures stored twice, no
 *   language, a company, dates of the clock → repair-package.ts
 * - slides: paragraph properties before every run, ids and names used twice, titles with an
 *   index, empty placeholders, shapes without text, open backgrounds, empty lines, tables
 *   without a head → repair-shapes.ts
 * - notes: one paragraph for all lines → repair-notes.ts; slides without notes → arrange.ts
 * - charts: order of elements, a third axis, no grouping, empty values, field ids
 *   → repair-chart.ts; zeros that the sheet lacks, an unused table → repair-workbook.ts
 * - what it has no option for: axis formats, logarithmic x, looks of a series, alternative
 *   texts of tables, a master with placeholders, a theme's colours → dress.ts
 * - characters that XML cannot hold → clean.ts, before anything is handed over
 *
 * Never used, because it is broken: SVG, combined charts, links on pictures, `company`, text
 * that shrinks, tables that break over slides, addresses as pictures.
 */

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

import { Package } from "./package.ts";
import { finishCharts } from "./parts/chart.ts";
import { finishLayouts } from "./parts/layout.ts";
import { addThemeLogo } from "./parts/logo.ts";
import { finishMaster } from "./parts/master.ts";
import { finishNotes } from "./parts/notes.ts";
import { nameDeck } from "./parts/origin.ts";
import { finishProperties } from "./parts/properties.ts";
import {
  dropPhantomTypes,
  mergePictures,
  ownNotesTheme,
  renumberCharts,
} from "./parts/relations.ts";
import { finishSlides } from "./parts/slide.ts";
import { finishTheme } from "./parts/theme.ts";
import { finishWorkbooks } from "./parts/workbook.ts";
import type { Plan } from "./plan.ts";

type Pass = (parts: Package, plan: Plan) => void | Promise<void>;

/*
 * What pptxgenjs 4.0.1 gets wrong, and where it is mended:
 *
 * - archive: folders, stored entries, dates of the clock → zip.ts
 * - relations: types without a part, a theme shared with the notes, charts counted
 *   through the process, pictures stored twice → parts/relations.ts
 * - properties: no language, a company, dates of the clock, a presentation out of order
 *   → parts/properties.ts
 * - slides: paragraph properties before every run, ids and names used twice, titles with an
 *   index, empty placeholders, shapes without text, open backgrounds, empty lines, tables
 *   without a head → parts/shape.ts; placeholders that go by their layout's name → parts/slide.ts
 * - notes: one paragraph for all lines → parts/notes.ts; slides without notes → layout/arrange.ts
 * - charts: order of elements, a third axis, empty values, field ids
 *   → parts/chart.ts; zeros that the sheet lacks, an unused table → parts/workbook.ts
 * - what it has no option for: a picture on the master → parts/logo.ts, axis formats, logarithmic x → parts/chart.ts, looks of a series,
 *   names at its end → parts/series.ts, alternative texts of tables → parts/slide.ts, a master
 *   with placeholders → parts/master.ts, a theme's colours → parts/theme.ts
 * - characters that XML cannot hold → clean.ts, before anything is handed over
 *
 * Never used, because it is broken: SVG, JPEG, line, area and combined charts, sections, links on
 * pictures, `company`, text that shrinks, tables that break over slides, addresses as pictures.
 */

/** What is done to a package of pptxgenjs, in this order. */
const passes: readonly Pass[] = [
  // First: every part is then known by the name that it keeps.
  renumberCharts,
  finishTheme,
  // Before master and layouts, which number their shapes.
  addThemeLogo,
  finishMaster,
  finishLayouts,
  // After the layouts: a slide leaves out what its layout says in the end.
  finishSlides,
  finishNotes,
  // After the slides: a chart is found by the name of its frame, which is unique by then.
  finishCharts,
  // After the charts: a sheet is mended from the chart in front of it.
  finishWorkbooks,
  mergePictures,
  // After the theme, which it copies.
  ownNotesTheme,
  finishProperties,
  // Every part is there, and no other.
  dropPhantomTypes,
  // Last: what a deck goes by is the hash of all that it holds.
  nameDeck,
];

/**
 * What pptxgenjs wrote, as a package that opens without a repair prompt, shows the plan's slides
 * in the theme's look, and is the same bytes for the same deck. Doing it again changes nothing.
 */
export async function finish(bytes: Uint8Array, plan: Plan): Promise<Buffer> {
  const parts = await Package.open(bytes);
  for (const pass of passes) await pass(parts, plan);
  return parts.save();
}
